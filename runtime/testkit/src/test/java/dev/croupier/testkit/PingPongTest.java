package dev.croupier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example apps at one table. */
class PingPongTest {

  private static final Path PROJECT = Path.of("../..");

  private static TestTable table(long seed) {
    return TestTable.builder()
        .seed(seed)
        .base(PROJECT)
        .seat(
            "server",
            seat ->
                seat.app("scripts/ping-pong/server")
                    .application("ping-pong")
                    .allowance("usdc", "5")
                    .settings(Map.of("opponent", "player", "rounds", 3, "stake", "1")))
        .seat(
            "player",
            seat ->
                seat.app("scripts/ping-pong/player")
                    .application("ping-pong")
                    .allowance("usdc", "5")
                    .invitesFrom("server"))
        .open();
  }

  @Test
  void scripts_playASessionToItsEnd() {
    try (TestTable table = table(1)) {
      table.run();
      table.expectNoFailures();
      table
          .seat("player")
          .expectHeard("ping", 3)
          .expectSent("pong", 3)
          .expectBalance("usdc", "101");
      table.seat("server").expectHeard("pong", 3).expectBalance("usdc", "99");
      assertThat(table.sessions()).hasSize(1);
    }
  }

  @Test
  void messagesThatAreDoubledAndReordered_changeNothing() {
    Faults bad = Faults.NONE.withDuplicate(0.3).withReorder(0.3);
    for (long seed = 1; seed <= 3; seed++) {
      try (TestTable table = table(seed)) {
        table.faults("server", Direction.FROM_NODE, bad).faults("player", Direction.FROM_NODE, bad);
        table.runUntil(
            () -> table.sessions().stream().anyMatch(id -> !table.isOpen(id)),
            Duration.ofMinutes(2));

        table.expectNoFailures();
        assertThat(table.seat("server").heard("pong"))
            .as("seed %d", seed)
            .hasSize(3)
            .doesNotHaveDuplicates();
        table.expectClosed(table.session(), Map.of("server", "0", "player", "2"));
      }
    }
  }
}
