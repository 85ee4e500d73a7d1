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
   * Runs rounds until they are {@linkplain Course#enough enough}.
   *
   * @param round the load
   * @param ready whether nothing else is still to be waited for; asked after each round
   * @throws InterruptedException if the thread is interrupted
   */
  public void run(Round round, BooleanSupplier ready) throws InterruptedException {
    Course course = begin();
    while (!course.enough()) {
      course.round(round, ready);
    }
  }

  /**
   * For warming several in turns.
   *
   * @return nothing has run yet
   */
  public Course begin() {
    return new Course(least, most);
  }

  /** How far the warming of one has come. Only the time of its own rounds counts. */
  public static final class Course {
    private final Duration least;
    private final Duration most;
    private long loadedNanos;
    private long bestAtNanos;
    private double best = Double.MAX_VALUE;
    private boolean ready;

    private Course(Duration least, Duration most) {
      this.least = least;
      this.most = most;
    }

    /**
     * Runs one round, a tenth of the least time.
     *
     * @param round the load
     * @param ready whether nothing else is still to be waited for; asked after the round
     * @throws InterruptedException if the thread is interrupted
     */
    public void round(Round round, BooleanSupplier ready) throws InterruptedException {
      long begunNanos = System.nanoTime();
      double cost = round.run(least.dividedBy(ROUNDS));
      loadedNanos += System.nanoTime() - begunNanos;
      if (cost < best * CHEAPER) {
        best = cost;
        bestAtNanos = loadedNanos;
      }
      this.ready = ready.getAsBoolean();
    }

    /**
     * @return whether the cost has not fallen for half of the least time and the last round found
     *     everything ready, or all the time has passed
     */
    public boolean enough() {
      boolean settled = ready && loadedNanos - bestAtNanos >= least.toNanos() / 2;
      return loadedNanos >= most.toNanos() || (loadedNanos >= least.toNanos() && settled);
    }
  }
}
