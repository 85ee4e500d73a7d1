package dev.croupier.client.v0;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Request ids: increasing by one from the time in microseconds at which this source was made. So
 * ids of one wallet do not come back after a restart, which a node may insist on (clearnode-0.x
 * 16), stay below 2^53 for JavaScript co-signers, and never equal the ids of S0.3 notifications,
 * which are times in milliseconds (compat 3.2).
 */
final class RequestIds {
  private final AtomicLong next;

  RequestIds(Instant start) {
    long micros = start.getEpochSecond() * 1_000_000 + start.getNano() / 1_000;
    next = new AtomicLong(Math.max(1, micros));
  }

  long next() {
    return next.getAndIncrement();
  }

  /** Gives no id up to this one any more. */
  void skipPast(long lastUsed) {
    next.accumulateAndGet(lastUsed + 1, Math::max);
  }
}
