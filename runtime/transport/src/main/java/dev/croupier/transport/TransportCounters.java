package dev.croupier.transport;

import java.util.concurrent.atomic.LongAdder;

/** What the WebSocket server counts. Thread-safe. */
final class TransportCounters {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder framesIn = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder framesOut = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder slowReceivers = new LongAdder();
  private final LongAdder violations = new LongAdder();

  void accepted() {
    accepted.increment();
  }

  void refused() {
    refused.increment();
  }

  void received(int bytes) {
    framesIn.increment();
    bytesIn.add(bytes);
  }

  void sent(int bytes) {
    framesOut.increment();
    bytesOut.add(bytes);
  }

  void slowReceiver() {
    slowReceivers.increment();
  }

  void violation() {
    violations.increment();
  }

  TransportStatistics snapshot(int connections) {
    return new TransportStatistics(
        connections,
        accepted.sum(),
        refused.sum(),
        framesIn.sum(),
        bytesIn.sum(),
        framesOut.sum(),
        bytesOut.sum(),
        slowReceivers.sum(),
        violations.sum());
  }
}
