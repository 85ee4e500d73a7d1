package dev.croupier.transport;

/**
 * A token bucket kept as one number: the time at which the bucket would be full again. Used on the
 * connection's event loop only. All times are nanoseconds of one monotonic clock.
 */
final class FrameRate {
  private final long nanosPerFrame;
  private final long burstNanos;
  private long fullAt;

  /**
   * @param framesPerSecond refill rate
   * @param burstFrames size of the bucket
   * @param now the current time
   */
  FrameRate(int framesPerSecond, int burstFrames, long now) {
    nanosPerFrame = Math.max(1, 1_000_000_000L / framesPerSecond);
    burstNanos = nanosPerFrame * burstFrames;
    fullAt = now;
  }

  /** Takes a token, also when none is left: the debt delays what comes later. */
  void take(long now) {
    fullAt = (fullAt - now > 0 ? fullAt : now) + nanosPerFrame;
  }

  /** How long until a token is there; 0 or less when there is one. */
  long waitNanos(long now) {
    return fullAt + nanosPerFrame - burstNanos - now;
  }
}
