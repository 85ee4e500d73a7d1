package dev.croupier.client.v0;

import static dev.croupier.client.v0.Connections.WALLET;
import static dev.croupier.client.v0.Connections.config;
import static dev.croupier.client.v0.Connections.failure;
import static dev.croupier.client.v0.Connections.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.session.AppSessionResult;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SessionIdRule;
import dev.croupier.protocol.v0.session.SessionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubmissionTest {
  private static final Signer BOB = FakeNode.signer(2);
  private static final SessionId SESSION = SessionId.parse("0x" + "ab".repeat(32));
  private static final Operation CLOSE =
      new Operation.CloseSession(
          SESSION,
          List.of(new Allocation(WALLET.address(), "usdc", Amount.of(1))),
          Optional.empty());

  private FakeNode node;
  private NodeConnection connection;

  @BeforeEach
  void connect() throws Exception {
    node = new FakeNode(ServerVersion.S0_5);
    connection = NodeConnections.open(config(node.uri()).build(), new NodeListener() {});
    get(connection.connect());
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    node.close();
  }

  private Step creation() {
    return connection.plan(
        new Operation.CreateSession(
            new SessionDefinition(
                "Chess Arena",
                List.of(WALLET.address(), BOB.address()),
                List.of(50L, 50L),
                100,
                0,
                77),
            List.of(),
            Optional.empty()),
        Duration.ZERO);
  }

  private static JsonObject result(SessionId id, SessionStatus status, long version) {
    return new AppSessionResult(id, status, version).toJson(ServerVersion.S0_5);
  }

  @Test
  void submit_sendsTheSignedTextWithAllSignatures() throws Exception {
    node.on(
        "close_app_session",
        (guest, request) -> guest.answer(request, result(SESSION, SessionStatus.CLOSED, 3)));
    Step step = connection.plan(CLOSE, Duration.ofSeconds(20));
    Signature own = connection.sign(step);
    Signature others = BOB.sign(step.digest());

    assertThat(get(connection.submit(step, List.of(others, own))))
        .contains(new SessionVersion(SESSION, 3, false));

    RequestFrame frame = node.awaitRequest("close_app_session");
    assertThat(frame.payload().text()).isEqualTo(step.text());
    assertThat(frame.signatures()).containsExactly(others, own);
    assertThat(own).isEqualTo(WALLET.sign(step.digest()));
  }

  @ParameterizedTest
  @EnumSource
  void create_idAfterEitherRule_isAccepted(SessionIdRule rule) throws Exception {
    node.on(
        "create_app_session",
        (guest, request) ->
            guest.answer(
                request,
                result(
                    rule.idOf(CreateAppSessionParams.read(request.payload().params()).definition()),
                    SessionStatus.OPEN,
                    1)));
    Step step = creation();

    SessionVersion created = get(connection.submit(step, List.of())).orElseThrow();
    assertThat(created.version()).isEqualTo(1);
    assertThat(created.open()).isTrue();
    assertThat(Optional.of(created.sessionId()).equals(step.sessionId()))
        .isEqualTo(rule == SessionIdRule.WITH_APPLICATION);
  }

  @Test
  void create_idOfSomethingElse_isAnError() throws Exception {
    node.on(
        "create_app_session",
        (guest, request) -> guest.answer(request, result(SESSION, SessionStatus.OPEN, 1)));

    assertThat(failure(connection.submit(creation(), List.of())))
        .isInstanceOf(NodeException.UnusableFrame.class)
        .hasMessageContaining(SESSION.toString());
  }

  @Test
  void close_answerAboutAnotherSession_isAnError() throws Exception {
    node.on(
        "close_app_session",
        (guest, request) ->
            guest.answer(
                request, result(SessionId.parse("0x" + "cd".repeat(32)), SessionStatus.CLOSED, 3)));

    assertThat(failure(connection.submit(connection.plan(CLOSE, Duration.ZERO), List.of())))
        .isInstanceOf(NodeException.UnusableFrame.class)
        .hasMessageContaining("another session");
  }

  @Test
  void answer_withoutItsMembers_isAnError() throws Exception {
    node.on("close_app_session", (guest, request) -> guest.answer(request, JsonObject.EMPTY));

    assertThat(failure(connection.submit(connection.plan(CLOSE, Duration.ZERO), List.of())))
        .isInstanceOf(NodeException.UnusableFrame.class);
  }

  @Test
  void refusal_keepsTheNodesWords() throws Exception {
    node.on(
        "close_app_session",
        (guest, request) -> guest.refuse(request, "quorum not reached: 50 / 100"));

    assertThat(failure(connection.submit(connection.plan(CLOSE, Duration.ZERO), List.of())))
        .isInstanceOfSatisfying(
            NodeException.Refused.class,
            refused -> assertThat(refused.nodeText()).isEqualTo("quorum not reached: 50 / 100"));
  }

  @Test
  void transfer_hasNoSession() throws Exception {
    node.on("transfer", (guest, request) -> guest.answer(request, JsonObject.EMPTY));
    Step step =
        connection.plan(
            new Operation.Transfer(BOB.address(), List.of(new AssetAmount("usdc", Amount.of(2)))),
            Duration.ZERO);

    assertThat(step.sessionId()).isEmpty();
    assertThat(get(connection.submit(step, List.of(connection.sign(step))))).isEmpty();
  }

  @Test
  void sameStep_whileItIsUnderWay_isNotSentTwice() throws Exception {
    node.on("close_app_session", (guest, request) -> {});
    Step step = connection.plan(CLOSE, Duration.ZERO);
    CompletableFuture<Optional<SessionVersion>> first = connection.submit(step, List.of());

    assertThat(failure(connection.submit(step, List.of())))
        .isInstanceOf(NodeException.AlreadyUnderWay.class);
    node.awaitRequest("close_app_session");
    assertThat(node.methodsAsked()).isEmpty();
    assertThat(first).isNotDone();
  }
}
