package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A host on a node without a relay plays over the relay service: node, relay and host apart. */
class RelayStoryTest {
  private static final Map<String, String> KEYS =
      Map.of("SERVER_KEY", "0x" + "51".repeat(32), "PLAYER_KEY", "0x" + "52".repeat(32));

  @TempDir private Path folder;

  @Test
  void pingPong_overTheRelay_isSettled() throws Exception {
    isSettledOn(Profile.V0_5);
  }

  @ParameterizedTest
  @Tag("long")
  @EnumSource(names = {"V0_3", "V0_4"})
  void pingPong_overTheRelay_isSettled_alsoAtOlderNodes(Profile profile) throws Exception {
    isSettledOn(profile);
  }

  private void isSettledOn(Profile profile) throws Exception {
    Project.copyFolder(
        Project.file("scripts/ping-pong"),
        Files.createDirectories(folder.resolve("scripts")).resolve("ping-pong"));
    NodeConfig config =
        NodeConfig.builder()
            .port(0)
            .adminPort(0)
            .profile(profile)
            .firstFunds(List.of(new AssetAmount("usdc", Amount.of(100))))
            .build();
    try (LocalNode node = LocalNode.start(config);
        Launched relay =
            Launched.croupier(
                folder,
                "relay",
                "--node",
                node.wsUri().toString(),
                "--port",
                "0",
                "--admin-port",
                "0",
                "--json")) {
      JsonNode ready = ready(relay);
      Files.writeString(
          folder.resolve("croupier.yaml"),
          """
          node: %s
          relay: { url: "%s", address: "%s" }
          data: memory
          until: settled
          seats:
            server:
              app: scripts/ping-pong/server
              wallet: { env: SERVER_KEY }
              application: ping-pong
              allowance: { usdc: 5 }
              settings: { opponent: player, rounds: 3, stake: "1" }
            player:
              app: scripts/ping-pong/player
              wallet: { env: PLAYER_KEY }
              application: ping-pong
              allowance: { usdc: 5 }
              invites: { from: [server] }
          """
              .formatted(
                  node.wsUri(),
                  ready.get("websocket").asString(),
                  ready.get("address").asString()));

      try (Launched run = Launched.croupier(folder, KEYS, "run")) {
        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
        assertThat(run.output())
            .containsSubsequence(
                "created, signed by server and player, 2 usdc on the table",
                "pong 3 of 3",
                "closed and settled: server 0 usdc, player 2 usdc",
                "Done: 1 session settled.")
            .containsPattern("server +100 +99 usdc")
            .containsPattern("player +100 +101 usdc")
            .doesNotContain("✗");
      }
      assertThat(folder.resolve(".croupier/relay/relay.key")).exists();
    }
  }

  private static JsonNode ready(Launched relay) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !relay.running() || relay.output().endsWith("\n"));
    try {
      assertThat(relay.running()).as(relay.output() + relay.errors()).isTrue();
      return JsonMapper.shared().readTree(relay.output().lines().findFirst().orElseThrow());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
