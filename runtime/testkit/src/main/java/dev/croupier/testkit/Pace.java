package dev.croupier.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * How a table's time passes: everything that is due at a moment is done, in an order that follows
 * from the seed, and only then comes the next moment.
 */
final class Pace {

  /** Steps after which a table that should come to rest is given up. */
  private static final int MOST_STEPS = 1_000_000;

  /** How long things may take that are waited for. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final VirtualClock clock;
  private final Agenda agenda;
  private final Collection<TableHost> hosts;
  private final SplittableRandom random;
  private final Transcript transcript;
  private final int longestRun;

  /**
   * @param clock the table's time
   * @param agenda what the network is about to do
   * @param hosts the hosts, as they are at any time
   * @param random decides which of a host's loops goes first
   * @param transcript shown when there is no end to it
   * @param longestRun moments after which a run is given up
   */
  Pace(
      VirtualClock clock,
      Agenda agenda,
      Collection<TableHost> hosts,
      SplittableRandom random,
      Transcript transcript,
      int longestRun) {
    this.clock = clock;
    this.agenda = agenda;
    this.hosts = hosts;
    this.random = random;
    this.transcript = transcript;
    this.longestRun = longestRun;
  }

  /** Until nothing is left but timers. */
  void run() {
    settle();
    for (int moments = 0; agenda.busy(); moments++) {
      if (moments >= longestRun) {
        throw new TestTableException(
            "the table does not come to rest within "
                + longestRun
                + " moments; use advance() with apps that never rest.\n"
                + transcript.tail());
      }
      clock.moveTo(nextDueMs().orElseThrow());
      settle();
    }
  }

  void advance(Duration time) {
    long untilMs = clock.millis() + time.toMillis();
    settle();
    for (OptionalLong next = nextDueMs();
        next.isPresent() && next.getAsLong() <= untilMs;
        next = nextDueMs()) {
      clock.moveTo(next.getAsLong());
      settle();
    }
    clock.moveTo(untilMs);
    settle();
  }

  /** Whether something becomes so within a time. */
  boolean passes(BooleanSupplier condition, Duration limit) {
    Instant end = clock.instant().plus(limit);
    settle();
    while (!condition.getAsBoolean()) {
      if (!moveOn(end)) {
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /** Up to the next moment at which there is something to do; false if there is none till then. */
  boolean moveOn(Instant limit) {
    settle();
    OptionalLong next = nextDueMs();
    boolean found = next.isPresent() && next.getAsLong() <= limit.toEpochMilli();
    clock.moveTo(found ? next.getAsLong() : limit.toEpochMilli());
    settle();
    return found;
  }

  /** Does everything that is to be done at this time. */
  private void settle() {
    int steps = 0;
    boolean busy = true;
    while (busy) {
      busy = false;
      for (TableHost host : hosts) {
        int loops = host.loopCount();
        busy |= host.step(loops > 1 ? random.nextInt(loops) : 0) > 0;
      }
      busy |= agenda.doNext(clock.millis());
      if (++steps > MOST_STEPS) {
        throw new TestTableException(
            "the table is still busy after "
                + MOST_STEPS
                + " steps at one moment.\n"
                + transcript.tail());
      }
    }
  }

  private OptionalLong nextDueMs() {
    return Stream.concat(Stream.of(agenda.nextDueMs()), hosts.stream().map(TableHost::nextDueMs))
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        // What is due already and was not done waits for something else.
        .filter(due -> due > clock.millis())
        .min();
  }

  /** Runs until an answer is there, and gives it. */
  <T> T await(String what, CompletableFuture<T> answer) {
    if (!passes(answer::isDone, PATIENCE)) {
      throw new TestTableException(
          what
              + " did not end within "
              + PATIENCE.toSeconds()
              + " s of the table's time.\n"
              + transcript.tail());
    }
    return Answers.of(answer);
  }
}
