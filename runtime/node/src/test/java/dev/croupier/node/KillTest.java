package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.node.ledger.Ledger;
import dev.croupier.node.ledger.LedgerAudit;
import dev.croupier.node.ledger.Moments;
import dev.croupier.node.ledger.Share;
import dev.croupier.node.storage.Database;
import dev.croupier.protocol.Amount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a node at a random moment under load, opens its ledger and looks whether everything that
 * was acknowledged is there and the books balance. More rounds with {@code -Dkill.rounds=50}.
 */
class KillTest {
  @TempDir Path folder;

  @Test
  void killedAtAnyMoment_losesNothingAcknowledgedAndBalances()
      throws IOException, InterruptedException {
    for (int round = 1; round <= Integer.getInteger("kill.rounds", 1); round++) {
      long seed = Long.getLong("seed", System.nanoTime());
      Path file = folder.resolve("ledger-" + round + ".db");
      long[] acknowledged = runAndKill(file, 50 + new SplittableRandom(seed).nextInt(400));

      try (Database database = Database.openFile(file)) {
        String what = "round " + round + ", seed " + seed;
        assertThat(LedgerAudit.findings(database.sql())).as(what).isEmpty();
        Ledger ledger = new Ledger(database.sql(), new Moments(Clock.systemUTC(), 0));
        for (int i = 0; i < KillTarget.CLIENTS; i++) {
          Amount received =
              ledger.balance(Share.unified(TestNode.signer("sink " + i).address()), "usdc");
          // Besides what was acknowledged, one more request may have been stored.
          assertThat(received)
              .as("%s: sink %s", what, i)
              .isBetween(Amount.of(acknowledged[i]), Amount.of(acknowledged[i] + 1));
        }
      }
    }
  }

  private static long[] runAndKill(Path file, int lines) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KillTarget.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long[] acknowledged = new long[KillTarget.CLIENTS];
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int read = 0; ; read++) {
        if (read == lines) {
          // Unlike the process's own method this leaves its output to be read to the end.
          assertThat(process.toHandle().destroyForcibly()).isTrue();
        }
        String line = out.readLine();
        if (line == null) {
          break;
        }
        // Lines that a kill cut short are not acknowledgements.
        if (line.endsWith(" paid") || line.endsWith(" closed")) {
          acknowledged[line.charAt(0) - '0']++;
        }
      }
    }
    assertThat(process.waitFor()).as("the process was killed").isNotZero();
    return acknowledged;
  }
}
