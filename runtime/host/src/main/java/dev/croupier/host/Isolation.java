package dev.croupier.host;

/** Where an app's code runs. */
public enum Isolation {
  /** In the host's own process: fast, and safe from mistakes but not from ill will. */
  NONE,
  /** In a supervised process of its own, which is all that its code can harm. */
  WORKER
}
