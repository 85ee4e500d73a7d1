package dev.croupier.cli.bench.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processor time. Where others use the machine too, it says more of a program than the clock on the
 * wall.
 */
public final class CpuTime {
  private static final CompilerThreads COMPILERS = new CompilerThreads();

  private CpuTime() {}

  /**
   * What this process has used, without some of its threads: those that only make the load, and,
   * where the system tells it, the compilers.
   *
   * @param without threads that are alive
   * @return nanoseconds, with the garbage collector's share
   */
  public static long ofProcessNanos(List<Thread> without) {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
      throw new BenchException("this JVM does not tell its processor time");
    }
    long nanos = system.getProcessCpuTime() - COMPILERS.nanos();
    for (Thread thread : without) {
      nanos -= Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()));
    }
    return nanos;
  }

  /**
   * @return what the compilers of this process have used, nanoseconds; 0 where the system does not
   *     tell
   */
  public static long ofCompilersNanos() {
    return COMPILERS.nanos();
  }

  /**
   * @return what the calling thread has used, nanoseconds
   */
  public static long ofThisThreadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /**
   * @param process another process
   * @return what it has used since its start; systems tell it in steps of about 10 ms
   * @throws BenchException if the system does not tell
   */
  public static Duration of(ProcessHandle process) {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(
            () -> new BenchException("the system does not tell the processor time of a process"));
  }

  /**
   * @param nanos a time
   * @return in seconds
   */
  public static double seconds(long nanos) {
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
