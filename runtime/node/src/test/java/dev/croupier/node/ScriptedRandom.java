package dev.croupier.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers from a seed, with chosen ones put in front when a test needs them. */
final class ScriptedRandom implements RandomGenerator {
  private final Deque<Long> scripted = new ArrayDeque<>();
  private final SplittableRandom rest;

  ScriptedRandom(long seed) {
    this.rest = new SplittableRandom(seed);
  }

  synchronized void script(long... values) {
    for (long value : values) {
      scripted.add(value);
    }
  }

  @Override
  public synchronized long nextLong() {
    Long next = scripted.poll();
    return next == null ? rest.nextLong() : next;
  }
}
