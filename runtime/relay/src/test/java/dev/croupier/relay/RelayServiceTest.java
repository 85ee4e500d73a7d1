package dev.croupier.relay;

import static dev.croupier.relay.Heard.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.NodeException;
import dev.croupier.client.RelayedMessage;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.transport.TransportLimits;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelayServiceTest {
  private static final RelayTimes SHORT =
      new RelayTimes(
          Duration.ofMillis(300),
          Duration.ZERO,
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5));

  private RelayTable table;

  @AfterEach
  void leave() {
    if (table != null) {
      table.close();
    }
  }

  private static String data(RelayedMessage message) {
    return message.dataJson();
  }

  private static String message(String text) {
    return "{\"type\":\"said\",\"data\":\"" + text + "\"}";
  }

  private static String refusal(Player player, SessionId session) {
    try {
      player.say(session, "0");
      return "taken";
    } catch (NodeException.Refused e) {
      return e.nodeText();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_3", "V0_4", "V0_5"})
  void message_reachesAllParticipantsWithItsVerifiedSender(Profile profile) {
    table = new RelayTable(profile, settings -> settings);
    Player alice = table.player("alice");
    Player bob = table.player("bob");
    Player mallory = table.player("mallory");
    SessionId session = table.session(alice.address(), bob.address());

    alice.say(session, "{\"n\":1.10}");

    for (Player player : List.of(alice, bob)) {
      RelayedMessage heard = next(player.heard.messages);
      assertThat(heard.sender()).isEqualTo(alice.address());
      assertThat(heard.proof()).isEqualTo(RelayedMessage.Proof.WALLET_SIGNATURE);
      assertThat(heard.sessionId()).isEqualTo(session);
      assertThat(heard.dataJson()).isEqualTo("{\"n\":1.10}");
      assertThat(player.heard.unusable).isEmpty();
    }
    bob.say(session, "2");
    assertThat(next(alice.heard.messages).sender()).isEqualTo(bob.address());
    assertThat(mallory.heard.messages).isEmpty();
    assertThat(alice.connection.info().orElseThrow().broker()).contains(table.node.brokerAddress());
  }

  @Test
  void message_againstTheRules_refused() {
    table = new RelayTable();
    Signer alice = RelayTable.signer("alice");
    Signer bob = RelayTable.signer("bob");
    Signer mallory = RelayTable.signer("mallory");
    SessionId session = table.session(alice.address(), bob.address());
    RawClient client = table.raw();
    String sid = session.toString();
    String unknown = "0x" + "ab".repeat(32);

    assertThat(client.refused(client.payload("message", "{}").signedBy(alice).withSid(sid)))
        .isEqualTo("authentication required");
    client.loggedIn(alice);
    assertThat(client.refused(client.payload("message", "{}").signedBy(alice)))
        .isEqualTo("missing app session id");
    assertThat(client.refused(client.payload("message", "{}").signedBy(alice).withSid(unknown)))
        .isEqualTo("app session " + unknown + " is not active");
    assertThat(client.refused(client.payload("message", "{}").signedBy(alice).withSid("x")))
        .isEqualTo("app session x is not active");
    assertThat(client.refused(client.payload("message", "{}").unsigned().withSid(sid)))
        .isEqualTo("missing participant signature");
    assertThat(client.refused(client.payload("message", "{}").signedBy(bob).withSid(sid)))
        .isEqualTo("invalid signature");
    RawClient stranger = table.raw().loggedIn(mallory);
    assertThat(stranger.refused(stranger.payload("message", "{}").signedBy(mallory).withSid(sid)))
        .isEqualTo("sender is not a participant of app session " + sid);
    // Somebody else's signed message is not taken from a stranger either.
    assertThat(stranger.refused(stranger.payload("message", "{}").signedBy(alice).withSid(sid)))
        .isEqualTo("sender is not a participant of app session " + sid);
  }

  @Test
  void message_sameRequestIdAgain_refused() {
    table = new RelayTable();
    Signer alice = RelayTable.signer("alice");
    SessionId session = table.session(alice.address());
    RawClient client = table.raw().loggedIn(alice);
    var payload = client.payload("message", message("once"));
    var frame = payload.signedBy(alice).withSid(session.toString());

    client.ok(frame);

    assertThat(client.refused(frame))
        .isEqualTo(
            "request id " + payload.requestId() + " was already used in app session " + session);
  }

  @Test
  void message_afterTheSessionWasClosed_refusedSoon() {
    table = new RelayTable(Profile.V0_5, settings -> settings.times(SHORT));
    Player alice = table.player("alice");
    SessionId session = table.session(alice.address());
    alice.say(session, "1");

    table.close(session);

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(refusal(alice, session))
                    .isEqualTo("app session " + session + " is not active"));
  }

  @Test
  void login_thatIsNotTheWalletsOwn_refused() {
    table = new RelayTable();
    Signer alice = RelayTable.signer("alice");
    Signer mallory = RelayTable.signer("mallory");
    Address relay = table.relay.address();
    RawClient client = table.raw();

    assertThat(client.refused(client.login(client.challenge(), alice.address(), relay, mallory)))
        .isEqualTo("invalid signature");
    // A login that was signed for another relay.
    assertThat(
            client.refused(
                client.login(client.challenge(), alice.address(), mallory.address(), alice)))
        .isEqualTo("invalid signature");
    // A challenge is good for one try, the latest on its connection.
    JsonObject challenge = client.challenge();
    assertThat(client.refused(client.login(challenge, alice.address(), relay, mallory)))
        .isEqualTo("invalid signature");
    assertThat(client.refused(client.login(challenge, alice.address(), relay, alice)))
        .isEqualTo("invalid challenge");
    assertThat(client.refused(client.login(table.raw().challenge(), alice.address(), relay, alice)))
        .isEqualTo("invalid challenge");
    client.loggedIn(alice);
    assertThat(client.refused(client.payload("relay_challenge", "{}").unsigned()))
        .isEqualTo("this connection is already logged in as " + alice.address());
  }

  @Test
  void login_challengeTooOld_refused() {
    table =
        new RelayTable(
            Profile.V0_5,
            settings ->
                settings.times(
                    new RelayTimes(
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        Duration.ofMillis(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5))));
    Signer alice = RelayTable.signer("alice");
    RawClient client = table.raw();
    JsonObject challenge = client.challenge();
    long expiresAt = RawClient.number(challenge, "expires_at");
    Awaitility.await().until(() -> System.currentTimeMillis() > expiresAt);

    assertThat(
            client.refused(client.login(challenge, alice.address(), table.relay.address(), alice)))
        .isEqualTo("invalid challenge");
  }

  @Test
  void connection_withoutLogin_isClosed() throws Exception {
    table =
        new RelayTable(
            Profile.V0_5,
            settings ->
                settings.times(
                    new RelayTimes(
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        Duration.ofSeconds(60),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5))));

    assertThat(table.raw().closed.get(20, TimeUnit.SECONDS)).isEqualTo(1008);
  }

  @Test
  void connections_ofOneWallet_areLimited() {
    RelayLimits usual = RelayLimits.DEFAULT;
    table =
        new RelayTable(
            Profile.V0_5,
            settings ->
                settings.limits(
                    new RelayLimits(
                        2,
                        usual.sessions(),
                        usual.rememberedRequestIds(),
                        usual.signaturesPerRequest(),
                        usual.proposalsPerWallet(),
                        usual.proposals(),
                        usual.proposalChars(),
                        usual.historyMessages(),
                        usual.historyCharsPerSession(),
                        usual.historyChars(),
                        usual.nodeQuestions(),
                        usual.waitingQuestions())));
    Signer alice = RelayTable.signer("alice");
    table.raw().loggedIn(alice);
    table.raw().loggedIn(alice);
    RawClient third = table.raw();

    assertThat(
            third.refused(
                third.login(third.challenge(), alice.address(), table.relay.address(), alice)))
        .isEqualTo("too many connections of " + alice.address() + ": at most 2");
  }

  @Test
  void frame_tooLarge_closesTheConnection() throws Exception {
    table = new RelayTable();
    RawClient client = table.raw();

    client.send("x".repeat(256 * 1024 + 1));

    assertThat(client.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1009);
  }

  @Test
  void manySenders_areHeardInOneOrderByAll() {
    table = new RelayTable();
    List<Player> players =
        IntStream.range(0, 4).mapToObj(number -> table.player("player " + number)).toList();
    SessionId session = table.session(players.stream().map(Player::address).toList());
    int each = 40;

    List<Thread> talkers =
        players.stream()
            .map(
                player ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              for (int i = 0; i < each; i++) {
                                player.say(session, "\"" + player.address() + " " + i + "\"");
                              }
                            }))
            .toList();
    for (Thread talker : talkers) {
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !talker.isAlive());
    }

    List<List<String>> orders = new ArrayList<>();
    for (Player player : players) {
      List<String> order = new ArrayList<>();
      for (int i = 0; i < each * players.size(); i++) {
        order.add(data(next(player.heard.messages)));
      }
      orders.add(order);
    }
    assertThat(orders).allMatch(order -> order.equals(orders.getFirst()));
  }

  @Test
  void receiverThatTakesNothing_isCutAndHoldsUpNobody() throws Exception {
    TransportLimits narrow =
        TransportLimits.DEFAULTS.withOutgoing(50, 1 << 20).withRate(10_000, 10_000);
    table = new RelayTable(Profile.V0_5, settings -> settings.transport(narrow));
    Player alice = table.player("alice");
    Player bob = table.player("bob");
    Signer slow = RelayTable.signer("slow");
    SessionId session = table.session(alice.address(), bob.address(), slow.address());
    RawClient sleeper = table.raw().loggedIn(slow);
    sleeper.stopReading();
    String much = "\"" + "x".repeat(40_000) + "\"";

    // How much the operating system takes on the sleeper's behalf is not ours to say.
    int said = 0;
    String metrics = "";
    while (said < 3_000 && !metrics.contains("croupier_relay_connections 2\n")) {
      for (int i = 0; i < 50; i++) {
        alice.say(session, much);
        assertThat(data(next(bob.heard.messages))).isEqualTo(much);
      }
      said += 50;
      metrics = get(table, "/metrics").body();
    }

    assertThat(metrics)
        // Counted once when its queue was full, and perhaps once more when its socket was cut.
        .containsPattern("croupier_relay_slow_receivers_total [12]\n")
        .contains("croupier_relay_connections 2\n")
        .contains("croupier_relay_messages_total " + said)
        .contains("croupier_relay_node_connected 1");
  }

  @Test
  void reconnectedPlayer_getsWhatItMissed() {
    table = new RelayTable();
    Player alice = table.player("alice");
    Player bob = table.player("bob");
    SessionId session = table.session(alice.address(), bob.address());
    alice.say(session, "\"before\"");
    assertThat(data(next(bob.heard.messages))).isEqualTo("\"before\"");
    assertThat(next(bob.heard.story)).isEqualTo("connected");

    bob.cut();
    assertThat(next(bob.heard.story)).isEqualTo("disconnected");
    alice.say(session, "\"meanwhile\"");

    // Either it was still away, and is told of it again, or it was back already.
    List<String> heard = new ArrayList<>();
    while (!heard.contains("\"meanwhile\"")) {
      heard.add(data(next(bob.heard.messages)));
    }
    alice.say(session, "\"after\"");
    while (!heard.contains("\"after\"")) {
      heard.add(data(next(bob.heard.messages)));
    }
    assertThat(heard).containsOnly("\"before\"", "\"meanwhile\"", "\"after\"");
    assertThat(heard.indexOf("\"meanwhile\"")).isLessThan(heard.indexOf("\"after\""));
  }

  @Test
  void replay_givesParticipantsTheLatestMessagesAndSaysWhetherAll() {
    Instant start = Instant.now();
    table = new RelayTable();
    Player alice = table.player("alice");
    SessionId session = table.session(alice.address(), RelayTable.signer("bob").address());
    Instant beforeMessages = Instant.now();
    alice.say(session, "1");
    alice.say(session, "2");
    Player bob = table.player("bob");

    assertThat(RelayTable.await(bob.connection.replay(session, beforeMessages))).isTrue();
    assertThat(data(next(bob.heard.messages))).isEqualTo("1");
    assertThat(data(next(bob.heard.messages))).isEqualTo("2");
    assertThat(RelayTable.await(bob.connection.replay(session, start.minusSeconds(60)))).isFalse();
    Player mallory = table.player("mallory");
    assertThatThrownBy(() -> RelayTable.await(mallory.connection.replay(session, start)))
        .hasMessageContaining("not a participant");
    assertThat(mallory.heard.messages).isEmpty();
  }

  @Test
  void nodeGone_sessionsAreRefusedUntilItIsBack() throws Exception {
    table = new RelayTable(Profile.V0_5, settings -> settings.times(SHORT));
    Player alice = table.player("alice");
    SessionId session = table.session(alice.address());
    alice.say(session, "1");
    int port = table.node.wsUri().getPort();

    table.node.close();
    Awaitility.await().until(() -> !table.relay.nodeConnected());

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(refusal(alice, session))
                    .isEqualTo(
                        "app session "
                            + session
                            + " cannot be verified now: the relay's node does not answer"));
    assertThat(get(table, "/health").statusCode()).isEqualTo(503);
    assertThat(get(table, "/health").body()).contains("\"node_connected\":false");

    // The same node without its memory: it is asked again, and knows no such session.
    table.node =
        LocalNode.start(
            NodeConfig.builder().port(port).adminPort(0).brokerKey(RelayTable.BROKER).build());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(refusal(alice, session))
                    .isEqualTo("app session " + session + " is not active"));
    assertThat(get(table, "/health").statusCode()).isEqualTo(200);
  }

  @Test
  void nodeReplacedByOneWithAnotherKey_isNotBelieved() {
    table = new RelayTable(Profile.V0_5, settings -> settings.times(SHORT));
    Player alice = table.player("alice");
    SessionId session = table.session(alice.address());
    int port = table.node.wsUri().getPort();
    table.node.close();
    Awaitility.await().until(() -> !table.relay.nodeConnected());

    table.node = LocalNode.start(NodeConfig.builder().port(port).adminPort(0).build());

    assertThat(refusal(alice, session)).contains("cannot be verified now");
    assertThat(table.relay.nodeConnected()).isFalse();
  }

  @Test
  void frames_areSignedByTheRelay_andTimesNeverGoBack() {
    table = new RelayTable();
    Signer alice = RelayTable.signer("alice");
    SessionId session = table.session(alice.address());
    RawClient client = table.raw().loggedIn(alice);
    long last = 0;
    for (int i = 0; i < 20; i++) {
      ResponseFrame echo =
          client.ask(
              client.payload("message", message("x")).signedBy(alice).withSid(session.toString()));
      assertThat(
              dev.croupier.protocol.crypto.Secp256k1.best()
                  .recover(echo.digest(), echo.signatures().getFirst())
                  .address())
          .isEqualTo(table.relay.address());
      assertThat(echo.payload().timestampMs()).isGreaterThanOrEqualTo(last);
      last = echo.payload().timestampMs();
    }
  }

  private static HttpResponse<String> get(RelayTable table, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(table.relay.adminUri().resolve(path)).build(),
          BodyHandlers.ofString());
    }
  }
}
