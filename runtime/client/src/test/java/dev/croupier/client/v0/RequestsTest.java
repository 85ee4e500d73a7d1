package dev.croupier.client.v0;

import static dev.croupier.client.v0.Connections.config;
import static dev.croupier.client.v0.Connections.failure;
import static dev.croupier.client.v0.Connections.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.Step;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.client.fake.RecordingListener;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.ledger.BalanceUpdate;
import dev.croupier.protocol.v0.ledger.LedgerBalances;
import dev.croupier.protocol.v0.session.AppSession;
import dev.croupier.protocol.v0.session.AppSessionUpdate;
import dev.croupier.protocol.v0.session.SessionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestsTest {
  private static final String ASK = "get_ledger_balances";

  private final RecordingListener events = new RecordingListener();
  private FakeNode node;
  private NodeConnection connection;

  @BeforeEach
  void connect() throws Exception {
    start(ServerVersion.S0_5, Duration.ofSeconds(5));
  }

  private void start(ServerVersion version, Duration requestTimeout) throws Exception {
    node = new FakeNode(version);
    connection =
        NodeConnections.open(config(node.uri()).requestTimeout(requestTimeout).build(), events);
    get(connection.connect());
    events.await(RecordingListener.Balances.class);
  }

  private void restart(ServerVersion version, Duration requestTimeout) throws Exception {
    close();
    events.taken();
    start(version, requestTimeout);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    node.close();
  }

  private static List<AssetAmount> usdc(long amount) {
    return List.of(new AssetAmount("usdc", Amount.of(amount)));
  }

  private static void answer(FakeNode.Guest guest, RequestFrame request, long amount) {
    guest.answer(request, new LedgerBalances(usdc(amount)).toJson());
  }

  @Test
  void privateRequest_isSignedByTheSessionKeyOverTheSentText() throws Exception {
    node.on(ASK, (guest, request) -> answer(guest, request, 5));

    assertThat(get(connection.balances())).isEqualTo(usdc(5));

    String sessionKey =
        AuthRequestParams.read(node.awaitRequest("auth_request").payload().params()).sessionKey();
    RequestFrame request = node.awaitRequest(ASK);
    assertThat(
            Secp256k1.best()
                .recover(request.digest(), request.signatures().getFirst())
                .address()
                .toString())
        .isEqualTo(sessionKey);
    assertThat(request.payload().params().text()).isEqualTo("{}");
  }

  @Test
  void requestIds_increaseAndAreNoTimesInMs() throws Exception {
    node.on(ASK, (guest, request) -> answer(guest, request, 5));
    get(connection.balances());
    get(connection.balances());

    long first = node.awaitRequest(ASK).payload().requestId();
    long second = node.awaitRequest(ASK).payload().requestId();
    assertThat(second).isGreaterThan(first).isLessThan(1L << 53);
    assertThat(first).isGreaterThan(1_000L * 1_700_000_000_000L);
  }

  @Test
  void answers_inAnyOrder_reachTheirRequests() throws Exception {
    List<RequestFrame> held = new ArrayList<>();
    node.on(
        ASK,
        (guest, request) -> {
          held.add(request);
          if (held.size() == 3) {
            answer(guest, held.get(2), 2);
            answer(guest, held.get(0), 0);
            answer(guest, held.get(1), 1);
          }
        });
    CompletableFuture<List<AssetAmount>> first = connection.balances();
    CompletableFuture<List<AssetAmount>> second = connection.balances();
    CompletableFuture<List<AssetAmount>> third = connection.balances();

    assertThat(get(first)).isEqualTo(usdc(0));
    assertThat(get(second)).isEqualTo(usdc(1));
    assertThat(get(third)).isEqualTo(usdc(2));
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // The checker looks at the inner future.
  void requests_fromManyThreads_allGetTheirOwnAnswer() throws Exception {
    AtomicLong counter = new AtomicLong();
    node.on(ASK, (guest, request) -> answer(guest, request, counter.incrementAndGet()));
    List<Future<CompletableFuture<List<AssetAmount>>>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 400; i++) {
        asked.add(threads.submit(connection::balances));
      }
      List<List<AssetAmount>> answers = new ArrayList<>();
      for (Future<CompletableFuture<List<AssetAmount>>> one : asked) {
        answers.add(get(one.get()));
      }
      assertThat(answers).doesNotHaveDuplicates().hasSize(400);
    }
  }

  @Test
  void refusal_keepsTheNodesWords() throws Exception {
    node.on(ASK, (guest, request) -> guest.refuse(request, "no <ledger> & no \"luck\""));

    assertThat(failure(connection.balances()))
        .isInstanceOfSatisfying(
            NodeException.Refused.class,
            refused -> {
              assertThat(refused.method()).isEqualTo(ASK);
              assertThat(refused.nodeText()).isEqualTo("no <ledger> & no \"luck\"");
            });
  }

  @Test
  void silence_timesOut_andALateAnswerDoesNoHarm() throws Exception {
    restart(ServerVersion.S0_5, Duration.ofMillis(400));
    List<Runnable> late = new ArrayList<>();
    node.on(
        ASK,
        (guest, request) -> {
          if (late.isEmpty()) {
            late.add(() -> answer(guest, request, 1));
          } else {
            late.getFirst().run();
            answer(guest, request, 2);
          }
        });

    assertThat(failure(connection.balances()))
        .isInstanceOf(NodeException.TimedOut.class)
        .hasMessageContaining(ASK)
        .hasMessageContaining("400 ms");
    assertThat(get(connection.balances())).isEqualTo(usdc(2));
    assertThat(events.taken()).isEmpty();
  }

  @Test
  void notification_withTheIdOfARequest_isNoAnswer() throws Exception {
    restart(ServerVersion.S0_3, Duration.ofSeconds(5));
    node.on(
        ASK,
        (guest, request) -> {
          long id = request.payload().requestId();
          guest.send(
              ResponsePayload.of(
                  id, Method.BALANCE_UPDATE, new BalanceUpdate(usdc(7)).toJson(), 1));
          answer(guest, request, 8);
        });

    assertThat(get(connection.balances())).isEqualTo(usdc(8));
    assertThat(events.await(RecordingListener.Balances.class).balances()).isEqualTo(usdc(7));
  }

  @Test
  void answer_ofAnotherMethod_isNoAnswer() throws Exception {
    node.on(
        ASK,
        (guest, request) -> {
          guest.send(
              ResponsePayload.of(
                  request.payload().requestId(), Method.GET_USER_TAG, JsonObject.EMPTY, 1));
          answer(guest, request, 8);
        });

    assertThat(get(connection.balances())).isEqualTo(usdc(8));
  }

  @Test
  void frame_signedByAnother_isReportedAndNotActedOn() throws Exception {
    node.on(
        ASK,
        (guest, request) -> {
          ResponsePayload forged =
              ResponsePayload.of(
                  request.payload().requestId(),
                  Method.GET_LEDGER_BALANCES,
                  new LedgerBalances(usdc(1_000_000)).toJson(),
                  1);
          guest.peer().send(forged.signedBy(FakeNode.signer(66)).text());
          answer(guest, request, 3);
        });

    assertThat(get(connection.balances())).isEqualTo(usdc(3));
    assertThat(events.await(RecordingListener.Unusable.class).problem())
        .isInstanceOf(NodeException.UnusableFrame.class)
        .hasMessageContaining(node.key().address().toString());
  }

  @Test
  void frames_thatCannotBeUsed_areReportedEach_andTheConnectionGoesOn() throws Exception {
    node.on(ASK, (guest, request) -> answer(guest, request, 3));
    ResponsePayload good =
        ResponsePayload.of(0, Method.BALANCE_UPDATE, new BalanceUpdate(usdc(1)).toJson(), 1);
    String signed = good.signedBy(node.key()).text();
    List<String> broken =
        List.of(
            "nonsense",
            "[]",
            "{\"res\":[0,\"bu\"],\"sig\":[]}",
            "{\"res\":" + good.text() + ",\"sig\":[]}",
            "{\"res\":" + good.text() + ",\"sig\":[\"0x00\"]}",
            "{\"res\":" + good.text() + ",\"sig\":[\"0x" + "00".repeat(65) + "\"]}",
            signed.replace("\"1\"", "\"2\""),
            "{\"req\":[1,\"ping\",{},1],\"sig\":[]}",
            ResponsePayload.of(0, Method.BALANCE_UPDATE, JsonNull.NULL, 1)
                .signedBy(node.key())
                .text(),
            ResponsePayload.of(0, Method.MESSAGE, JsonObject.EMPTY, 1).signedBy(node.key()).text(),
            ResponsePayload.error(1, "message validation failed", 1).signedBy(node.key()).text());
    for (String frame : broken) {
      node.lastGuest().peer().send(frame);
      assertThat(events.next()).as(frame).isInstanceOf(RecordingListener.Unusable.class);
    }
    assertThat(get(connection.balances())).isEqualTo(usdc(3));
    assertThat(events.overlapped()).isFalse();
  }

  @Test
  void frames_emptyOrUnknown_areIgnored() throws Exception {
    FakeNode.Guest guest = node.lastGuest();
    guest.peer().send("");
    guest.send(ResponsePayload.of(0, Method.CHANNEL_UPDATE, JsonObject.EMPTY, 1));
    String futureText = "[0,\"tomorrow\",{},1]";
    guest
        .peer()
        .send(
            "{\"extra\":1,\"res\":"
                + futureText
                + ",\"sig\":[\""
                + node.key().sign(digest(futureText))
                + "\"]}");
    guest.tell(Method.BALANCE_UPDATE, new BalanceUpdate(usdc(4)).toJson());

    assertThat(events.next()).isEqualTo(new RecordingListener.Balances(usdc(4)));
  }

  private static Hash32 digest(String text) {
    return dev.croupier.protocol.crypto.Keccak.keccak256(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void verification_usesTheTextAsItCame() throws Exception {
    String text =
        "[0, \"bu\" ,{\"balance_updates\":[{\"amount\":\"1.50\",\"asset\":\"\\u0075sdc\"}]},1]";
    node.lastGuest()
        .peer()
        .send("{ \"res\" : " + text + " , \"sig\":[\"" + node.key().sign(digest(text)) + "\"]}");

    assertThat(events.next())
        .isEqualTo(
            new RecordingListener.Balances(List.of(new AssetAmount("usdc", Amount.parse("1.5")))));
  }

  @ParameterizedTest
  @EnumSource
  void stateUpdate_inEveryLayout_isOneEvent(AppSessionUpdate.Layout layout) throws Exception {
    SessionId id = SessionId.parse("0x" + "ab".repeat(32));
    AppSession session =
        new AppSession(
            id,
            layout == AppSessionUpdate.Layout.FLAT ? null : "",
            SessionStatus.OPEN,
            List.of(
                Connections.WALLET.address().toString(), FakeNode.signer(2).address().toString()),
            "round 2",
            "NitroRPC/0.4",
            0,
            List.of(60L, 40L),
            60,
            2,
            7,
            null,
            null);
    List<Allocation> shares =
        List.of(new Allocation(Connections.WALLET.address(), "usdc", Amount.parse("0.25")));
    node.lastGuest()
        .tell(Method.APP_SESSION_UPDATE, new AppSessionUpdate(session, shares).toJson(layout));
    node.lastGuest()
        .tell(Method.APP_SESSION_UPDATE, new AppSessionUpdate(session, List.of()).toJson(layout));

    SessionSnapshot first = events.await(SessionSnapshot.class);
    assertThat(first.sessionId()).isEqualTo(id);
    assertThat(first.version()).isEqualTo(2);
    assertThat(first.open()).isTrue();
    assertThat(first.sessionData()).isEqualTo("round 2");
    assertThat(first.definition().weightOf(Connections.WALLET.address())).isEqualTo(60);
    assertThat(first.allocations()).contains(shares);
    assertThat(events.await(SessionSnapshot.class).allocations()).isEqualTo(Optional.of(List.of()));
  }

  @Test
  void requestOverTheFrameLimit_isNotSent() throws Exception {
    Step step =
        connection.plan(
            new Operation.CloseSession(
                SessionId.parse("0x" + "ab".repeat(32)),
                List.of(),
                Optional.of("x".repeat(5 << 20))),
            Duration.ZERO);

    assertThat(failure(connection.submit(step, List.of())))
        .isInstanceOf(NodeException.FrameTooLarge.class);
    assertThat(node.methodsAsked()).doesNotContain("close_app_session");
  }
}
