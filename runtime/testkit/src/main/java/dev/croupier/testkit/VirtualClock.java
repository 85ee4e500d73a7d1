package dev.croupier.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until the table moves it. */
final class VirtualClock extends Clock {

  private volatile long nowMs;

  VirtualClock(Instant start) {
    nowMs = start.toEpochMilli();
  }

  /** Moves on; time never goes back. */
  void moveTo(long ms) {
    nowMs = Math.max(nowMs, ms);
  }

  @Override
  public long millis() {
    return nowMs;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
