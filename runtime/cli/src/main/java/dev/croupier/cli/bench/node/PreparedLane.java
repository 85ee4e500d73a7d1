package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.node.Crowd.Seated;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A client whose requests are built and signed ahead. */
abstract class PreparedLane<T> implements Lane {
  private final ConcurrentLinkedQueue<T> ready = new ConcurrentLinkedQueue<>();
  private final Seated seat;

  PreparedLane(Seated seat) {
    this.seat = seat;
  }

  final Player player() {
    return seat.player();
  }

  final NodeLink link() {
    return seat.link();
  }

  /** Builds and signs one operation. */
  abstract T make(long timestampMs);

  /** What was made and not started is gone; what is made next follows what was started last. */
  void dropped() {}

  /** Starts it. */
  abstract void go(T operation, Probe probe);

  @Override
  public final void prepare(int operations, long timestampMs) {
    ready.clear();
    dropped();
    for (int i = 0; i < operations; i++) {
      ready.add(make(timestampMs));
    }
  }

  @Override
  public final boolean start(Probe probe) {
    // A lost connection has been counted where it was lost; nothing more can be done on it.
    T next = seat.link().isOpen() ? ready.poll() : null;
    if (next == null) {
      return false;
    }
    go(next, probe);
    return true;
  }

  /** The request signed by the session keys of these players, ready to be sent. */
  static Ready coSigned(RequestPayload request, Player... players) {
    Signer[] keys = Arrays.stream(players).map(Player::key).toArray(Signer[]::new);
    return new Ready(request.requestId(), request.signedBy(keys).text());
  }

  /** A request as text with its id. */
  record Ready(long requestId, String frame) {}
}
