package dev.croupier.cli.operator;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code croupier invites}. */
@Command(
    name = "invites",
    description = "Lists invites that wait for your word, and gives it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier invites                                    what waits",
      "  croupier invites accept 3",
      "  croupier invites refuse 3 --reason \"not today\"",
      "",
      "Invites wait for you at seats with invites: ask in croupier.yaml, for as long as limits.invite-ms says.",
      "A yes passes them on to the app, which may still refuse; the seat's allowance holds either way."
    })
public final class InvitesCommand extends OperatorCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "accept|refuse",
      description = "Your word; without it invites are listed.")
  private @Nullable String word;

  @Parameters(index = "1", arity = "0..1", paramLabel = "INVITE", description = "Its number.")
  private @Nullable Long number;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "With refuse: why not; whoever asked is told.")
  private String reason = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /**
   * @param terminal where it prints
   */
  public InvitesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) {
    HostDesk host = host(desk, "invites wait at running hosts");
    List<InviteRow> waiting = new ArrayList<>();
    seats(desk).forEach(seat -> waiting.addAll(host.invites(seat.name())));
    return word == null ? list(waiting) : decide(host, waiting, word);
  }

  private int list(List<InviteRow> waiting) {
    if (json) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      waiting.forEach(invite -> list.add(DeskJson.write(invite)));
      return done(JsonNodeFactory.instance.objectNode().set("invites", list), "");
    }
    if (waiting.isEmpty()) {
      terminal.line("No invites wait.");
    }
    for (InviteRow invite : waiting) {
      long seconds = Math.max(0, Duration.between(Instant.now(), invite.until()).toSeconds());
      terminal.line(
          terminal.bold("Invite " + invite.id() + " for " + invite.seat())
              + ", from "
              + invite.initiator()
              + ", "
              + seconds
              + " s left");
      invite.terms().forEach(line -> terminal.line("  " + line));
    }
    return ExitCode.DONE;
  }

  private int decide(HostDesk host, List<InviteRow> waiting, String given) {
    boolean accepted =
        switch (given) {
          case "accept" -> true;
          case "refuse" -> false;
          default -> throw options.usage("\"" + given + "\" is neither accept nor refuse");
        };
    if (number == null) {
      throw options.usage("INVITE is missing: " + given + " which?");
    }
    long id = number;
    List<InviteRow> found = waiting.stream().filter(invite -> invite.id() == id).toList();
    if (found.isEmpty()) {
      throw new NotPossibleException("no invite " + id + " waits; croupier invites lists them");
    }
    if (found.size() > 1) {
      throw options.usage("--seat is missing: invite " + id + " waits at several seats");
    }
    InviteRow invite = found.getFirst();
    if (accepted && !agreed(invite.terms(), "Let " + invite.seat() + " sign this?", yes)) {
      return ExitCode.FAILED;
    }
    host.decide(invite, accepted, reason);
    return done(
        JsonNodeFactory.instance
            .objectNode()
            .put("seat", invite.seat())
            .put("invite", id)
            .put("accepted", accepted),
        accepted ? terminal.green("Accepted.") + " Its app is asked now." : "Refused.");
  }
}
