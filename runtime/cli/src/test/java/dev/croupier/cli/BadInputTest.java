package dev.croupier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.WalletUtils;

/** What people are told who made a mistake: one line, with place, value and rule. */
@Timeout(60)
class BadInputTest {
  private static final String KEY = "11".repeat(32);
  private static final String NOTE =
      "export const messages = { note: { type: 'object', required: ['n'],"
          + " properties: { n: { type: 'integer', maximum: %d } } } };\n";

  /** Opens a session with seat b, tries to send a text, then sends 1; ends with the answer. */
  private static final String OPENER =
      NOTE.formatted(9)
          + """
          export async function onStart() {
            const { address, contacts } = client;
            const request = client.prepareSession({
              participants: [address, contacts.b], weights: [100, 0], quorum: 100,
              allocations: [address, contacts.b].map((participant) => ({ participant, asset: 'usdc', amount: '0' })),
            });
            await client.createSession(request, [await client.signSessionRequest(request)]);
          }
          export async function onSessionCreated(id, session) {
            await session.send('note', { n: 1 });
          }
          export async function onAppMessage(type, id, data, session) {
            if (session.sender !== client.address) await session.close(session.allocations);
          }
          """;

  private static final String ANSWERER =
      """
      export const onSessionInvite = () => true;
      export async function onAppMessage(type, id, data, session) {
        if (session.sender !== client.address) await session.send('note', { n: data.n + 1 });
      }
      """;

  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>(Map.of("NO_COLOR", "1"));

  private record Ended(int exitCode, String out, String err) {}

  private Ended croupier(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment);
    int exitCode = Croupier.execute(terminal, arguments);
    return new Ended(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  private Ended run(String config) throws IOException {
    return croupier(
        "run", "--config", write("croupier.yaml", "data: memory\n" + config).toString());
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** One line about the mistake and nothing else: no heading, no trace. */
  private static void assertOneLine(Ended ended, int exitCode, String... parts) {
    assertThat(ended.err()).startsWith("croupier: ").contains(parts).hasLineCount(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(exitCode);
  }

  private Ended play(String opener, String answerer) throws IOException {
    write("apps/opener.js", opener);
    write("apps/answerer.js", answerer);
    return run(
        """
        until: settled
        seats:
          a: { app: apps/opener }
          b: { app: apps/answerer, invites: always }
        """);
  }

  @Test
  void relay_withoutANode_isWrongUsage() {
    assertThat(croupier("relay").exitCode()).isEqualTo(2);
    Ended noSocket = croupier("relay", "--node", "http://127.0.0.1:8000");
    assertThat(noSocket.exitCode()).isEqualTo(2);
    assertThat(noSocket.err()).contains("--node http://127.0.0.1:8000: expected a ws:// or wss://");
  }

  @Test
  void relay_keyThatOthersCanRead_isToldInOneLine() throws IOException {
    Path key = write("relay/relay.key", "0x" + KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertOneLine(
        croupier(
            "relay", "--node", "ws://127.0.0.1:1/ws", "--data", folder.resolve("relay").toString()),
        ExitCode.FILE_TO_CORRECT,
        "relay.key",
        "chmod 600");
  }

  @Test
  void config_relayThatIsNoUrl_isToldWithItsLine() throws IOException {
    write("apps/answerer.js", ANSWERER);

    assertOneLine(
        run("relay: 127.0.0.1:8010\nseats: { b: { app: apps/answerer } }\n"),
        ExitCode.FILE_TO_CORRECT,
        "croupier.yaml:2:",
        "relay: \"127.0.0.1:8010\" is no ws:// or wss:// URL");
  }

  @Test
  void config_missing() {
    assertOneLine(
        croupier("run", "--config", folder.resolve("my.yaml").toString()),
        3,
        "my.yaml: no such file; name one with --config FILE");
  }

  @Test
  void config_noYaml() throws Exception {
    assertOneLine(
        run("seats:\n  a: { app: ["), 3, "croupier.yaml:3:", "not valid YAML: ", "expected");
  }

  @Test
  void config_unknownKey() throws Exception {
    assertOneLine(
        run("seats:\n  a: { ap: x }"),
        3,
        "croupier.yaml:3:",
        "unknown key \"seats.a.ap\"; did you mean \"app\"?");
  }

  @Test
  void app_unknown_namesTheClosest() throws Exception {
    write("apps/player.js", NOTE.formatted(9));
    assertOneLine(
        run("seats: { a: { app: apps/plaier } }"),
        3,
        "app apps/plaier cannot be loaded",
        "did you mean \"apps/player\"?");
  }

  @Test
  void script_syntaxError_namesFileLineAndColumn() throws Exception {
    write("apps/broken.js", NOTE.formatted(9) + "\nexport function onStart( {\n  }}\n");
    Ended ended = run("seats: { a: { app: apps/broken } }");

    assertThat(ended.err())
        .containsPattern("apps/broken cannot be loaded: apps/broken\\.js:\\d+:\\d+: SyntaxError: ")
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void script_throwingTopLevel_namesFileLineAndColumn() throws Exception {
    write("apps/top.js", NOTE.formatted(9) + "const deck = undefined;\ndeck.shuffle();\n");
    Ended ended = run("seats: { a: { app: apps/top } }");

    assertThat(ended.err())
        .contains("apps/top.js:3:1: TypeError: Cannot read property 'shuffle' of undefined")
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void plugin_builtForANewerApi() throws Exception {
    Manifest manifest = new Manifest();
    Attributes entries = manifest.getMainAttributes();
    entries.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    entries.putValue("Plugin-Id", "future");
    entries.putValue("Plugin-Version", "1.0.0");
    entries.putValue("Plugin-Requires", ">=99.0.0");
    Path jar = write("plugins/future.jar", "");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();

    Ended ended = run("seats: { a: { app: plugins/future } }");

    assertThat(ended.err()).contains("plugins/future", "99.0.0", "0.1.0").hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void handlerThrows_isShownOnceWithItsPlace_andTheSessionGoesOn() throws Exception {
    Ended ended =
        play(
            OPENER,
            NOTE.formatted(9)
                + ANSWERER
                + "export function onSessionCreated() { undefined.shuffle(); }\n");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .containsOnlyOnce("apps/answerer.js:6:38: TypeError: ")
        .contains("while handling session created", "note {\"n\":2}", "Done: 1 session settled.");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void messageOut_breaksItsSchema_isNotSent_andSaysWhy() throws Exception {
    String opener =
        OPENER.replace(
            "await session.send('note', { n: 1 });",
            "try { await session.send('note', { n: 'one' }); } catch (e) { console.log(e.message); }"
                + " await session.send('note', { n: 1 });");
    Ended ended = play(opener, NOTE.formatted(9) + ANSWERER);

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .contains("\"note\" was not sent: /n is \"one\": ", "integer expected")
        .doesNotContain("note {\"n\":\"one\"}");
  }

  @Test
  void messageIn_breaksItsSchema_reachesNoHandler_andSaysWhoAndWhy() throws Exception {
    String twice =
        OPENER.replace(
            "await session.send('note', { n: 1 });",
            "await session.send('note', { n: 8 }); await session.send('note', { n: 1 });");
    Ended ended = play(twice, NOTE.formatted(3) + ANSWERER);

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .contains("incoming note from a refused", "/n is 8", "note {\"n\":2}")
        .doesNotContain("note {\"n\":9}");
  }

  @Test
  void port_inUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertOneLine(
          croupier("node", "--ephemeral", "--port", port, "--admin-port", "0"), 4, port, "in use");
      write("apps/a.js", NOTE.formatted(9));
      assertOneLine(
          run("node: { port: " + port + " }\nseats: { a: { app: apps/a } }"), 4, port, "in use");
    }
  }

  @Test
  void node_unreachable_isSaidAtOnce() throws Exception {
    write("apps/a.js", NOTE.formatted(9));
    environment.put("WALLET", KEY);
    long before = System.nanoTime();
    Ended ended =
        run("node: ws://127.0.0.1:1/ws\nseats: { a: { app: apps/a, wallet: { env: WALLET } } }");

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.err())
        .isEqualToIgnoringNewLines(
            "croupier: node ws://127.0.0.1:1/ws cannot be reached: Connection refused");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void node_withAnotherKey_isRefused() throws Exception {
    write("apps/a.js", NOTE.formatted(9));
    environment.put("WALLET", KEY);
    String expected = "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B72";
    try (LocalNode node = LocalNode.start(NodeConfig.builder().port(0).adminPort(0).build())) {
      Ended ended =
          run(
              """
              node: { url: "%s", broker: "%s" }
              seats: { a: { app: apps/a, wallet: { env: WALLET } } }
              """
                  .formatted(node.wsUri(), expected));

      assertThat(ended.exitCode()).isEqualTo(4);
      assertThat(ended.err())
          .contains(node.wsUri().toString(), node.brokerAddress().toString(), expected)
          .hasLineCount(1);
    }
  }

  @Test
  void node_refusesTheLogin_inItsOwnWords() throws Exception {
    write("apps/a.js", NOTE.formatted(9));
    environment.put("WALLET", KEY);
    NodeConfig old =
        NodeConfig.builder()
            .port(0)
            .adminPort(0)
            .profile(dev.croupier.node.rules.Profile.V0_3)
            .build();
    try (LocalNode node = LocalNode.start(old)) {
      Ended ended =
          run(
              """
              node: { url: "%s", version: "0.5" }
              seats: { a: { app: apps/a, wallet: { env: WALLET } } }
              """
                  .formatted(node.wsUri()));

      assertThat(ended.exitCode()).isEqualTo(4);
      assertThat(ended.err()).contains("node refused the login of 0x").hasLineCount(1);
    }
  }

  @Test
  void key_garbage_isNeverRepeated() throws Exception {
    write("apps/a.js", NOTE.formatted(9));
    environment.put("WALLET", "hunter2-and-some-words");
    Ended ended = run("seats: { a: { app: apps/a, wallet: { env: WALLET } } }");

    assertOneLine(ended, 3, "croupier.yaml:2:", "seats.a.wallet.env: ", "WALLET", "64 hex digits");
    assertThat(ended.err()).doesNotContain("hunter2");
  }

  @Test
  void keystore_wrongPassword_isNeverRepeated() throws Exception {
    write("apps/a.js", NOTE.formatted(9));
    String file =
        WalletUtils.generateWalletFile(
            "right", ECKeyPair.create(new java.math.BigInteger(KEY, 16)), folder.toFile(), false);
    environment.put("PASSWORD", "hunter2");
    Ended ended =
        run(
            "seats: { a: { app: apps/a, wallet: { keystore: \"%s\", password-env: PASSWORD } } }"
                .formatted(file));

    assertOneLine(ended, 3, "seats.a.wallet.keystore", file, "does not open with this password");
    assertThat(ended.err()).doesNotContain("hunter2", KEY);
  }

  @Test
  void keystore_isNoKeystore() throws Exception {
    write("apps/a.js", NOTE.formatted(9));
    write("wallet.json", "{\"version\": 1}");
    environment.put("PASSWORD", "hunter2");
    assertOneLine(
        run(
            "seats: { a: { app: apps/a, wallet: { keystore: wallet.json, password-env: PASSWORD } } }"),
        3,
        "croupier.yaml:2:",
        "wallet.json is no keystore of version 3");
  }

  @Test
  void nodeOptions_outOfRange() {
    Ended ended = croupier("node", "--port", "70000");

    assertThat(ended.err()).startsWith("port is 70000, but must be 0 to 65535");
    assertThat(ended.exitCode()).isEqualTo(2);
  }
}
