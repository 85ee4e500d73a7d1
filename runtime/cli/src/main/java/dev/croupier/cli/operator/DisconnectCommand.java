package dev.croupier.cli.operator;

import dev.croupier.cli.Terminal;
import picocli.CommandLine.Command;

/** {@code croupier disconnect}. */
@Command(
    name = "disconnect",
    description = "Takes a seat of the running host offline, until it is told to connect.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  croupier disconnect --seat player",
      "",
      "Its app goes on and is told. The seat stays offline until croupier connect, or until its app",
      "asks for the connection, or until the host is started again."
    })
public final class DisconnectCommand extends OperatorCommand {

  /**
   * @param terminal where it prints
   */
  public DisconnectCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) {
    HostDesk host = host(desk, "seats are those of a running host");
    SeatRow seat = seat(host);
    host.disconnect(seat.name());
    return standing(host, seat);
  }
}
