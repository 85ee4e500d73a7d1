package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Proposal;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.relay.NodeWithRelay;
import dev.croupier.host.Host;
import dev.croupier.host.InvitePolicy;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.node.rules.Profile;
import dev.croupier.plugin.ClassApp;
import dev.croupier.protocol.Amount;
import dev.croupier.relay.RelayConfig;
import dev.croupier.relay.RelayService;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two friends on two hosts, each with half of the weight: they open a session, disagree, agree and
 * close. Over the local node alone, and over the relay service beside older nodes.
 */
class DecidingTogetherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void friends_decideTogether_overTheLocalNode() throws Exception {
    try (LocalNode node = node(Profile.DEFAULT)) {
      decide(node, Optional.empty(), true);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_3", "V0_4"})
  void friends_decideTogether_overTheRelayService(Profile profile) throws Exception {
    try (LocalNode node = node(profile);
        RelayService relay =
            RelayService.start(RelayConfig.builder(node.wsUri()).port(0).adminPort(0).build())) {
      Awaitility.await().atMost(PATIENCE).until(relay::nodeConnected);
      decide(node, Optional.of(relay), profile != Profile.V0_3);
    }
  }

  private static LocalNode node(Profile profile) {
    return LocalNode.start(NodeConfig.builder().port(0).adminPort(0).profile(profile).build());
  }

  /**
   * @param states whether states have versions; a signed one without can be sent again for a while,
   *     so nothing further is signed after it, and it is left out
   */
  private static void decide(LocalNode node, Optional<RelayService> relay, boolean states)
      throws Exception {
    for (String name : List.of("alice", "bob")) {
      Wallet.get(node.fund(Wallet.signer(name).address(), Amount.of(10), "usdc"));
    }
    Friend alice = new Friend(Optional.of(Wallet.signer("bob").address().toString()), states);
    Friend bob = new Friend(Optional.empty(), states);
    try (Host two = host(node, relay, "bob", bob);
        Host one = host(node, relay, "alice", alice)) {
      two.start().get(20, TimeUnit.SECONDS);
      one.start().get(20, TimeUnit.SECONDS);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(bob.ends).containsExactly("0.25 1.75"));
      assertThat(alice.outcomes)
          .containsExactlyElementsOf(
              states
                  ? List.of("created", "not-enough-signatures", "version 2", "version 3")
                  : List.of("created", "not-enough-signatures", "version 2"));
      assertThat(alice.ends).containsExactly("0.25 1.75");
      assertThat(bob.asked)
          .containsExactlyElementsOf(
              states
                  ? List.of("invite", "OPERATE", "OPERATE", "CLOSE")
                  : List.of("invite", "CLOSE", "CLOSE"));
    }
    for (Map.Entry<String, String> end : Map.of("alice", "9.25", "bob", "10.75").entrySet()) {
      try (Wallet wallet = Wallet.loggedIn(node, end.getKey())) {
        assertThat(wallet.usdc()).isEqualTo(Amount.parse(end.getValue()));
      }
    }
  }

  private static Host host(
      LocalNode node, Optional<RelayService> relay, String name, Friend friend) {
    ClientConfig atNode = ClientConfig.builder(node.wsUri(), Wallet.signer(name)).build();
    return Host.builder(
            (seat, listener) ->
                relay
                    .<NodeConnection>map(
                        service ->
                            NodeWithRelay.open(
                                atNode,
                                ClientConfig.builder(service.wsUri(), Wallet.signer(name)).build(),
                                listener))
                    .orElseGet(() -> NodeConnections.open(atNode, listener)),
            new MemoryJournal())
        .engine(new OneApp(friend))
        .seat(
            SeatConfig.of(name, "friend")
                .withInvites(InvitePolicy.ALWAYS)
                .withLimits(new SpendingLimits(Map.of("usdc", Amount.of(1)), Map.of())))
        .build();
  }

  /** Opens a session with the other if there is one to invite, and agrees to no greed. */
  static final class Friend implements SessionApp {
    private final Optional<String> other;
    private final boolean states;
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();

    Friend(Optional<String> other, boolean states) {
      this.other = other;
      this.states = states;
    }

    @Override
    public MessageTypes messages() {
      return MessageTypes.ofJson("{\"note\": {\"type\": \"object\"}}");
    }

    @Override
    public void onStart(Client client) {
      if (other.isPresent()) {
        List<String> both = List.of(client.address(), other.get());
        var _ =
            client
                .createSession(
                    client.prepareSession(
                        new SessionTerms("friends", both, List.of(50L, 50L), 100),
                        both.stream().map(wallet -> Allocation.of(wallet, "usdc", "1")).toList()),
                    List.of())
                .handle((id, error) -> note("created", error));
      }
    }

    @Override
    public boolean onSessionInvite(Invite invite) {
      return asked.add("invite");
    }

    @Override
    public boolean onProposal(Proposal proposal, Session session) {
      asked.add(proposal.kind().name());
      return proposal.allocations().getLast().amount().compareTo(BigDecimal.ZERO) > 0;
    }

    @Override
    public void onSessionCreated(Session session) {
      if (other.isPresent()) {
        CompletionStage<Boolean> greed =
            (states
                    ? session.submitState(shares(session, "2", "0"))
                    : session.close(shares(session, "2", "0")))
                .handle((state, error) -> note("taken", error));
        CompletionStage<Boolean> agreed =
            states
                ? greed
                    .thenCompose(refused -> session.submitState(shares(session, "1.5", "0.5")))
                    .thenApply(state -> note("version " + state.version(), null))
                : greed;
        var _ =
            agreed
                .thenCompose(done -> session.close(shares(session, "0.25", "1.75")))
                .handle(
                    (state, error) ->
                        note(error == null ? "version " + state.version() : "", error));
      }
    }

    private static List<Allocation> shares(Session session, String first, String second) {
      return List.of(
          Allocation.of(session.participants().get(0), "usdc", first),
          Allocation.of(session.participants().get(1), "usdc", second));
    }

    private boolean note(String done, @Nullable Throwable error) {
      Throwable cause =
          error instanceof CompletionException && error.getCause() != null
              ? error.getCause()
              : error;
      return outcomes.add(
          cause == null
              ? done
              : cause instanceof RequestFailedException refused
                  ? refused.code()
                  : cause.toString());
    }

    @Override
    public void onAppMessage(Message message, Session session) {}

    @Override
    public void onSessionClosed(Session session, List<Allocation> finalAllocations) {
      ends.add(
          String.join(
              " ",
              finalAllocations.stream()
                  .map(share -> share.amount().stripTrailingZeros().toPlainString())
                  .toList()));
    }
  }

  /** Runs one app, whatever it is called. */
  private record OneApp(Friend friend) implements AppEngine {
    @Override
    public Optional<AppSource> find(Path base, String reference) {
      return Optional.of(new AppSource(reference, "one app", base, ""));
    }

    @Override
    public App load(AppSource source) {
      return ClassApp.of(Friend.class, () -> friend);
    }

    @Override
    public void close() {}
  }
}
