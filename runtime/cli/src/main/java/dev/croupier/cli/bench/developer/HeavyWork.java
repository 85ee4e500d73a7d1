package dev.croupier.cli.bench.developer;

import dev.croupier.cli.bench.memory.ClosedLoad;
import dev.croupier.cli.bench.memory.HostUnderLoad;
import dev.croupier.cli.bench.memory.World;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.NodeJs;
import dev.croupier.cli.bench.run.Resources;
import dev.croupier.cli.bench.run.WarmUp;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same work in a handler and in Node.js, in pieces of work per second of processor time. */
final class HeavyWork {
  private static final int SESSIONS = 4;
  private static final int DATA_BYTES = 40;

  /**
   * So much that checking and answering the message hardly counts; interpreted it takes a second.
   */
  private static final int PIECES_PER_MESSAGE = 50;

  private static final int PIECES_INTERPRETED = 5;

  /** Before it is compiled, the work of one message takes longer than a turn may. */
  private static final Duration TURN_TIME = Duration.ofMinutes(1);

  private static final long PATIENCE_S = 600;

  private final WarmUp warmUp;
  private final Duration each;
  private final int repeats;
  private final Map<String, Long> problems = new TreeMap<>();

  HeavyWork(WarmUp warmUp, Duration each, int repeats) {
    this.warmUp = warmUp;
    this.each = each;
    this.repeats = repeats;
  }

  /** What went wrong in the host. */
  Map<String, Long> problems() {
    return problems;
  }

  Samples inCroupier() throws IOException, InterruptedException {
    Secp256k1 curve = Secp256k1.best();
    try (Folder folder = Folder.temporary();
        ScriptEngine scripts = new ScriptEngine(ScriptLimits.DEFAULTS.withTurnTime(TURN_TIME));
        MemoryJournal journal = new MemoryJournal();
        World world = World.of(new World.Size(1, SESSIONS, 2, DATA_BYTES), curve)) {
      Resources.copy(folder.path(), "busy.js", "work.js", "ping-pong.schema.json");
      int pieces = scripts.jsMode().equals("compiled") ? PIECES_PER_MESSAGE : PIECES_INTERPRETED;
      String settings = "{\"pieces\":" + pieces + "}";
      var parts =
          new HostUnderLoad.Parts(folder.path(), "busy.js", settings, scripts, curve, journal);
      try (HostUnderLoad _ = HostUnderLoad.start(world, parts)) {
        ClosedLoad load = new ClosedLoad(world, SESSIONS, DATA_BYTES);
        load.warmUp(warmUp);
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
          rates.add(load.run(each).perCpuSecond() * pieces);
        }
        world.problems().addTo(problems);
        return new Samples(rates);
      }
    }
  }

  Samples inNode() throws IOException, InterruptedException {
    Path program = NodeJs.folder().resolve("work.mjs").toAbsolutePath();
    try (Folder folder = Folder.temporary()) {
      Resources.copy(folder.path(), "work.js");
      // Node takes a .js file for CommonJS unless told otherwise.
      folder.write("package.json", "{\"type\":\"module\"}");
      Process node =
          new ProcessBuilder(
                  "node",
                  program.toString(),
                  folder.path().resolve("work.js").toString(),
                  BigDecimal.valueOf(each.toMillis(), 3).toPlainString(),
                  Integer.toString(repeats))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String text = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!node.waitFor(PATIENCE_S, TimeUnit.SECONDS) || node.exitValue() != 0) {
        throw new BenchException("node work.mjs did not succeed");
      }
      List<Double> rates = new ArrayList<>();
      for (JsonNode rate : JsonMapper.shared().readTree(text)) {
        rates.add(rate.asDouble());
      }
      return new Samples(rates);
    }
  }
}
