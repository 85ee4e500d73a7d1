package dev.croupier.cli.operator;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.client.Operation;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code croupier close}: alone where the wallet's weight reaches the quorum, else together. */
@Command(
    name = "close",
    description = "Closes a session and pays everybody out.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier close 0x1f2e3d --seat server               everybody gets what they hold",
      "  croupier close 0x1f2e3d --share a=7:usdc --share b=3:usdc",
      "",
      "Where the seat does not decide alone, its host asks the other participants, wherever they sit, tells",
      "who has signed, and closes when there are enough signatures. Where they have no host, or apps that",
      "refuse, one writes a proposal, the others sign it, and it is sent:",
      "  croupier close 0x1f2e3d --node URL --keystore a.json --propose close.json",
      "  croupier sign close.json --node URL --keystore b.json --add",
      "  croupier close --proposal close.json --node URL --keystore a.json"
    })
public final class CloseCommand extends OperatorCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SESSION",
      description = "A session's id, or its first characters.")
  private @Nullable String wanted;

  @Option(
      names = "--share",
      paramLabel = "WHO=AMOUNT:ASSET",
      description =
          "What a participant gets; repeat for everybody. WHO is an address or a seat. Without it everybody gets what they hold.")
  private List<String> shares = new ArrayList<>();

  @Option(
      names = "--propose",
      paramLabel = "FILE",
      description = "With --node: write a proposal for the others to sign; nothing is sent.")
  private @Nullable Path propose;

  @Option(
      names = "--collect",
      paramLabel = "SECONDS",
      description = "With --propose: how long signing may take, 1 to 3600 (default: 600).")
  private int collectSeconds = 600;

  @Option(
      names = "--proposal",
      paramLabel = "FILE",
      description = "With --node: send a proposal that was signed.")
  private @Nullable Path proposal;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /**
   * @param terminal where it prints
   */
  public CloseCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() throws Exception {
    if (proposal != null) {
      if (wanted != null || propose != null || !shares.isEmpty()) {
        throw options.usage("--proposal says everything; leave SESSION, --share and --propose out");
      }
      try (NodeDesk desk = options.openNode(terminal, "a proposal is sent to a node")) {
        return send(desk, ProposalFile.read(proposal));
      }
    }
    if (wanted == null) {
      throw options.usage("SESSION is missing, or --proposal FILE");
    }
    if (propose != null) {
      if (collectSeconds < 1 || collectSeconds > 3600) {
        throw options.usage("--collect is " + collectSeconds + ", but must be 1 to 3600");
      }
      try (NodeDesk desk = options.openNode(terminal, "a proposal is written for a node")) {
        return write(desk, session(desk, wanted), propose);
      }
    }
    return super.call();
  }

  @Override
  int run(Desk desk) {
    SessionRow session = session(desk, String.valueOf(wanted));
    List<Allocation> payout = payout(desk, session);
    if (!agreed(plan(desk, session, payout), "Close it?", yes)) {
      return ExitCode.FAILED;
    }
    try (SigningProgress _ =
        desk instanceof HostDesk host
            ? new SigningProgress(host, session, words(desk), terminal, InstantSource.system())
            : null) {
      desk.close(session, payout);
    }
    return closed(session.id(), payout);
  }

  private List<String> plan(Desk desk, SessionRow session, List<Allocation> payout) {
    return words(desk)
        .of(
            new Operation.CloseSession(session.id(), payout, Optional.empty()),
            Optional.of(session.id().toString()),
            Optional.of(session));
  }

  private int closed(SessionId id, List<Allocation> payout) {
    ObjectNode result =
        JsonNodeFactory.instance.objectNode().put("session", id.toString()).put("open", false);
    result.set("allocations", DeskJson.write(payout));
    return done(result, terminal.green("Closed.") + " Session " + id + " is over.");
  }

  private List<Allocation> payout(Desk desk, SessionRow session) {
    if (!shares.isEmpty()) {
      return shares.stream().map(text -> share(desk, text)).toList();
    }
    List<Allocation> held =
        session
            .shares()
            .orElseThrow(
                () ->
                    new NotPossibleException(
                        "the node does not tell what session "
                            + session.id()
                            + " holds; say who gets what with --share"));
    List<Allocation> all = new ArrayList<>(held);
    String asset = held.isEmpty() ? "usdc" : held.getFirst().asset();
    for (Address participant : session.definition().participants()) {
      if (held.stream().noneMatch(share -> share.participant().equals(participant))) {
        // Nodes leave zero shares out of what they tell; a distribution lists everybody.
        all.add(new Allocation(participant, asset, Amount.ZERO));
      }
    }
    return all;
  }

  private Allocation share(Desk desk, String text) {
    int equals = text.indexOf('=');
    int colon = text.lastIndexOf(':');
    if (equals < 1 || colon < equals + 2 || colon == text.length() - 1) {
      throw options.usage(
          "--share: \"" + text + "\" is not WHO=AMOUNT:ASSET, such as player=2.5:usdc");
    }
    return new Allocation(
        wallet(desk, "--share", text.substring(0, equals)),
        text.substring(colon + 1),
        amount("--share", text.substring(equals + 1, colon)));
  }

  private int write(NodeDesk desk, SessionRow session, Path file) {
    List<Allocation> payout = payout(desk, session);
    String text = desk.writeClose(session, payout, Duration.ofSeconds(collectSeconds));
    if (!agreed(plan(desk, session, payout), "Sign this and write it down?", yes)) {
      return ExitCode.FAILED;
    }
    Signature own = desk.sign(NodeDesk.WALLET, text);
    new ProposalFile(text, List.of(own)).write(file);
    String until = desk.read(NodeDesk.WALLET, text).expiresAt().toString();
    return done(
        JsonNodeFactory.instance.objectNode().put("proposal", file.toString()).put("until", until),
        "Wrote "
            + file
            + ", signed by you. It has to be signed by the others and sent before "
            + until
            + ".");
  }

  private int send(NodeDesk desk, ProposalFile signed) {
    Reading reading = desk.read(NodeDesk.WALLET, signed.text());
    List<String> plan = new ArrayList<>(reading.words());
    plan.add("  Signatures at hand: " + signed.signatures().size());
    if (!agreed(plan, "Sign this too, and send it?", yes)) {
      return ExitCode.FAILED;
    }
    SessionId id = desk.closeTogether(signed.text(), signed.signatures()).sessionId();
    return done(
        JsonNodeFactory.instance.objectNode().put("session", id.toString()).put("open", false),
        terminal.green("Closed.") + " Session " + id + " is over.");
  }
}
