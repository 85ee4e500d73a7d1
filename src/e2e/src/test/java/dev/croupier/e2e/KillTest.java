package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host is killed in the middle of a game and started again. */
class KillTest {
  private static final int ROUNDS = 400;

  @TempDir private Path folder;

  private void layTheTable(String journal) throws Exception {
    Project.copyFolder(
        Project.file("scripts/ping-pong"),
        Files.createDirectories(folder.resolve("scripts")).resolve("ping-pong"));
    Files.writeString(
        folder.resolve("croupier.yaml"),
        Project.text("croupier.yaml")
            .replaceAll("(?m)#.*$", "")
            .replace("data: memory", "data: kept\njournal: " + journal)
            .replace("rounds: 3", "rounds: " + ROUNDS));
  }

  private void killAfter(String line) throws Exception {
    try (Launched run = Launched.croupier(folder, "run")) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> run.output().contains(line) || !run.running());
      run.kill();
      assertThat(run.output()).as(run.errors()).contains(line).doesNotContain("Done:");
    }
  }

  /**
   * A message that was on its way when the host was killed may be lost; then the game is ended by
   * the server's own timer, which outlives the kill, and the stakes go back.
   */
  @Test
  void gameThatIsKilled_goesOnAndEnds_withTheRightBalances() throws Exception {
    killedGameGoesOn("durable");
  }

  @Test
  @Tag("long")
  void gameThatIsKilled_goesOn_alsoWithAFastJournal() throws Exception {
    killedGameGoesOn("fast");
  }

  private void killedGameGoesOn(String journal) throws Exception {
    layTheTable(journal);
    killAfter("pong 3 of " + ROUNDS);

    try (Launched run = Launched.croupier(folder, "run")) {
      assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
      boolean played = run.output().contains("pong " + ROUNDS + " of " + ROUNDS);
      assertThat(run.output())
          .contains("Done: 1 session settled.")
          .containsPattern("server +\\d+ +" + (played ? 99 : 100) + " usdc")
          .containsPattern("player +\\d+ +" + (played ? 101 : 100) + " usdc");
    }
  }

  @Test
  @Tag("long")
  void whatAKilledHostHasRecorded_canBeRunAgain() throws Exception {
    layTheTable("durable");
    killAfter("pong 20 of " + ROUNDS);
    try (Launched replay = Launched.croupier(folder, "replay")) {
      assertThat(replay.exitCode()).as(replay.output() + replay.errors()).isZero();
      assertThat(replay.output())
          .containsPattern("server: \\d+ turns of server.js come to the same")
          .containsPattern("player: \\d+ turns of player.js come to the same");
    }

    Path player = folder.resolve("scripts/ping-pong/player.js");
    Files.writeString(
        player, Files.readString(player).replace("replyTo: data.timestamp", "replyTo: 1"));
    try (Launched replay = Launched.croupier(folder, "replay")) {
      assertThat(replay.exitCode()).isEqualTo(1);
      assertThat(replay.errors()).contains("seat player", "turn ", "differs", "replyTo");
    }
  }
}
