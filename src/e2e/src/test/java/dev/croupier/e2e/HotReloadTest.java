package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An author edits the player's script while a game is played, under the real launcher. */
class HotReloadTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String HANDLER = "export async function onAppMessage";

  @TempDir private Path folder;
  private Path player;
  private String unchanged;

  @BeforeEach
  void layTheTable() throws IOException {
    Project.copyFolder(
        Project.file("scripts/ping-pong"),
        Files.createDirectories(folder.resolve("scripts")).resolve("ping-pong"));
    player = folder.resolve("scripts/ping-pong/player.js");
    String script = Files.readString(player);
    assertThat(script).contains(HANDLER);
    unchanged = script.substring(0, script.indexOf(HANDLER));
    Files.writeString(player, script("one"));
    Files.writeString(
        folder.resolve("croupier.yaml"),
        """
        data: memory
        until: settled
        seats:
          server:
            app: scripts/ping-pong/server
            allowance: { usdc: 5 }
            settings: { opponent: player, rounds: 1000000, stake: "1" }
          player:
            app: scripts/ping-pong/player
            allowance: { usdc: 5 }
            invites: { from: [server] }
        """);
  }

  /** The player with handlers that take their time, count in the state and say which they are. */
  private String script(String name) {
    return unchanged
        + """
        export const version = '%1$s';
        export function onReload(previous, sessionId, session) {
          session.log(`%1$s takes over from ${previous} at ${session.state.pings}`);
        }
        export function onAppMessage(type, sessionId, data, session) {
          if (type === 'ping') {
            session.state.pings = (session.state.pings ?? 0) + 1;
            session.setTimer('answer', 20, data.timestamp);
          }
        }
        export async function onTimer(name, sessionId, timestamp, session) {
          session.log(`%1$s answers ${session.state.pings}`);
          await session.send('pong', { from: client.address, replyTo: timestamp });
        }
        """
            .formatted(name);
  }

  private static void waitFor(Launched dev, String text) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(dev.output() + dev.errors()).contains(text));
  }

  private static int lastAnswer(Launched dev, String name) throws IOException {
    Matcher answers = Pattern.compile(name + " answers (\\d+)").matcher(dev.output());
    int last = -1;
    while (answers.find()) {
      last = Integer.parseInt(answers.group(1));
    }
    return last;
  }

  @Test
  void dev_takesEditsInMidGame_keepsTheState_andSurvivesASyntaxError() throws Exception {
    try (Launched dev = Launched.croupier(folder, "dev")) {
      waitFor(dev, "one answers 5");

      // In place, as some editors write.
      Files.writeString(player, script("two"));
      waitFor(dev, "two answers ");
      assertThat(dev.output())
          .containsPattern(
              "scripts/ping-pong/player reloaded in \\d+ ms: scripts/ping-pong/player.js changed,"
                  + " 1 session goes on with it")
          .contains("two takes over from one at ");
      int first = Integer.parseInt(dev.output().replaceAll("(?s).*?two answers (\\d+).*", "$1"));
      assertThat(first).isGreaterThanOrEqualTo(5);

      Files.writeString(player, script("three") + "const broken = ;\n");
      waitFor(dev, "not reloaded");
      assertThat(dev.output())
          .containsPattern(
              "scripts/ping-pong/player not reloaded: scripts/ping-pong/player.js:\\d+:16:"
                  + " SyntaxError: .*; the old version goes on");
      int atError = lastAnswer(dev, "two");
      waitFor(dev, "two answers " + (atError + 3));

      // By a move over the old file, as others do.
      Files.writeString(folder.resolve("fresh.js"), script("four"));
      Files.move(folder.resolve("fresh.js"), player, StandardCopyOption.ATOMIC_MOVE);
      waitFor(dev, "four answers ");
      assertThat(dev.output())
          .contains("four takes over from two at ")
          .doesNotContain("three answers");
      // Every ping was counted once, whoever counted it.
      assertThat(dev.output()).containsOnlyOnce(" answers " + lastAnswer(dev, "four") + "\n");
      assertThat(dev.running()).isTrue();
    }
  }

  @Test
  void run_reloadsOnSighup() throws Exception {
    try (Launched run = Launched.croupier(folder, "run")) {
      waitFor(run, "one answers 3");
      Files.writeString(player, script("two"));
      int seen = lastAnswer(run, "one");
      waitFor(run, "one answers " + (seen + 10));

      hangUp(run);
      waitFor(run, "two answers ");
      assertThat(run.output()).contains("two takes over from one at ");
      assertThat(run.running()).isTrue();
    }
  }

  private static void hangUp(Launched run) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(run.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
