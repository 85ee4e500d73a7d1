package dev.croupier.cli.bench.run;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What threads take from the heap. It is the same on a busy machine and on a quiet one, and much of
 * what a turn costs beside its signatures goes with it.
 */
public final class Allocations {
  private Allocations() {}

  /**
   * What all threads of this process have taken, without some of them: those that only make the
   * load.
   *
   * @param without threads that are alive
   * @return bytes
   */
  public static long ofProcessBytes(List<Thread> without) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
      throw new BenchException("this JVM does not tell what its threads allocate");
    }
    long bytes = threads.getTotalThreadAllocatedBytes();
    for (Thread thread : without) {
      bytes -= Math.max(0, threads.getThreadAllocatedBytes(thread.threadId()));
    }
    return bytes;
  }
}
