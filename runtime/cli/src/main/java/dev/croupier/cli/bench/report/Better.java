package dev.croupier.cli.bench.report;

/** Which way a figure should go. */
public enum Better {
  /** Throughput. */
  HIGHER,
  /** Time and space. */
  LOWER,
  /** Neither is better: it says what was done. */
  NEITHER
}
