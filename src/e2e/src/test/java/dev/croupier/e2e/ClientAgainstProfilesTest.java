package dev.croupier.e2e;

import static dev.croupier.e2e.Wallet.get;
import static dev.croupier.e2e.Wallet.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.croupier.client.MessageStamp;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeInfo.Capability;
import dev.croupier.client.Operation;
import dev.croupier.client.Operation.Intent;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client as the host uses it, against the local node as each server line behaves. */
class ClientAgainstProfilesTest {
  private LocalNode node;
  private Wallet alice;
  private Wallet bob;

  private void seat(Profile profile) throws Exception {
    node = LocalNode.start(NodeConfig.builder().port(0).adminPort(0).profile(profile).build());
    alice = Wallet.loggedIn(node, "alice", "10");
    bob = Wallet.loggedIn(node, "bob", "10");
  }

  @AfterEach
  void leave() {
    for (AutoCloseable part : new AutoCloseable[] {alice, bob, node}) {
      if (part != null) {
        try {
          part.close();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void login_findsOutWhatTheNodeIs(Profile profile) throws Exception {
    seat(profile);

    NodeInfo info = alice.connection().info().orElseThrow();
    assertThat(info.description())
        .isEqualTo(
            profile == Profile.DEFAULT
                ? "ClearNode 0.5 with a message relay"
                : "ClearNode " + profile.text());
    assertThat(info.brokerAddress()).isEqualTo(node.brokerAddress());
    assertThat(info.decimalsOf("usdc")).contains(6);
    assertThat(info.capabilities().contains(Capability.INTENTS)).isEqualTo(profile.intents());
    assertThat(info.capabilities().contains(Capability.RELAY)).isEqualTo(profile.relay());
    assertThat(alice.connection().relay().isPresent()).isEqualTo(profile.relay());
    assertThat(alice.usdc()).isEqualTo(Amount.of(10));
  }

  @ParameterizedTest
  @EnumSource
  void session_isCoSigned_movedAndSettled(Profile profile) throws Exception {
    seat(profile);
    SessionId id = openedSession();
    assertThat(alice.usdc()).isEqualTo(Amount.of(7));
    assertThat(bob.usdc()).isEqualTo(Amount.of(8));
    awaitUsdc(bob.balanceNotices, 8);

    assertThat(submit(state(id, Intent.OPERATE, 2, 1, 4)))
        .isEqualTo(new SessionVersion(id, 2, true));
    if (profile.intents()) {
      SessionSnapshot told = next(bob.stateNotices);
      assertThat(told.version()).isEqualTo(2);
      assertThat(told.allocations()).contains(shares(1, 4));
      assertThat(submit(state(id, Intent.DEPOSIT, 3, 3, 4)).version()).isEqualTo(3);
      assertThat(alice.usdc()).isEqualTo(Amount.of(5));
      assertThat(submit(state(id, Intent.WITHDRAW, 4, 1, 4)).version()).isEqualTo(4);
    } else {
      assertThatExceptionOfType(NodeException.Unsupported.class)
          .isThrownBy(() -> alice.plan(state(id, Intent.DEPOSIT, 3, 3, 4)));
    }
    SessionSnapshot known = get(bob.connection().session(id)).orElseThrow();
    assertThat(known.open()).isTrue();
    assertThat(known.definition().participants()).containsExactly(alice.address(), bob.address());
    assertThat(get(alice.connection().openSessions()))
        .extracting(SessionSnapshot::sessionId)
        .containsExactly(id);

    SessionVersion closed =
        submit(new Operation.CloseSession(id, shares(0, 5), Optional.of("done")));
    assertThat(closed.open()).isFalse();
    assertThat(alice.usdc()).isEqualTo(Amount.of(7));
    assertThat(bob.usdc()).isEqualTo(Amount.of(13));
    awaitUsdc(bob.balanceNotices, 13);
    assertThat(get(bob.connection().openSessions())).isEmpty();
    assertThat(alice.unusable).isEmpty();
    assertThat(bob.unusable).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void refusal_isTyped_withTheNodesOwnText(Profile profile) throws Exception {
    seat(profile);
    Step creation = alice.plan(creation(3, 2));
    assertThat(refusal(creation, alice))
        .isEqualTo(
            profile == Profile.V0_3 || profile == Profile.V0_4
                ? "missing signature for participant " + bob.address()
                : "missing signature for participant " + bob.address());

    SessionId id = openedSession();
    assertThat(refusal(alice.plan(state(id, Intent.OPERATE, 2, 1, 4)), alice))
        .contains("quorum")
        .endsWith(": 50 / 100");
    assertThat(refusal(alice.plan(state(id, Intent.OPERATE, 2, 9, 9)), alice, bob)).isNotBlank();
    assertThat(
            refusal(
                alice.plan(new Operation.CloseSession(id, shares(0, 4), Optional.empty())),
                alice,
                bob))
        .contains("usdc");
    assertThat(alice.usdc()).isEqualTo(Amount.of(7));

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> alice.pay(bob.address(), "7.000001"))
        .havingCause()
        .isInstanceOf(NodeException.Refused.class)
        .withMessageContaining("insufficient");
    alice.pay(bob.address(), "7");
    assertThat(bob.usdc()).isEqualTo(Amount.of(15));
  }

  @ParameterizedTest
  @EnumSource
  void relay_deliversWithAVerifiedSender_whereThereIsOne(Profile profile) throws Exception {
    seat(profile);
    SessionId id = openedSession();
    if (!profile.relay()) {
      assertThat(alice.connection().relay()).isEmpty();
      return;
    }
    Relay relay = alice.connection().relay().orElseThrow();
    get(
        relay.send(
            relay.compose(
                id,
                "ping",
                "{\"from\":\"bob\"}",
                new MessageStamp(
                    relay.nextRequestId(), System.currentTimeMillis(), OptionalLong.of(0)))));

    RelayedMessage heard = next(bob.messages);
    assertThat(heard.sessionId()).isEqualTo(id);
    assertThat(heard.type()).isEqualTo("ping");
    assertThat(heard.dataJson()).isEqualTo("{\"from\":\"bob\"}");
    assertThat(heard.sender()).isEqualTo(alice.address());
    assertThat(heard.proof()).isEqualTo(RelayedMessage.Proof.WALLET_SIGNATURE);
    assertThat(next(alice.messages).signedText()).isEqualTo(heard.signedText());
  }

  @ParameterizedTest
  @EnumSource
  void cutConnection_comesBackByToken_withoutTheWalletsKey(Profile profile) throws Exception {
    seat(profile);
    assertThat(next(alice.comings)).isEqualTo("connected");
    int signatures = alice.signatures();

    alice.cut();

    assertThat(next(alice.comings)).startsWith("disconnected");
    assertThat(next(alice.comings)).isEqualTo("connected");
    assertThat(alice.signatures()).isEqualTo(signatures);
    assertThat(alice.usdc()).isEqualTo(Amount.of(10));
    SessionId id = openedSession();
    assertThat(submit(new Operation.CloseSession(id, shares(5, 0), Optional.empty())).open())
        .isFalse();
    assertThat(alice.usdc()).isEqualTo(Amount.of(12));
  }

  private SessionId openedSession() throws Exception {
    Step step = alice.plan(creation(3, 2));
    SessionVersion created = alice.submit(step, alice.connection().sign(step), bob.coSign(step));
    assertThat(created).isEqualTo(new SessionVersion(step.sessionId().orElseThrow(), 1, true));
    return created.sessionId();
  }

  private Operation creation(long ofAlice, long ofBob) {
    SessionDefinition definition =
        new SessionDefinition(
            "e2e", List.of(alice.address(), bob.address()), List.of(50L, 50L), 100, 0, 1);
    return new Operation.CreateSession(definition, shares(ofAlice, ofBob), Optional.of("start"));
  }

  private Operation state(SessionId id, Intent intent, long version, long ofAlice, long ofBob) {
    return new Operation.SubmitState(
        id, intent, version, shares(ofAlice, ofBob), Optional.of("version " + version));
  }

  private List<Allocation> shares(long ofAlice, long ofBob) {
    return List.of(
        new Allocation(alice.address(), "usdc", Amount.of(ofAlice)),
        new Allocation(bob.address(), "usdc", Amount.of(ofBob)));
  }

  private SessionVersion submit(Operation operation) throws Exception {
    Step step = alice.plan(operation);
    return alice.submit(step, alice.connection().sign(step), bob.coSign(step));
  }

  private static String refusal(Step step, Wallet... signers) {
    CompletableFuture<?> answer =
        signers[0]
            .connection()
            .submit(
                step, java.util.Arrays.stream(signers).map(signer -> signer.coSign(step)).toList());
    ExecutionException failed = catchThrowableOfType(ExecutionException.class, () -> get(answer));
    assertThat(failed).cause().isInstanceOf(NodeException.Refused.class);
    NodeException.Refused refused = (NodeException.Refused) failed.getCause();
    assertThat(refused).hasMessage("node refused " + refused.method() + ": " + refused.nodeText());
    return refused.nodeText();
  }

  private static void awaitUsdc(
      BlockingQueue<List<dev.croupier.protocol.AssetAmount>> notices, long amount)
      throws InterruptedException {
    while (!Wallet.usdcIn(next(notices)).equals(Amount.of(amount))) {
      // An earlier notice; next() gives up when there is none any more.
    }
  }
}
