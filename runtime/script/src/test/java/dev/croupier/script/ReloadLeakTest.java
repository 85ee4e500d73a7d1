package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reloading again and again keeps nothing of the old versions. */
@Tag("long")
class ReloadLeakTest {
  private static final int RELOADS = 200;
  private static final long ALLOWED_BYTES = 24L << 20;

  @TempDir Path base;

  @Test
  void reloads_leaveTheHeapFlat() {
    try (ScriptEngine engine = new ScriptEngine(ScriptFolder.PATIENT)) {
      reload(engine, 40);
      long before = usedHeap();

      reload(engine, RELOADS);

      assertThat(usedHeap() - before).isLessThan(ALLOWED_BYTES);
    }
  }

  private void reload(ScriptEngine engine, int times) {
    for (int i = 0; i < times; i++) {
      try (ScriptFolder script =
          new ScriptFolder(base, engine)
              .file("bot/lib.js", "export const version = " + i + ";")
              .start(
                  """
                  import { version } from './lib.js';
                  const ballast = new Uint8Array(1 << 18).fill(1);
                  export function onAppMessage(type, id, data, session) {
                    session.state.version = version + ballast[0];
                    return session.send('pong', {});
                  }
                  """)) {
        assertThat(script.message("ping", "{}").failure()).isEmpty();
      }
    }
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
