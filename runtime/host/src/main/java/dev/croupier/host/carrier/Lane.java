package dev.croupier.host.carrier;

import dev.croupier.client.NodeException;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.SessionId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one session that wait, of which one at a time is under way, and what its text is
 * known to be. Used on the seat's loop.
 */
final class Lane {

  static final long NEVER = Long.MAX_VALUE;

  /** No version: what the text is has to be asked. */
  private static final long UNKNOWN = -1;

  final SessionId id;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private long seenVersion = UNKNOWN;
  private boolean foreign;
  private long retryAtMs = NEVER;
  private int ownRow;

  /** Whether the node has something to answer. */
  boolean busy;

  Lane(SessionId id) {
    this.id = id;
  }

  boolean isFull() {
    return waiting.size() >= CarrierLimits.WAITING;
  }

  void add(Parcel parcel) {
    waiting.add(parcel);
  }

  @Nullable Parcel first() {
    return waiting.peek();
  }

  @Nullable Parcel last() {
    return waiting.peekLast();
  }

  /** Whether the text at a version is known. */
  boolean knows(long version) {
    return seenVersion == version;
  }

  /** Whether somebody else's text was seen last. */
  boolean foreign() {
    return foreign;
  }

  /** States may have been missed. */
  void doubt() {
    seenVersion = UNKNOWN;
  }

  /** The node told a state. */
  void observe(SessionSnapshot state) {
    if (state.version() < seenVersion) {
      return;
    }
    seenVersion = state.version();
    String text = state.sessionData();
    foreign = !text.isEmpty() && !CarriedText.isMarked(text);
    Parcel first = waiting.peek();
    if (first != null && first.sessionData.equals(text)) {
      first.seen = true;
    } else {
      ownRow = 0;
    }
  }

  /** The first message was taken. */
  void taken() {
    Parcel first = waiting.poll();
    if (first != null) {
      ownRow++;
      first.outcome.complete(null);
    }
  }

  /** How many messages were taken since somebody else's state. */
  int ownRow() {
    return ownRow;
  }

  void startRow() {
    ownRow = 0;
  }

  /** The first message will not be. */
  void failed(Throwable reason) {
    Parcel first = waiting.poll();
    if (first != null) {
      first.outcome.completeExceptionally(reason);
    }
  }

  /** No message can be sent now; places stay. */
  void failAll(Throwable reason) {
    retryAtMs = NEVER;
    List<Parcel> all = List.copyOf(waiting);
    waiting.removeIf(parcel -> !parcel.isGate);
    for (Parcel parcel : all) {
      if (!parcel.isGate) {
        parcel.outcome.completeExceptionally(reason);
      }
    }
  }

  /** The session is over. */
  void end(Throwable reason) {
    failAll(reason);
    waiting.forEach(gate -> gate.outcome.complete(null));
    waiting.clear();
  }

  void remove(Parcel parcel) {
    waiting.remove(parcel);
  }

  /** The connection has ended; only the first message can have left. */
  void cut(Throwable reason) {
    failed(reason);
    failAll(new NodeException.NotConnected("the connection has ended"));
  }

  /** Pauses for a while that nobody can foresee, the longer the oftener. */
  void pause(int tries, long nowMs, RandomGenerator random) {
    int doublings = Math.min(Math.max(0, tries - 1), 20);
    long longest = Math.min(CarrierLimits.PAUSE_MS << doublings, CarrierLimits.LONGEST_PAUSE_MS);
    retryAtMs = nowMs + 1 + random.nextLong(longest);
  }

  boolean pausing() {
    return retryAtMs != NEVER;
  }

  /** When the pause is over. */
  long retryAtMs() {
    return retryAtMs;
  }

  void resume() {
    retryAtMs = NEVER;
  }
}
