package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The examples' seats on two hosts: each example's first seat alone, the others together, with only
 * the node between them. What everybody has at the end is asked of the node.
 */
class TwoHostsTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int FUNDS = 100;

  @TempDir private Path folder;

  /**
   * An example.
   *
   * @param at where it is
   * @param balances what its seats have at the end, of 100 each, in order
   * @param named what certain seats have whatever chance and the network's speed decide
   */
  record Example(String at, List<String> balances, Map<String, String> named) {
    @Override
    public String toString() {
      return at;
    }
  }

  private static final Example TRIVIA =
      new Example(
          "scripts/trivia", List.of("99.6", "99.9", "100", "100.5"), Map.of("server", "100"));

  static List<Example> examples() {
    List<String> tournament = new ArrayList<>(Collections.nCopies(13, "95"));
    tournament.addAll(List.of("100", "111", "119", "135"));
    return List.of(
        TRIVIA,
        new Example("scripts/tournament", tournament, Map.of("coordinator", "100")),
        new Example("scripts/bet", List.of("90", "110"), Map.of()),
        new Example(
            "scripts/governance",
            List.of("80", "100", "100", "100", "120"),
            Map.of("admin", "80", "member1", "120")),
        new Example(
            "plugins/escrow",
            List.of("84", "100", "116"),
            Map.of("buyer", "84", "mediator", "100", "seller", "116")));
  }

  @Test
  void escrow_onTwoHosts_endsWithTheRightBalances() throws Exception {
    example_onTwoHosts_endsWithTheRightBalances(examples().getLast());
  }

  @ParameterizedTest
  @Tag("long")
  @MethodSource("examples")
  void example_onTwoHosts_endsWithTheRightBalances(Example example) throws Exception {
    try (LocalNode node = node()) {
      Map<String, String> keys = lay(example, node.wsUri(), node.wsUri());
      try (Launched others = host(keys, "others");
          Launched first = host(keys, "first")) {
        ends(first);
        ends(others);
      }
      assertBalances(node, example);
    }
  }

  @Test
  void trivia_goesOn_thoughItsServerIsKilled_andAPlayerIsCutOff() throws Exception {
    try (LocalNode node = node();
        Proxy wire = new Proxy(node.wsUri())) {
      Map<String, String> keys = lay(TRIVIA, node.wsUri(), wire.uri());
      try (Launched others = host(keys, "others")) {
        try (Launched first = host(keys, "first")) {
          awaits(first, "question {\"round\":2");
          assertThat(first.running()).as(first.output()).isTrue();
          wire.cut();
          first.kill();
        }
        try (Launched first = host(keys, "first")) {
          ends(first);
        }
        ends(others);
        assertThat(wire.dialled()).isGreaterThan(3);
      }
      assertBalances(node, TRIVIA);
    }
  }

  private static LocalNode node() {
    return LocalNode.start(
        NodeConfig.builder()
            .port(0)
            .adminPort(0)
            .firstFunds(List.of(new AssetAmount("usdc", Amount.of(FUNDS))))
            .build());
  }

  private Launched host(Map<String, String> keys, String name) throws Exception {
    return Launched.croupier(folder, keys, "run", "--config", name + ".yaml");
  }

  private static void awaits(Launched host, String words) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> host.output().contains(words) || !host.running());
  }

  private static void ends(Launched host) throws Exception {
    assertThat(host.exitCode()).as(host.output() + host.errors()).isZero();
  }

  private void assertBalances(LocalNode node, Example example) throws Exception {
    Map<String, String> balances = new LinkedHashMap<>();
    for (String seat : seats(example).propertyNames()) {
      try (Wallet wallet = Wallet.loggedIn(node, seat)) {
        balances.put(seat, wallet.usdc().toString());
      }
    }
    assertThat(balances.values()).containsExactlyInAnyOrderElementsOf(example.balances());
    assertThat(balances).containsAllEntriesOf(example.named());
  }

  private static ObjectNode seats(Example example) {
    return (ObjectNode)
        YAML.readTree(Project.file(example.at()).resolve("croupier.yaml").toFile()).path("seats");
  }

  /** Writes a configuration for each host; returns the seats' keys as environment variables. */
  private Map<String, String> lay(Example example, URI firstNode, URI othersNode) {
    ObjectNode seats = seats(example);
    Map<String, String> keys = new LinkedHashMap<>();
    Map<String, String> wallets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : seats.properties()) {
      String name = entry.getKey();
      ObjectNode seat = (ObjectNode) entry.getValue();
      keys.put("KEY_" + name, "0x" + HexFormat.of().formatHex(Wallet.key(name).secretBytes()));
      wallets.put(name, Wallet.signer(name).address().toString());
      seat.putObject("wallet").put("env", "KEY_" + name);
      Path app = Project.file(example.at()).resolve(seat.path("app").asString()).normalize();
      seat.put("app", app.toString());
    }
    String first = wallets.keySet().iterator().next();
    write("first", seats, firstNode, wallets, first::equals);
    write("others", seats, othersNode, wallets, name -> !name.equals(first));
    return keys;
  }

  private void write(
      String host,
      ObjectNode allSeats,
      URI node,
      Map<String, String> wallets,
      Predicate<String> here) {
    ObjectNode config = YAML.createObjectNode();
    config.put("node", node.toString()).put("data", host).put("until", "settled");
    ObjectNode seats = config.putObject("seats");
    for (Map.Entry<String, JsonNode> entry : allSeats.properties()) {
      if (here.test(entry.getKey())) {
        ObjectNode seat = (ObjectNode) entry.getValue().deepCopy();
        ObjectNode contacts = seat.putObject("contacts");
        wallets.forEach(
            (name, wallet) -> {
              if (!here.test(name)) {
                contacts.put(name, wallet);
              }
            });
        seats.set(entry.getKey(), seat);
      }
    }
    YAML.writeValue(folder.resolve(host + ".yaml").toFile(), config);
  }
}
