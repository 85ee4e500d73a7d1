package dev.croupier.cli.operator;

import dev.croupier.cli.Columns;
import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code croupier status}. */
@Command(
    name = "status",
    description = "Tells whether a host runs here, and how its seats stand.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  croupier status --config bot.yaml"})
public final class StatusCommand extends OperatorCommand {

  /**
   * @param terminal where it prints
   */
  public StatusCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) {
    List<SeatRow> seats = seats(desk);
    if (json) {
      ObjectNode told = JsonNodeFactory.instance.objectNode().put("where", desk.where());
      ArrayNode list = told.putArray("seats");
      seats.forEach(
          seat ->
              list.addObject()
                  .put("seat", seat.name())
                  .put("wallet", seat.wallet().toString())
                  .put("status", seat.status())
                  .put("openSessions", seat.openSessions()));
      return done(told, "");
    }
    terminal.line(terminal.bold("Connected to " + desk.where()));
    Columns table = Columns.of("seat", "wallet", "node", "sessions");
    seats.forEach(
        seat ->
            table.row(
                seat.name(),
                seat.wallet().toString(),
                seat.status(),
                Integer.toString(seat.openSessions())));
    table.print(terminal);
    return ExitCode.DONE;
  }
}
