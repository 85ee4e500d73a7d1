package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.croupier.host.journal.JournalMode;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.journal.SqliteJournal;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's commands against a host that {@code croupier run} runs, at a real node. */
@Timeout(180)
class HostDeskTest {
  private static final String KEY_A = "a1".repeat(32);
  private static final String KEY_B = "b2".repeat(32);

  /** Opens a session with b that a alone decides, and counts what is said in it. */
  private static final String OPENER =
      """
      export const messages = { note: { type: 'object', required: ['n'],
        properties: { n: { type: 'integer', maximum: 9 } } } };
      export async function onStart() {
        const { address, contacts } = client;
        const request = client.prepareSession({
          participants: [address, contacts.b], weights: [100, 0], quorum: 100,
          allocations: [address, contacts.b].map((participant) => ({ participant, asset: 'usdc', amount: '2' })),
        });
        await client.createSession(request, [await client.signSessionRequest(request)]);
      }
      """;

  private static final String ANSWERER =
      """
      export const messages = { note: { type: 'object', required: ['n'],
        properties: { n: { type: 'integer', maximum: 9 } } } };
      export const onSessionInvite = () => true;
      """;

  @TempDir private Path folder;
  private final Shell shell = new Shell();
  private final LocalNode node = LocalNode.start(NodeConfig.builder().port(0).adminPort(0).build());
  private final List<CompletableFuture<Shell.Ended>> running = new ArrayList<>();

  @BeforeEach
  void fund() throws Exception {
    shell.set("A", KEY_A);
    shell.set("B", KEY_B);
    for (String key : List.of(KEY_A, KEY_B)) {
      node.fund(wallet(key), Amount.of(10), "usdc").join();
    }
    Files.createDirectories(folder.resolve("apps"));
    Files.writeString(folder.resolve("apps/a.js"), OPENER);
    Files.writeString(folder.resolve("apps/b.js"), ANSWERER);
  }

  @AfterEach
  void stop_andNothingSecretWasPrinted() {
    node.close();
    assertThat(shell.everything().toLowerCase(Locale.ROOT)).doesNotContain(KEY_A, KEY_B);
  }

  private static Address wallet(String key) {
    return new LocalSigner(PrivateKey.parse("0x" + key), Secp256k1.best()).address();
  }

  private CompletableFuture<Shell.Ended> runHost(String invites) throws Exception {
    Files.writeString(
        folder.resolve("croupier.yaml"),
        """
        node: { url: "%s" }
        until: settled
        data: data
        limits: { invite-ms: 60000 }
        seats:
          a: { app: apps/a, wallet: { env: A }, allowance: { usdc: 5 }, transfer-limit: { usdc: 1 } }
          b: { app: apps/b, wallet: { env: B }, allowance: { usdc: 5 }, invites: %s }
        """
            .formatted(node.wsUri(), invites));
    CompletableFuture<Shell.Ended> run =
        CompletableFuture.supplyAsync(
            () -> shell.run("run", "--config", config()), task -> new Thread(task, "run").start());
    running.add(run);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> run.isDone() || Files.exists(folder.resolve("data/control.json")));
    return run;
  }

  private String config() {
    return folder.resolve("croupier.yaml").toString();
  }

  private Shell.Ended ask(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--config", config()));
    return shell.run(all.toArray(String[]::new));
  }

  private JsonNode json(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--json");
    Shell.Ended ended = ask(all.toArray(String[]::new));
    assertThat(ended.exitCode()).as(() -> ended.err() + runs()).isZero();
    return JsonMapper.shared().readTree(ended.out());
  }

  /** What hosts that have ended said, for failures. */
  private String runs() {
    return running.stream()
        .filter(CompletableFuture::isDone)
        .map(run -> run.join().all())
        .reduce("", String::concat);
  }

  private String openSession() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> json("sessions", "--seat", "a").path("sessions").path(0).path("session"),
            session -> !session.isMissingNode())
        .asString();
  }

  private String atTheNode(String who) {
    Shell.Ended told =
        shell.run("balances", "--json", "--node", node.wsUri().toString(), "--key-env", who);
    JsonNode wallet = JsonMapper.shared().readTree(told.out()).path("wallets").get(0);
    return wallet.path("balances").path("usdc").asString();
  }

  private static void assertRefused(Shell.Ended ended, int exitCode, String... words) {
    assertThat(ended.err()).contains(words);
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
  }

  @Test
  void noHost_isSaid_andWhatToDo() throws Exception {
    Files.writeString(
        folder.resolve("croupier.yaml"), "data: data\nseats: { a: { app: apps/a } }\n");

    assertRefused(ask("status"), 1, "no host runs here", "croupier run", "--node URL");
    assertRefused(
        shell.run("status", "--data", folder.resolve("elsewhere").toString()),
        1,
        "no host runs here");
    assertRefused(
        shell.run("status", "--config", folder.resolve("none.yaml").toString()), 3, "none.yaml");
  }

  @Test
  void host_isLookedAt_paid_spokenTo_andSettledByItsOperator() throws Exception {
    CompletableFuture<Shell.Ended> run = runHost("always");
    String session = openSession();

    assertThat(ask("status").out())
        .contains("running host", "a ", "b ", wallet(KEY_A).toString(), "connected");
    assertThat(ask("sessions").out()).contains(session.substring(0, 6), "4 usdc", "a b");
    assertThat(ask("balances").out().lines().filter(line -> line.contains("usdc"))).hasSize(2);
    assertThat(atTheNode("A")).isEqualTo("8");

    assertRefused(ask("send", session, "note", "{\"n\":1}"), 2, "--seat is missing", "a, b");
    assertRefused(
        ask("send", session, "note", "{\"n\":10}", "--seat", "a"), 1, "/n is 10", "maximum");
    assertRefused(ask("send", session, "note", "{}", "--seat", "a"), 1, "note");
    assertRefused(ask("send", session, "note", "{", "--seat", "a"), 2, "DATA: is not JSON");
    assertThat(ask("send", session, "note", "{\"n\":1}", "--seat", "a").exitCode()).isZero();

    assertRefused(
        ask("transfer", "b", "2", "usdc", "--seat", "a", "--yes"),
        1,
        "transfer of 2 usdc exceeds the seat's limit of 1");
    assertRefused(
        ask("transfer", "a", "1", "usdc", "--seat", "b", "--yes"),
        1,
        "exceeds the seat's limit of 0");
    assertThat(atTheNode("A")).isEqualTo("8");
    assertThat(
            json("transfer", "b", "1", "usdc", "--seat", "a", "--yes").path("balance").asString())
        .isEqualTo("7");
    assertThat(atTheNode("A")).isEqualTo("7");
    assertThat(atTheNode("B")).isEqualTo("9");

    assertRefused(ask("close", session, "--seat", "b", "--yes"), 1, "weigh 0", "quorum is 100");
    assertThat(
            ask(
                    "close",
                    session,
                    "--seat",
                    "a",
                    "--yes",
                    "--share",
                    "a=1:usdc",
                    "--share",
                    "b=3:usdc")
                .out())
        .contains("Close session " + session, "Closed.");

    Shell.Ended ended = run.get();
    assertThat(ended.exitCode()).as(ended.all()).isZero();
    assertThat(ended.out()).contains("note {\"n\":1}", "Done: 1 session settled.");
    assertThat(atTheNode("A")).isEqualTo("8");
    assertThat(atTheNode("B")).isEqualTo("12");
    assertThat(folder.resolve("data/control.json")).doesNotExist();
    assertJournal(session);
  }

  private void assertJournal(String session) {
    List<JournalRecord> records = new ArrayList<>();
    try (SqliteJournal journal =
        SqliteJournal.open(folder.resolve("data/journal.db"), JournalMode.DURABLE)) {
      journal.load("a", records::add);
    }
    List<JournalRecord> operators =
        records.stream().filter(record -> record.run().endsWith(".operator")).toList();
    assertThat(operators)
        .extracting(
            record ->
                switch (record.input()) {
                  case Input.Operator asked -> asked.command();
                  case Input.Leaving _ -> "leaving";
                  default -> "answer";
                })
        .containsExactly(
            "send",
            "answer",
            "send",
            "answer",
            "send",
            "answer",
            "transfer",
            "answer",
            "transfer",
            "leaving",
            "answer",
            "close",
            "leaving",
            "answer");
    assertThat(operators.get(11).effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.CloseSession.class, close -> assertThat(close.sessionId()).isEqualTo(session));
    assertThat(operators.get(7).input())
        .isInstanceOfSatisfying(
            Input.Answered.class,
            answered -> assertThat(answered.result()).isInstanceOf(Input.CallResult.Failed.class));
  }

  @Test
  void control_isForTheOwnerOnly() throws Exception {
    CompletableFuture<Shell.Ended> run = runHost("always");
    String session = openSession();
    Path file = folder.resolve("data/control.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    JsonNode control = JsonMapper.shared().readTree(Files.readString(file));
    URI seats = URI.create("http://127.0.0.1:" + control.path("port").asInt() + "/v1/seats");
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String token : List.of("", "Bearer ", "Bearer " + "0".repeat(64))) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(seats).POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (!token.isEmpty()) {
          request.header("authorization", token);
        }
        HttpResponse<String> answer =
            http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain(wallet(KEY_A).toString());
      }
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertRefused(ask("status"), 1, "is open to other users");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(ask("close", session, "--seat", "a", "--yes").exitCode()).isZero();
    assertThat(run.get().exitCode()).isZero();
    assertThat(shell.everything()).doesNotContain(control.path("token").asString());
  }

  @Test
  void invites_ask_waitForTheOperatorsYes() throws Exception {
    CompletableFuture<Shell.Ended> run = runHost("ask");
    JsonNode invite =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> json("invites").path("invites").path(0), found -> !found.isMissingNode());

    assertThat(invite.path("seat").asString()).isEqualTo("b");
    assertThat(ask("invites").out())
        .contains("Invite 1 for b, from " + wallet(KEY_A), "s left", "(b)  2 usdc");
    assertRefused(ask("invites", "accept", "9"), 1, "no invite 9 waits");
    assertRefused(ask("invites", "accept"), 2, "INVITE is missing");
    assertRefused(ask("invites", "perhaps", "1"), 2, "neither accept nor refuse");
    assertThat(json("sessions").path("sessions")).isEmpty();

    assertThat(ask("invites", "accept", "1", "--yes").out()).contains("Accepted.");
    String session = openSession();
    assertThat(json("invites").path("invites")).isEmpty();
    assertThat(ask("close", session, "--seat", "a", "--yes").exitCode()).isZero();
    assertThat(run.get().exitCode()).isZero();
  }

  @Test
  void invites_ask_refused_signsNothing() throws Exception {
    CompletableFuture<Shell.Ended> run = runHost("ask");
    await().atMost(Duration.ofSeconds(60)).until(() -> json("invites").path("invites").size() == 1);

    Shell.Ended refused = ask("invites", "refuse", "1", "--reason", "too dear");

    assertThat(refused.out()).as(refused.err()).contains("Refused.");
    Shell.Ended ended = run.get();
    assertThat(ended.out()).contains("its operator said no: too dear");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(atTheNode("A")).isEqualTo("10");
    assertThat(atTheNode("B")).isEqualTo("10");
  }
}
