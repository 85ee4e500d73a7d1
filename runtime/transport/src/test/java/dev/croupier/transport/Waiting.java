package dev.croupier.transport;

import org.jspecify.annotations.Nullable;

/** Turns "nothing came in time" into a failure that says what was missing. */
final class Waiting {
  private Waiting() {}

  static <T> T taken(@Nullable T value, String what) {
    if (value == null) {
      throw new AssertionError("waited in vain for " + what);
    }
    return value;
  }
}
