package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The operator's commands where the two who have to sign sit at hosts of their own. */
@Timeout(180)
class TwoHostsDeskTest {
  private static final String KEY_A = "a1".repeat(32);
  private static final String KEY_B = "b2".repeat(32);
  private static final Address A = wallet(KEY_A);
  private static final Address B = wallet(KEY_B);

  private static final String OPENER =
      """
      export const messages = {};
      export async function onStart() {
        const { address, contacts } = client;
        const request = client.prepareSession({
          participants: [address, contacts.b], weights: [50, 50], quorum: 100,
          allocations: [address, contacts.b].map((participant) => ({ participant, asset: 'usdc', amount: '2' })),
        });
        await client.createSession(request, [await client.signSessionRequest(request)]);
      }
      """;

  /** Thinks about it, and wants to have something left. */
  private static final String THINKER =
      """
      export const messages = {};
      export const onSessionInvite = () => true;
      export async function onProposal(proposal) {
        await new Promise((resolve) => setTimeout(resolve, 2000));
        return proposal.allocations.find(({ participant }) => participant === client.address).amount !== '0';
      }
      """;

  @TempDir private Path folder;
  private final Shell shell = new Shell();
  private final LocalNode node = LocalNode.start(NodeConfig.builder().port(0).adminPort(0).build());
  private final List<CompletableFuture<Shell.Ended>> running = new ArrayList<>();

  @BeforeEach
  void play() throws Exception {
    shell.set("A", KEY_A);
    shell.set("B", KEY_B);
    node.fund(A, Amount.of(10), "usdc").join();
    node.fund(B, Amount.of(10), "usdc").join();
    run("b", THINKER, "a", A);
    run("a", OPENER, "b", B);
  }

  @AfterEach
  void stop_andNothingSecretWasPrinted() {
    node.close();
    assertThat(shell.everything().toLowerCase(Locale.ROOT)).doesNotContain(KEY_A, KEY_B);
  }

  private static Address wallet(String key) {
    return new LocalSigner(PrivateKey.parse("0x" + key), Secp256k1.best()).address();
  }

  private void run(String seat, String app, String other, Address otherWallet) throws Exception {
    Path home = Files.createDirectories(folder.resolve(seat));
    Files.writeString(home.resolve("app.js"), app);
    Files.writeString(
        home.resolve("croupier.yaml"),
        """
        node: { url: "%s" }
        until: settled
        data: data
        seats:
          %s: { app: app, wallet: { env: %s }, contacts: { %s: "%s" }, allowance: { usdc: 5 }, invites: always }
        """
            .formatted(node.wsUri(), seat, seat.toUpperCase(Locale.ROOT), other, otherWallet));
    CompletableFuture<Shell.Ended> run =
        CompletableFuture.supplyAsync(
            () -> shell.run("run", "--config", config(seat)),
            task -> new Thread(task, "run-" + seat).start());
    running.add(run);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> run.isDone() || Files.exists(home.resolve("data/control.json")));
  }

  private String config(String seat) {
    return folder.resolve(seat).resolve("croupier.yaml").toString();
  }

  private Shell.Ended ask(String seat, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--config", config(seat)));
    return shell.run(all.toArray(String[]::new));
  }

  private Shell.Ended askNode(String key, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--node", node.wsUri().toString(), "--key-env", key));
    return shell.run(all.toArray(String[]::new));
  }

  private JsonNode json(String seat, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--json");
    Shell.Ended ended = ask(seat, all.toArray(String[]::new));
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
            () -> json("a", "sessions").path("sessions").path(0).path("session"),
            session -> !session.isMissingNode())
        .asString();
  }

  private String usdc(String key) {
    return JsonMapper.shared()
        .readTree(askNode(key, "balances", "--json").out())
        .path("wallets")
        .get(0)
        .path("balances")
        .path("usdc")
        .asString();
  }

  private static void assertRefused(Shell.Ended ended, int exitCode, String... words) {
    assertThat(ended.err()).contains(words);
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
  }

  private void assertSettled(String ofA, String ofB) {
    running.forEach(
        run -> {
          Shell.Ended ended = run.join();
          assertThat(ended.exitCode()).as(ended.all()).isZero();
        });
    assertThat(usdc("A")).isEqualTo(ofA);
    assertThat(usdc("B")).isEqualTo(ofB);
  }

  @Test
  void close_asksTheOtherHost_tellsWhoHasSigned_andPaysOut() {
    String session = openSession();

    assertRefused(
        ask("a", "close", session, "--yes", "--share", "a=4:usdc", "--share", B + "=0:usdc"),
        1,
        "Collecting signatures, ",
        " s left: no answer yet from " + B.shortText(),
        "weigh 50, its quorum is 100",
        B.shortText() + " refused",
        "its app said no");
    assertThat(json("a", "sessions", session).path("signing")).isEmpty();
    assertThat(usdc("A")).isEqualTo("8");

    CompletableFuture<Shell.Ended> closing =
        CompletableFuture.supplyAsync(
            () ->
                ask(
                    "a",
                    "close",
                    session,
                    "--yes",
                    "--share",
                    "a=3:usdc",
                    "--share",
                    B + "=1:usdc"),
            task -> new Thread(task, "close").start());
    JsonNode round =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> json("a", "sessions", session).path("signing").path(0),
                found -> !found.isMissingNode());
    assertThat(round.path("operation").asString()).isEqualTo("close");
    assertThat(round.path("waitingFor").get(0).asString()).isEqualTo(B.toString());
    assertThat(ask("a", "sessions", session).out())
        .containsPattern("Signing      close, [0-9]+ s left: no answer yet from " + B);

    Shell.Ended closed = closing.join();
    assertThat(closed.exitCode()).as(closed.err()).isZero();
    assertThat(closed.out()).contains("Closed.");
    assertThat(closed.err()).contains("no answer yet from " + B.shortText());
    assertSettled("11", "9");
  }

  @Test
  void sign_atOneHost_whatTheOtherSideHasWritten() {
    String session = openSession();
    String file = folder.resolve("close.json").toString();
    Shell.Ended proposed = askNode("A", "close", session, "--yes", "--propose", file);
    assertThat(proposed.exitCode()).as(proposed.err()).isZero();

    Shell.Ended signed = ask("b", "sign", file, "--yes", "--add");

    assertThat(signed.exitCode()).as(signed.err()).isZero();
    assertThat(signed.out())
        .contains(
            "Close session " + session + " for good",
            "It stands at version 1 and holds:",
            B + " (b)  2 usdc",
            "Signed by " + B + " (b)");
    Shell.Ended closed = askNode("A", "close", "--proposal", file, "--yes");
    assertThat(closed.exitCode()).as(closed.err()).isZero();
    for (String seat : List.of("a", "b")) {
      // A host that hears nothing of the close finds it when it logs in again.
      assertThat(ask(seat, "disconnect").exitCode()).isZero();
      ask(seat, "connect");
    }
    assertSettled("10", "10");
  }

  @Test
  void disconnect_takesASeatOffline_untilConnect() {
    String session = openSession();

    Shell.Ended offline = ask("b", "disconnect");

    assertThat(offline.exitCode()).as(offline.err()).isZero();
    assertThat(offline.out()).isEqualTo("Seat b is disconnected.\n");
    assertThat(ask("b", "status").out()).contains("disconnected");
    assertThat(ask("a", "status").out()).contains("connected").doesNotContain("disconnected");
    assertRefused(ask("b", "balances"), 4, "not connected");
    assertThat(json("b", "connect").path("status").asString()).isEqualTo("connected");
    assertThat(ask("b", "connect").out()).isEqualTo("Seat b is connected.\n");
    assertThat(ask("b", "balances").out()).contains("8");
    assertRefused(askNode("A", "connect"), 2, "--node: ");
    assertRefused(askNode("A", "disconnect"), 2, "--node: ");
    assertRefused(ask("b", "connect", "--seat", "c"), 2, "there is no seat \"c\"");

    assertThat(ask("a", "close", session, "--yes").exitCode()).isZero();
    assertSettled("10", "10");
  }
}
