package dev.croupier.protocol;

import java.util.Random;

/** Random input that can be had again: the seed is in every failure and may be given. */
public final class Seed {
  private final long seed;

  private Seed(long seed) {
    this.seed = seed;
  }

  /** The seed of {@code -Dseed=}, else a new one. */
  public static Seed any() {
    String given = System.getProperty("seed");
    return new Seed(given == null ? new Random().nextLong() : Long.parseLong(given));
  }

  /** A generator that starts at the seed. */
  public Random random() {
    return new Random(seed);
  }

  @Override
  public String toString() {
    return "-Dseed=" + seed;
  }
}
