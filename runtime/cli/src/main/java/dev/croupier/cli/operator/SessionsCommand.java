package dev.croupier.cli.operator;

import dev.croupier.cli.Columns;
import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code croupier sessions}. */
@Command(
    name = "sessions",
    description = "Lists open sessions, or shows one with everybody's share.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier sessions                                   of every seat of the running host",
      "  croupier sessions 0x1f2e3d                          one of them, by the beginning of its id",
      "  croupier sessions --node wss://node.example/ws --keystore player.json --json"
    })
public final class SessionsCommand extends OperatorCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SESSION",
      description = "A session's id, or its first characters.")
  private @Nullable String wanted;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show whole ids and addresses in the list.")
  private boolean verbose;

  /**
   * @param terminal where it prints
   */
  public SessionsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) {
    if (wanted != null) {
      SessionRow session = session(desk, wanted);
      List<RoundRow> rounds =
          desk instanceof HostDesk host
              ? host.rounds(session.seat()).stream()
                  .filter(round -> round.session().equals(session.id()))
                  .toList()
              : List.of();
      return json ? tell(session, rounds) : show(desk, session, rounds);
    }
    List<SessionRow> sessions = new ArrayList<>();
    seats(desk).forEach(seat -> sessions.addAll(desk.sessions(seat.name())));
    if (json) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      sessions.forEach(session -> list.add(DeskJson.write(session)));
      return done(JsonNodeFactory.instance.objectNode().set("sessions", list), "");
    }
    if (sessions.isEmpty()) {
      terminal.line("No open sessions.");
      return ExitCode.DONE;
    }
    Words words = words(desk);
    Columns table = Columns.of("session", "seat", "application", "version", "with", "holds");
    for (SessionRow session : sessions) {
      table.row(
          verbose ? session.id().toString() : session.id().shortText(),
          session.seat(),
          Plain.of(session.definition().application()),
          Long.toString(session.version()),
          session.definition().participants().stream()
              .map(wallet -> verbose ? wallet.toString() : words.brief(wallet))
              .collect(Collectors.joining(" ")),
          session.shares().isPresent() ? Words.money(session.holdings()) : "not told");
    }
    table.print(terminal);
    return ExitCode.DONE;
  }

  private int tell(SessionRow session, List<RoundRow> rounds) {
    ObjectNode told = DeskJson.write(session);
    ArrayNode signing = told.putArray("signing");
    rounds.forEach(round -> signing.add(DeskJson.write(round)));
    return done(told, "");
  }

  private int show(Desk desk, SessionRow session, List<RoundRow> rounds) {
    terminal.line("Session      " + session.id());
    terminal.line("Application  " + Plain.of(session.definition().application()));
    terminal.line(
        "State        version " + session.version() + (session.open() ? ", open" : ", closed"));
    terminal.line("Quorum       " + session.definition().quorum());
    Words words = words(desk);
    for (RoundRow round : rounds) {
      terminal.line(
          "Signing      "
              + round.operation()
              + ", "
              + round.left(Instant.now())
              + ": "
              + round.answers(words::who));
    }
    Columns table = Columns.of("participant", "weight", "amount", "asset");
    for (Address wallet : session.definition().participants()) {
      List<Allocation> held =
          session.shares().orElse(List.of()).stream()
              .filter(share -> share.participant().equals(wallet))
              .toList();
      String weight = Long.toString(session.definition().weightOf(wallet));
      held.forEach(
          share ->
              table.row(
                  words.who(wallet), weight, share.amount().toString(), Plain.of(share.asset())));
      if (held.isEmpty()) {
        table.row(words.who(wallet), weight, "0", session.shares().isPresent() ? "-" : "not told");
      }
    }
    table.print(terminal);
    return ExitCode.DONE;
  }
}
