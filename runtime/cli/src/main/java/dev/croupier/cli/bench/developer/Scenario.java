package dev.croupier.cli.bench.developer;

import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Resources;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import dev.croupier.testkit.TestTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A table of the test kit, from nothing to its end: two scripts, ten rounds. */
final class Scenario {
  private static final int ROUNDS = 10;
  private static final int WARM_UP = 3;
  private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

  private Scenario() {}

  /** Milliseconds for each table. */
  static Samples measure(int repeats) throws IOException {
    try (Folder folder = Folder.temporary();
        ScriptEngine scripts = new ScriptEngine(ScriptLimits.DEFAULTS)) {
      Resources.copy(folder.path(), "scenario-server.js", "ping-pong.js", "ping-pong.schema.json");
      List<Double> times = new ArrayList<>();
      for (int i = -WARM_UP; i < repeats; i++) {
        double ms = play(scripts, folder.path());
        if (i >= 0) {
          times.add(ms);
        }
      }
      return new Samples(times);
    }
  }

  private static double play(ScriptEngine scripts, Path folder) {
    long begun = System.nanoTime();
    try (TestTable table =
        TestTable.builder()
            .engine(scripts)
            .base(folder)
            .seat("server", seat -> seat.app("scenario-server.js").allowance("usdc", "5"))
            .seat("player", seat -> seat.app("ping-pong.js").allowance("usdc", "5").invitesAlways())
            .open()) {
      table.run();
      int heard = table.seat("player").heard("ping").size();
      if (heard != ROUNDS || !table.failures().isEmpty()) {
        throw new BenchException(
            "the scenario had " + heard + " rounds, not " + ROUNDS + ", " + table.failures());
      }
    }
    return (System.nanoTime() - begun) / NANOS_PER_MS;
  }
}
