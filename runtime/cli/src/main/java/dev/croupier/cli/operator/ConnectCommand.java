package dev.croupier.cli.operator;

import dev.croupier.cli.Terminal;
import picocli.CommandLine.Command;

/** {@code croupier connect}. */
@Command(
    name = "connect",
    description = "Brings a seat of the running host online again after disconnect.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  croupier connect --seat player",
      "",
      "One attempt is made. It is done when the seat is logged in and its sessions are as the node",
      "has them; at once if the seat is online."
    })
public final class ConnectCommand extends OperatorCommand {

  /**
   * @param terminal where it prints
   */
  public ConnectCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) {
    HostDesk host = host(desk, "seats are those of a running host");
    SeatRow seat = seat(host);
    host.connect(seat.name());
    return standing(host, seat);
  }
}
