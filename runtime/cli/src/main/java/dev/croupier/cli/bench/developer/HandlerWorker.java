package dev.croupier.cli.bench.developer;

import dev.croupier.cli.bench.memory.ClosedLoad;
import dev.croupier.cli.bench.memory.HostUnderLoad;
import dev.croupier.cli.bench.memory.World;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Resources;
import dev.croupier.cli.bench.run.WarmUp;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A handler in a real host that works when a message comes. */
final class HandlerWorker implements Worker {
  private static final int SESSIONS = 4;
  private static final int DATA_BYTES = 40;

  /**
   * So much that checking and answering the message hardly counts; interpreted it takes a second.
   */
  private static final int PIECES_PER_MESSAGE = 50;

  private static final int PIECES_INTERPRETED = 5;

  /** Before it is compiled, the work of one message takes longer than a turn may. */
  private static final Duration TURN_TIME = Duration.ofMinutes(1);

  private final WarmUp warmUp;
  private final int pieces;
  private final Folder folder = Folder.temporary();
  private final ScriptEngine scripts =
      new ScriptEngine(ScriptLimits.DEFAULTS.withTurnTime(TURN_TIME));
  private final MemoryJournal journal = new MemoryJournal();
  private final World world;
  private final HostUnderLoad host;
  private final ClosedLoad load;

  HandlerWorker(WarmUp warmUp) throws IOException, InterruptedException {
    this.warmUp = warmUp;
    this.pieces = scripts.jsMode().equals("compiled") ? PIECES_PER_MESSAGE : PIECES_INTERPRETED;
    Secp256k1 curve = Secp256k1.best();
    this.world = World.of(new World.Size(1, SESSIONS, 2, DATA_BYTES), curve);
    Resources.copy(folder.path(), "busy.js", "work.js", "ping-pong.schema.json");
    String settings = "{\"pieces\":" + pieces + "}";
    this.host =
        HostUnderLoad.start(
            world,
            new HostUnderLoad.Parts(folder.path(), "busy.js", settings, scripts, curve, journal));
    this.load = new ClosedLoad(world, SESSIONS, DATA_BYTES);
  }

  @Override
  public void warmUp() throws InterruptedException {
    load.warmUp(warmUp);
  }

  @Override
  public double rate(Duration time) throws InterruptedException {
    return load.run(time).perCpuSecond() * pieces;
  }

  /** What went wrong in the host. */
  void addProblemsTo(Map<String, Long> problems) {
    world.problems().addTo(problems);
  }

  @Override
  public void close() throws IOException {
    host.close();
    world.close();
    journal.close();
    scripts.close();
    folder.close();
  }
}
