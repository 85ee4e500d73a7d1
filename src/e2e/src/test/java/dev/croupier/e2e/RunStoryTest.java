package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The README's first command, as a newcomer runs it. */
class RunStoryTest {
  private static final String SCRIPT = "scripts/ping-pong/player";
  private static final String PLUGIN = "plugins/ping-pong#PlayerApp";

  @TempDir private Path folder;

  @BeforeEach
  void layTheTable() throws Exception {
    Project.copyFolder(
        Project.file("scripts/ping-pong"),
        Files.createDirectories(folder.resolve("scripts")).resolve("ping-pong"));
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    Files.copy(builtPlugin(), plugins.resolve("ping-pong.jar"));
  }

  private static Path builtPlugin() throws Exception {
    try (Stream<Path> files = Files.list(Project.file("plugins/ping-pong/target"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("the ping-pong plugin is not packaged"));
    }
  }

  /** The project's own configuration with another app in the player's seat, keeping nothing. */
  private void configure(String player) throws Exception {
    String config = Project.text("croupier.yaml").replaceAll("(?m)#.*$", "");
    assertThat(config).contains("app: " + SCRIPT);
    Files.writeString(
        folder.resolve("croupier.yaml"),
        config.replace("app: " + SCRIPT, "app: \"" + player + "\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {SCRIPT, PLUGIN})
  void run_tellsTheStory_andExitsWith0(String player) throws Exception {
    configure(player);
    try (Launched run = Launched.croupier(folder, Launched.FULL_SPEED, "run")) {
      assertThat(run.exitCode()).as(() -> story(run)).isZero();

      assertThat(run.errors()).doesNotContain("Building");
      assertThat(run.output())
          .containsSubsequence(
              "created, signed by server and player, 2 usdc on the table",
              "ping",
              "pong",
              "pong 1 of 3",
              "pong 2 of 3",
              "pong 3 of 3",
              "closed and settled: server 0 usdc, player 2 usdc",
              "Balances",
              "Done: 1 session settled.",
              "Next: ")
          .containsPattern("server +100 +99 usdc")
          .containsPattern("player +100 +101 usdc")
          .doesNotContain("✗");
    }
  }

  @Test
  void run_json_endsWithTheSettledBalances() throws Exception {
    configure(PLUGIN);
    try (Launched run = Launched.croupier(folder, "run", "--json")) {
      assertThat(run.exitCode()).as(() -> story(run)).isZero();

      List<JsonNode> events = new ArrayList<>();
      run.output().lines().forEach(line -> events.add(JsonMapper.shared().readTree(line)));
      Map<String, String> usdc = new HashMap<>();
      for (JsonNode event : events) {
        if (event.get("event").asString().equals("balances")) {
          JsonNode balance = event.get("balances").get(0);
          assertThat(balance.get("asset").asString()).isEqualTo("usdc");
          usdc.put(event.get("seat").asString(), balance.get("amount").asString());
        }
      }
      assertThat(usdc).isEqualTo(Map.of("server", "99", "player", "101"));
      assertThat(events)
          .filteredOn(event -> event.get("event").asString().equals("message-received"))
          .isNotEmpty()
          .allSatisfy(
              event -> assertThat(event.get("proof").asString()).isEqualTo("WALLET_SIGNATURE"));
    }
  }

  @Test
  void run_twiceOnOneLedger_playsAgain() throws Exception {
    configure(SCRIPT);
    Path config = folder.resolve("croupier.yaml");
    Files.writeString(config, Files.readString(config).replace("data: memory", "data: kept"));
    for (int round = 0; round < 2; round++) {
      try (Launched run = Launched.croupier(folder, "run")) {
        assertThat(run.exitCode()).as(() -> story(run)).isZero();
        assertThat(run.output())
            .containsPattern("server +%d +%d usdc".formatted(100 - round, 99 - round))
            .containsPattern("player +%d +%d usdc".formatted(100 + round, 101 + round));
      }
    }
    assertThat(folder.resolve("kept/node.db")).exists();
    assertThat(folder.resolve("kept/journal.db")).exists();
  }

  private static String story(Launched run) {
    try {
      return run.output() + run.errors();
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
