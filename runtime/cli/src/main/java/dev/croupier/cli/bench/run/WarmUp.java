package dev.croupier.cli.bench.run;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Load without measuring, until it gets no cheaper: compilers need work, not time, and on a busy
 * machine work takes longer.
 *
 * @param least at least so long
 * @param most at most so long
 */
public record WarmUp(Duration least, Duration most) {
  private static final int ROUNDS = 10;
  private static final double CHEAPER = 0.95;

  /** One round of load. */
  @FunctionalInterface
  public interface Round {
    /**
     * @param time about how long
     * @return what one operation cost, in any unit
     * @throws InterruptedException if the thread is interrupted
     */
    double run(Duration time) throws InterruptedException;
  }

  /**
   * Runs rounds until the cost has not fallen for half of the least time.
   *
   * @param round the load
   * @throws InterruptedException if the thread is interrupted
   */
  public void run(Round round) throws InterruptedException {
    run(round, () -> true);
  }

  /**
   * Runs rounds until the cost has not fallen for half of the least time, and the process is ready.
   *
   * @param round the load
   * @param ready whether nothing else is still to be waited for; asked after each round
   * @throws InterruptedException if the thread is interrupted
   */
  public void run(Round round, BooleanSupplier ready) throws InterruptedException {
    long begunNanos = System.nanoTime();
    long bestAtNanos = begunNanos;
    double best = Double.MAX_VALUE;
    boolean enough = false;
    while (!enough) {
      double cost = round.run(least.dividedBy(ROUNDS));
      long now = System.nanoTime();
      if (cost < best * CHEAPER) {
        best = cost;
        bestAtNanos = now;
      }
      boolean settled = ready.getAsBoolean() && now - bestAtNanos >= least.toNanos() / 2;
      enough =
          now - begunNanos >= most.toNanos() || (now - begunNanos >= least.toNanos() && settled);
    }
  }
}
