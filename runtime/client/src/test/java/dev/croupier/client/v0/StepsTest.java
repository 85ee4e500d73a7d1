package dev.croupier.client.v0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeListener;
import dev.croupier.client.NodeVersion;
import dev.croupier.client.Operation;
import dev.croupier.client.Operation.Intent;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.Step;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.RequestFrame;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {
  private static final Instant NOW = Instant.parse("2025-10-09T08:53:20Z");
  private static final Address ALICE = Connections.WALLET.address();
  private static final Address BOB = FakeNode.signer(2).address();
  private static final SessionId SESSION = SessionId.parse("0x" + "ab".repeat(32));

  private final NodeConnection connection = connection(NodeVersion.V0_5);

  private static NodeConnection connection(NodeVersion version) {
    return NodeConnections.open(
        ClientConfig.builder(URI.create("ws://127.0.0.1:9/ws"), Connections.WALLET)
            .version(version)
            .clock(() -> NOW)
            .build(),
        new NodeListener() {});
  }

  private static Allocation share(Address wallet, String amount) {
    return new Allocation(wallet, "usdc", Amount.parse(amount));
  }

  private static Operation.CreateSession creation(long nonce) {
    return new Operation.CreateSession(
        new SessionDefinition("Chess Arena", List.of(ALICE, BOB), List.of(50L, 50L), 100, 0, nonce),
        List.of(share(ALICE, "100"), share(BOB, "0.5")),
        Optional.of("{\"round\":1}"));
  }

  private static Stream<Operation> operations() {
    return Stream.of(
        creation(1_760_000_000_123L),
        new Operation.CreateSession(
            new SessionDefinition("", List.of(ALICE, BOB), List.of(0L, 1L), 1, 3600, 1),
            List.of(),
            Optional.empty()),
        new Operation.SubmitState(
            SESSION, Intent.OPERATE, 2, List.of(share(ALICE, "1")), Optional.of("")),
        new Operation.SubmitState(
            SESSION, Intent.DEPOSIT, 3, List.of(share(BOB, "0.000001")), Optional.empty()),
        new Operation.SubmitState(SESSION, Intent.WITHDRAW, 4, List.of(), Optional.empty()),
        new Operation.CloseSession(
            SESSION, List.of(share(ALICE, "0"), share(BOB, "12")), Optional.of("é \" < \u2028")),
        new Operation.Transfer(BOB, List.of(new AssetAmount("usdc", Amount.parse("3.75")))));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void read_ofAPlannedText_givesTheSameStep(Operation operation) {
    Step step = connection.plan(operation, Duration.ofSeconds(30));

    assertThat(connection.read(step.text())).isEqualTo(step);
    assertThat(step.operation()).isEqualTo(operation);
    assertThat(connection.signerOf(step, connection.sign(step))).isEqualTo(ALICE);
  }

  @Test
  void plan_isDatedAheadByTheCollectingTime() {
    Step step = connection.plan(creation(1), Duration.ofSeconds(90));

    assertThat(step.text()).endsWith("," + NOW.plusSeconds(90).toEpochMilli() + "]");
    assertThat(step.expiresAt()).isEqualTo(NOW.plusSeconds(150));
  }

  @Test
  void plan_ofACreation_isTheTextOfTheProtocolPage() {
    Step step = connection.plan(creation(1_760_000_000_123L), Duration.ZERO);

    assertThat(step.text())
        .endsWith(
            ",\"create_app_session\",{\"definition\":{\"application\":\"Chess Arena\",\"protocol\":"
                + "\"NitroRPC/0.4\",\"participants\":[\""
                + ALICE
                + "\",\""
                + BOB
                + "\"],\"weights\":[50,50],\"quorum\":100,\"challenge\":0,"
                + "\"nonce\":1760000000123},\"allocations\":[{\"participant\":\""
                + ALICE
                + "\",\"asset\":\"usdc\",\"amount\":\"100\"},{\"participant\":\""
                + BOB
                + "\",\"asset\":\"usdc\",\"amount\":\"0.5\"}],"
                + "\"session_data\":\"{\\\"round\\\":1}\"},1760000000000]");
  }

  @Test
  void plan_ofAState_onTheOldestNodes_hasNeitherIntentNorVersion() {
    NodeConnection old = connection(NodeVersion.V0_3);
    Step step =
        old.plan(
            new Operation.SubmitState(
                SESSION, Intent.OPERATE, 2, List.of(share(ALICE, "1")), Optional.empty()),
            Duration.ZERO);

    assertThat(step.text()).doesNotContain("intent").doesNotContain("version");
    assertThat(old.read(step.text()).operation())
        .isInstanceOfSatisfying(
            Operation.SubmitState.class, read -> assertThat(read.version()).isZero());
    assertThatThrownBy(() -> connection.read(step.text()))
        .isInstanceOf(NodeException.UnreadableStep.class);
    assertThatThrownBy(
            () ->
                old.plan(
                    new Operation.SubmitState(
                        SESSION, Intent.DEPOSIT, 2, List.of(), Optional.empty()),
                    Duration.ZERO))
        .isInstanceOf(NodeException.Unsupported.class)
        .hasMessageContaining("DEPOSIT");
  }

  @Test
  void sessionId_followsTheRuleOfTheVersion() {
    Optional<SessionId> newer = connection.plan(creation(5), Duration.ZERO).sessionId();
    Optional<SessionId> older =
        connection(NodeVersion.V0_4).plan(creation(5), Duration.ZERO).sessionId();

    assertThat(newer).isPresent().isNotEqualTo(older);
    assertThat(connection.plan(creation(6), Duration.ZERO).sessionId()).isNotEqualTo(newer);
  }

  @Test
  void plan_numbersThatNodesWouldBend_isRefused() {
    for (SessionDefinition definition :
        List.of(
            new SessionDefinition("a", List.of(ALICE, BOB), List.of(1L, 1L), 2, 0, 1L << 53),
            new SessionDefinition("a", List.of(ALICE, BOB), List.of(1L, 1L), 2, 0, 0),
            new SessionDefinition("a", List.of(ALICE, BOB), List.of(1L, 1L), 0, 0, 1),
            new SessionDefinition("a", List.of(ALICE, BOB), List.of(1L, 1L << 31), 2, 0, 1),
            new SessionDefinition("a", List.of(ALICE, BOB), List.of(-1L, 1L), 2, 0, 1),
            new SessionDefinition("a", List.of(ALICE, BOB), List.of(1L, 1L), 2, -1, 1))) {
      assertThatThrownBy(
              () ->
                  connection.plan(
                      new Operation.CreateSession(definition, List.of(), Optional.empty()),
                      Duration.ZERO))
          .as(definition.toString())
          .isInstanceOf(NodeException.Unsupported.class);
    }
  }

  private static String closeText(String params) {
    return "[7,\"close_app_session\"," + params + ",1760000000000]";
  }

  private static String closeParams(String allocation) {
    return "{\"app_session_id\":\"" + SESSION + "\",\"allocations\":[" + allocation + "]}";
  }

  private static String shareText(String participant, String asset, String amount) {
    return "{\"participant\":\""
        + participant
        + "\",\"asset\":\""
        + asset
        + "\",\"amount\":"
        + amount
        + "}";
  }

  private static Stream<String> texts() {
    String good = shareText(ALICE.toString(), "usdc", "\"1\"");
    return Stream.of(
        "",
        "null",
        "{}",
        "[]",
        "[7,\"close_app_session\",{}]",
        closeText("null"),
        closeText("[]"),
        // Unknown, repeated, differently spelt and differently ordered members.
        closeText("{\"app_session_id\":\"" + SESSION + "\",\"allocations\":[],\"x\":1}"),
        closeText(
            "{\"app_session_id\":\"0x"
                + "cd".repeat(32)
                + "\",\"app_session_id\":\""
                + SESSION
                + "\",\"allocations\":[]}"),
        closeText("{\"APP_SESSION_ID\":\"" + SESSION + "\",\"allocations\":[]}"),
        closeText("{\"allocations\":[],\"app_session_id\":\"" + SESSION + "\"}"),
        closeText("{\"app_session_id\":\"" + SESSION + "\"}"),
        closeText("{\"app_session_id\":\"" + SESSION + "\",\"allocations\":null}"),
        closeText(
            "{\"app_session_id\":\"" + SESSION + "\",\"allocations\":[],\"session_data\":null}"),
        closeText(closeParams(good.replace("}", ",\"amount\":\"1\"}"))),
        // Second spellings of values.
        closeText(closeParams(shareText(ALICE.toString(), "usdc", "1"))),
        closeText(closeParams(shareText(ALICE.toString(), "usdc", "\"1.0\""))),
        closeText(closeParams(shareText(ALICE.toString(), "usdc", "\"+1\""))),
        closeText(closeParams(shareText(ALICE.toString(), "usdc", "\"1e0\""))),
        closeText(closeParams(shareText(ALICE.toString(), "\\u0075sdc", "\"1\""))),
        closeText(
            closeParams(shareText(ALICE.toString().toLowerCase(Locale.ROOT), "usdc", "\"1\""))),
        closeText(closeParams(shareText("0x12", "usdc", "\"1\""))),
        closeText(closeParams(good).replace(SESSION.toString(), "0x" + "AB".repeat(32))),
        closeText(closeParams(good).replace(SESSION.toString(), "0x12")),
        // White space, other ids and times, other methods.
        closeText(closeParams(good)) + " ",
        " " + closeText(closeParams(good)),
        closeText(closeParams(good).replace(":[", ": [")),
        "[07,\"close_app_session\"," + closeParams(good) + ",1760000000000]",
        "[0,\"close_app_session\"," + closeParams(good) + ",1760000000000]",
        "[9007199254740992,\"close_app_session\"," + closeParams(good) + ",1760000000000]",
        "[18446744073709551615,\"close_app_session\"," + closeParams(good) + ",1760000000000]",
        "[7,\"close_app_session\"," + closeParams(good) + ",0]",
        "[7,\"close_app_session\"," + closeParams(good) + ",1760000000000,1]",
        "[7,\"close_app_sessio\\u006e\"," + closeParams(good) + ",1760000000000]",
        "[7,\"auth_verify\",{\"challenge\":\"x\"},1760000000000]",
        "[7,\"message\",{\"type\":\"x\"},1760000000000]",
        "[7,\"no_such_method\",{},1760000000000]",
        "[7,\"transfer\",{\"destination_user_tag\":\"UX123D\",\"allocations\":[]},1760000000000]",
        "[7,\"submit_app_state\",{\"app_session_id\":\""
            + SESSION
            + "\",\"intent\":\"\",\"version\":2,\"allocations\":[]},1760000000000]",
        "[7,\"submit_app_state\",{\"app_session_id\":\""
            + SESSION
            + "\",\"intent\":\"steal\",\"version\":2,\"allocations\":[]},1760000000000]",
        "[7,\"submit_app_state\",{\"app_session_id\":\""
            + SESSION
            + "\",\"intent\":\"operate\",\"version\":2.0,\"allocations\":[]},1760000000000]",
        "[7,\"submit_app_state\",{\"app_session_id\":\""
            + SESSION
            + "\",\"intent\":\"operate\",\"version\":9007199254740993,\"allocations\":[]},"
            + "1760000000000]");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void read_textThisDialectWouldNotWrite_isRefused(String text) {
    assertThatThrownBy(() -> connection.read(text))
        .isInstanceOf(NodeException.UnreadableStep.class);
  }

  @Test
  void read_theTextTheseAreVariationsOf_isAccepted() {
    String text = closeText(closeParams(shareText(ALICE.toString(), "usdc", "\"1\"")));
    assertThat(connection.read(text).operation())
        .isEqualTo(
            new Operation.CloseSession(SESSION, List.of(share(ALICE, "1")), Optional.empty()));
  }

  @Test
  void read_ofAlteredTexts_neverSaysOneThingAndSignsAnother() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    List<String> texts =
        operations().map(operation -> connection.plan(operation, Duration.ZERO).text()).toList();
    String alphabet = "0123456789abcdefABCDEF\"\\{}[],:.-+ eEx\n\tunltrfs_é\u2028";
    for (int i = 0; i < 4_000; i++) {
      String text = texts.get(random.nextInt(texts.size()));
      StringBuilder altered = new StringBuilder(text);
      int changes = 1 + random.nextInt(3);
      for (int change = 0; change < changes; change++) {
        int at = random.nextInt(altered.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> altered.setCharAt(at, c);
          case 1 -> altered.insert(at, c);
          default -> altered.deleteCharAt(at);
        }
      }
      String candidate = altered.toString();
      try {
        Step step = connection.read(candidate);
        assertThat(step.text()).as("seed %d, text %d", seed, i).isEqualTo(candidate);
        assertThat(JsonReader.STRICT.read(candidate)).as("seed %d, text %d", seed, i).isNotNull();
        assertThat(connection.read(connection.plan(step.operation(), Duration.ZERO).text()))
            .as("seed %d, text %d", seed, i)
            .extracting(Step::operation)
            .isEqualTo(step.operation());
      } catch (NodeException.UnreadableStep expected) {
        assertThat(expected).as("seed %d, text %d", seed, i).hasMessageStartingWith("text to sign");
      }
    }
  }

  /** The multi-party requests the SDK makes in the vectors of the walkthrough. */
  @ParameterizedTest
  @ValueSource(strings = {"0.3", "0.4", "0.5"})
  void read_sdkRequests_areTheTextsThisDialectWrites(String server) throws IOException {
    NodeConnection reader = connection(NodeVersion.parse(server));
    List<String> read = new ArrayList<>();
    for (JsonValue value : walkthrough()) {
      if (!text(value, "input", "server").equals(server)
          || !text(value, "input", "direction").equals("client to node")) {
        continue;
      }
      RequestFrame frame = RequestFrame.read(text(value, "expected", "frame"));
      String method = frame.payload().method();
      boolean withApplication = frame.payload().text().contains("\"application\":");
      if (!method.endsWith("_app_session") && !method.equals("submit_app_state")) {
        continue;
      }
      if (method.equals("create_app_session") && !withApplication) {
        // Croupier always names the application; older servers ignore it (compat 3.2).
        assertThatThrownBy(() -> reader.read(frame.payload().text()))
            .isInstanceOf(NodeException.UnreadableStep.class);
        continue;
      }
      Step step = reader.read(frame.payload().text());
      assertThat(step.digest()).isEqualTo(frame.digest());
      read.add(method);
    }
    assertThat(read).contains("submit_app_state", "close_app_session");
  }

  @Test
  void sessionId_ofTheVectors_isComputed() throws IOException {
    int compared = 0;
    Optional<SessionId> planned = Optional.empty();
    for (JsonValue value : walkthrough()) {
      if (!text(value, "input", "server").equals("0.5")) {
        continue;
      }
      String frame = text(value, "expected", "frame");
      if (frame.contains("\"create_app_session\",{\"definition\"")) {
        planned = connection.read(RequestFrame.read(frame).payload().text()).sessionId();
      } else if (frame.contains("\"create_app_session\",{\"app_session_id\"")) {
        assertThat(frame).contains(planned.orElseThrow().toString());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(1);
  }

  private static List<JsonValue> walkthrough() throws IOException {
    try (InputStream in =
        StepsTest.class.getResourceAsStream("/vectors/v0-session-walkthrough.json")) {
      JsonValue file = JsonReader.DEFAULT.read(Objects.requireNonNull(in).readAllBytes());
      return Objects.requireNonNull(file.asObject().get("cases")).asArray().elements();
    }
  }

  private static String text(JsonValue value, String group, String name) {
    JsonValue found = Objects.requireNonNull(value.asObject().get(group)).asObject().get(name);
    return found == null ? "" : found.asString();
  }
}
