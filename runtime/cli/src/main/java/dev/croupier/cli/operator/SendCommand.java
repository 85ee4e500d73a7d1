package dev.croupier.cli.operator;

import dev.croupier.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code croupier send}. */
@Command(
    name = "send",
    description = "Sends a message in a session, as a seat of the running host.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  croupier send 0x1f2e3d chat '{\"text\": \"hello\"}' --seat server",
      "",
      "The data must fit the schema that the seat's app has for the type."
    })
public final class SendCommand extends OperatorCommand {
  @Parameters(
      index = "0",
      paramLabel = "SESSION",
      description = "A session's id, or its first characters.")
  private String wanted = "";

  @Parameters(index = "1", paramLabel = "TYPE", description = "A message type of the seat's app.")
  private String type = "";

  @Parameters(index = "2", paramLabel = "DATA", description = "The data, JSON.")
  private String data = "";

  /**
   * @param terminal where it prints
   */
  public SendCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) {
    HostDesk host = host(desk, "messages are sent by a running host, which knows their schemas");
    try {
      JsonMapper.shared().readTree(data);
    } catch (JacksonException e) {
      throw options.usage(
          "DATA: is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
    SessionRow session = session(desk, wanted);
    host.send(session.seat(), session.id(), type, data);
    return done(
        JsonNodeFactory.instance
            .objectNode()
            .put("session", session.id().toString())
            .put("seat", session.seat())
            .put("type", type),
        terminal.green("Sent.") + " " + type + " in session " + session.id().shortText() + ".");
  }
}
