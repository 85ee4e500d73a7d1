package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.Step;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One-shot commands against a real node; balances are what that node says before and after. */
@Timeout(120)
class NodeDeskTest {
  private static final String KEY_A = "a1".repeat(32);
  private static final String KEY_B = "b2".repeat(32);
  private static final String PASSWORD = "correct horse battery";
  private static final Address A = wallet(KEY_A);
  private static final Address B = wallet(KEY_B);

  @TempDir private Path folder;
  private final Shell shell = new Shell();
  private LocalNode node = LocalNode.start(NodeConfig.builder().port(0).adminPort(0).build());

  private static Address wallet(String key) {
    return new LocalSigner(PrivateKey.parse("0x" + key), Secp256k1.best()).address();
  }

  @BeforeEach
  void fund() {
    shell.set("A", KEY_A);
    shell.set("B", KEY_B);
    shell.set("PASSWORD", PASSWORD);
    node.fund(A, Amount.of(10), "usdc").join();
    node.fund(B, Amount.of(10), "usdc").join();
  }

  @AfterEach
  void stop_andNothingSecretWasPrinted() {
    node.close();
    assertThat(shell.everything().toLowerCase(Locale.ROOT)).doesNotContain(KEY_A, KEY_B, PASSWORD);
  }

  private String[] at(String who, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--node", node.wsUri().toString(), "--key-env", who));
    return all.toArray(String[]::new);
  }

  private String usdc(String who) {
    Shell.Ended told = shell.run(at(who, "balances", "--json"));
    assertThat(told.exitCode()).as(told.err()).isZero();
    JsonNode wallet = JsonMapper.shared().readTree(told.out()).path("wallets").get(0);
    return wallet.path("balances").path("usdc").asString();
  }

  private NodeConnection connect(String key) {
    NodeConnection connection =
        NodeConnections.open(
            ClientConfig.builder(
                    node.wsUri(), new LocalSigner(PrivateKey.parse("0x" + key), Secp256k1.best()))
                .application("test")
                .build(),
            new NodeListener() {});
    connection.connect().join();
    return connection;
  }

  private SessionId open(List<Long> weights, long quorum) {
    try (NodeConnection a = connect(KEY_A);
        NodeConnection b = connect(KEY_B)) {
      Step step =
          a.plan(
              new Operation.CreateSession(
                  new SessionDefinition("escrow", List.of(A, B), weights, quorum, 0, 7),
                  List.of(
                      new Allocation(A, "usdc", Amount.of(4)),
                      new Allocation(B, "usdc", Amount.of(1))),
                  Optional.empty()),
              Duration.ZERO);
      return a.submit(step, List.of(a.sign(step), b.sign(b.read(step.text()))))
          .join()
          .orElseThrow()
          .sessionId();
    }
  }

  @Test
  void balances_isATableForPeople_andJsonForMachines() {
    Shell.Ended told = shell.run(at("A", "balances"));

    assertThat(told.exitCode()).as(told.err()).isZero();
    assertThat(told.out().lines().toList())
        .containsExactly(
            "seat    wallet                                      amount  asset",
            "wallet  " + A + "      10  usdc");
    assertThat(usdc("A")).isEqualTo("10");
  }

  @Test
  void transfer_showsWhatWillHappen_andPaysWhenAgreed() {
    Shell.Ended paid =
        shell.answering(List.of("yes"), at("A", "transfer", B.toString(), "2.5", "usdc"));

    assertThat(paid.exitCode()).as(paid.err()).isZero();
    assertThat(paid.out())
        .contains("Pay 2.5 usdc", "from " + A, "who has 10", "to   " + B, "Paid.", "has 7.5 usdc");
    assertThat(paid.asked()).containsExactly("Pay? [yes/no]");
    assertThat(usdc("A")).isEqualTo("7.5");
    assertThat(usdc("B")).isEqualTo("12.5");
  }

  @Test
  void transfer_byKeystore_asksForItsPassword() {
    String keys = folder.resolve("keys").toString();
    shell.run(
        "keys",
        "import",
        "a",
        "--folder",
        keys,
        "--light",
        "--key-env",
        "A",
        "--password-env",
        "PASSWORD");
    Shell.Ended paid =
        shell.answering(
            List.of(PASSWORD),
            "transfer",
            B.toString(),
            "1",
            "usdc",
            "--yes",
            "--json",
            "--node",
            node.wsUri().toString(),
            "--keystore",
            keys + "/a.json");

    assertThat(paid.exitCode()).as(paid.err()).isZero();
    assertThat(JsonMapper.shared().readTree(paid.out()).path("balance").asString()).isEqualTo("9");
    assertThat(paid.asked().getFirst()).startsWith("(hidden) Password of ");
  }

  @Test
  void transfer_refused_paysNothing() {
    assertRefused(
        shell.answering(List.of("no"), at("A", "transfer", B.toString(), "1", "usdc")),
        1,
        "Nothing was done.");
    assertRefused(
        shell.run(at("A", "transfer", B.toString(), "1", "usdc")), 1, "nobody to ask", "--yes");
    assertRefused(
        shell.run(at("A", "transfer", A.toString(), "1", "usdc", "--yes")),
        1,
        "transfer from " + A + " to itself");
    assertRefused(
        shell.run(at("A", "transfer", B.toString(), "0.0000001", "usdc", "--yes")),
        1,
        "usdc",
        "decimals");
    assertRefused(
        shell.run(at("A", "transfer", B.toString(), "0", "usdc", "--yes")), 1, "must be above 0");
    assertRefused(
        shell.run(at("A", "transfer", B.toString(), "-1", "usdc", "--yes")), 2, "negative");
    assertRefused(
        shell.run(at("A", "transfer", B.toString(), "1e400", "usdc", "--yes")), 2, "AMOUNT: ");
    assertRefused(
        shell.run(at("A", "transfer", "0x12", "1", "usdc", "--yes")),
        2,
        "TO: \"0x12\" is no address");
    assertRefused(
        shell.run(at("A", "transfer", B.toString(), "11", "usdc", "--yes")),
        4,
        "node refused transfer");
    assertThat(usdc("A")).isEqualTo("10");
    assertThat(usdc("B")).isEqualTo("10");
  }

  private static void assertRefused(Shell.Ended ended, int exitCode, String... words) {
    assertThat(ended.err()).contains(words);
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
  }

  @Test
  void sessions_listsThem_andShowsOneByTheBeginningOfItsId() {
    SessionId id = open(List.of(100L, 0L), 100);

    assertThat(shell.run(at("B", "sessions")).out())
        .contains(id.shortText(), "escrow")
        .doesNotContain(id.toString());
    assertThat(shell.run(at("B", "sessions", "--verbose")).out()).contains(id.toString());
    Shell.Ended one = shell.run(at("B", "sessions", id.toString().substring(0, 8)));
    assertThat(one.out())
        .contains("Session      " + id, "version 1, open", A.toString(), B + " (wallet)");
    JsonNode json =
        JsonMapper.shared().readTree(shell.run(at("B", "sessions", id.toString(), "--json")).out());
    assertThat(json.path("shares").get(0).path("amount").asString()).isEqualTo("4");
    assertRefused(shell.run(at("B", "sessions", "0x12")), 2, "too short");
    assertRefused(shell.run(at("B", "sessions", "0xffffffffff")), 1, "no open session");
  }

  @Test
  void close_alone_paysOutWhatIsHeld() {
    SessionId id = open(List.of(100L, 0L), 100);

    Shell.Ended closed = shell.answering(List.of("yes"), at("A", "close", id.toString()));

    assertThat(closed.exitCode()).as(closed.err()).isZero();
    assertThat(closed.out())
        .contains("Close session " + id + " for good", A + " (wallet)  4 usdc", "Closed.");
    assertThat(usdc("A")).isEqualTo("10");
    assertThat(usdc("B")).isEqualTo("10");
  }

  @Test
  void close_alone_withShares_keepsTheRules() {
    SessionId id = open(List.of(100L, 0L), 100);

    assertRefused(
        shell.run(at("A", "close", id.toString(), "--yes", "--share", A + "=5:usdc")),
        1,
        B.toString());
    assertRefused(
        shell.run(
            at(
                "A",
                "close",
                id.toString(),
                "--yes",
                "--share",
                A + "=5:usdc",
                "--share",
                B + "=0.1:usdc")),
        1,
        "5.1",
        "usdc");
    assertRefused(
        shell.run(at("A", "close", id.toString(), "--yes", "--share", "5 usdc")),
        2,
        "WHO=AMOUNT:ASSET");
    assertRefused(
        shell.run(at("B", "close", id.toString(), "--yes")), 1, "weigh 0", "quorum is 100");
    Shell.Ended closed =
        shell.run(
            at(
                "A",
                "close",
                id.toString(),
                "--yes",
                "--json",
                "--share",
                A + "=0:usdc",
                "--share",
                B + "=5:usdc"));
    assertThat(closed.exitCode()).as(closed.err()).isZero();
    assertThat(JsonMapper.shared().readTree(closed.out()).path("open").asBoolean(true)).isFalse();
    assertThat(usdc("A")).isEqualTo("6");
    assertThat(usdc("B")).isEqualTo("14");
  }

  @Test
  void close_together_needsEverySignatureOfTheQuorum() {
    SessionId id = open(List.of(50L, 50L), 100);
    String file = folder.resolve("close.json").toString();

    Shell.Ended proposed =
        shell.answering(
            List.of("yes"),
            at(
                "A",
                "close",
                id.toString(),
                "--propose",
                file,
                "--share",
                A + "=2:usdc",
                "--share",
                B + "=3:usdc"));
    assertThat(proposed.exitCode()).as(proposed.err()).isZero();
    assertRefused(
        shell.run(at("A", "close", "--proposal", file, "--yes")), 1, "weigh 50", "quorum is 100");

    Shell.Ended signed = shell.answering(List.of("yes"), at("B", "sign", file, "--add"));
    assertThat(signed.exitCode()).as(signed.err()).isZero();
    assertThat(signed.out())
        .contains(
            "Close session " + id + " for good",
            "It stands at version 1 and holds:",
            B + " (you)  3 usdc",
            "The signature can be used until ");

    Shell.Ended closed = shell.run(at("A", "close", "--proposal", file, "--yes"));
    assertThat(closed.exitCode()).as(closed.err()).isZero();
    assertThat(usdc("A")).isEqualTo("8");
    assertThat(usdc("B")).isEqualTo("12");
  }

  @Test
  void sign_transfersAndTextsThatAreNotCanonical_areRefused() throws Exception {
    try (NodeConnection a = connect(KEY_A)) {
      Step transfer =
          a.plan(
              new Operation.Transfer(B, List.of(new AssetAmount("usdc", Amount.of(1)))),
              Duration.ofMinutes(5));
      Path file = Files.writeString(folder.resolve("text"), transfer.text());
      assertRefused(
          shell.run(at("A", "sign", file.toString(), "--yes")),
          1,
          "is a transfer from this wallet");

      Files.writeString(file, transfer.text().replace("\"usdc\"", " \"usdc\""));
      assertRefused(shell.run(at("A", "sign", file.toString(), "--yes")), 4, "canonical");

      Files.writeString(file, "hello");
      assertRefused(shell.run(at("A", "sign", file.toString(), "--yes")), 1, "is no proposal");
    }
    assertRefused(
        shell.run(at("A", "sign", folder.resolve("none").toString())), 1, "does not exist");
  }

  @Test
  void sign_newSession_showsEverything_andIsTakenByTheNode() throws Exception {
    try (NodeConnection a = connect(KEY_A)) {
      Step step =
          a.plan(
              new Operation.CreateSession(
                  new SessionDefinition(
                      "bet\u001b[2J\u202e", List.of(A, B), List.of(50L, 50L), 100, 0, 9),
                  List.of(
                      new Allocation(A, "usdc", Amount.of(1)),
                      new Allocation(B, "usdc", Amount.parse("1.5"))),
                  Optional.empty()),
              Duration.ofMinutes(1));
      Path file = Files.writeString(folder.resolve("text"), step.text());

      Shell.Ended signed = shell.answering(List.of("yes"), at("B", "sign", file.toString()));

      assertThat(signed.exitCode()).as(signed.err()).isZero();
      assertThat(signed.out())
          .contains(
              "Open session " + step.sessionId().orElseThrow(),
              "Application: bet\\u{1b}[2J\\u{202e}",
              "Decided by weight 100 of 100",
              B + " (you)  1.5 usdc")
          .doesNotContain("\u001b", "\u202e");
      String signature = signed.out().lines().reduce((first, last) -> last).orElseThrow();
      a.submit(step, List.of(a.sign(step), dev.croupier.protocol.crypto.Signature.parse(signature)))
          .join();
      assertThat(usdc("B")).isEqualTo("8.5");
    }
  }

  @Test
  void badOptions_areNamed() {
    assertRefused(
        shell.run("balances", "--node", "http://x", "--key-env", "A"), 2, "--node: \"http://x\"");
    assertRefused(
        shell.run("balances", "--node", node.wsUri().toString()),
        2,
        "--keystore FILE or --key-env");
    assertRefused(shell.run(at("NOBODY", "balances")), 1, "environment variable NOBODY is not set");
    assertRefused(
        shell.run("balances", "--node", "ws://127.0.0.1:1/ws", "--key-env", "A"),
        4,
        "cannot be reached");
    assertRefused(
        shell.run(at("A", "balances", "--node-version", "0.9")), 1, "0.9", "0.3, 0.4, 0.5");
    assertRefused(shell.run(at("A", "balances", "--broker", B.toString())), 4, B.toString());
    assertRefused(
        shell.run("balances", "--node", node.wsUri().toString(), "--key", KEY_A),
        2,
        "never taken from the command line");
    assertRefused(
        shell.run(at("A", "send", "0x123456", "chat", "{}")), 2, "--node: messages are sent by a");
    assertRefused(shell.run(at("A", "invites")), 2, "--node: invites wait at running hosts");
  }
}
