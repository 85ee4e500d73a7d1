package dev.croupier.host.carrier;

import dev.croupier.client.NodeException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into a state, or a place that messages after it do not pass. Used on the
 * seat's loop.
 */
final class Parcel {

  final String sessionData;
  final CompletableFuture<Void> outcome = new CompletableFuture<>();

  /** How often it was tried, questions to the node included. */
  int tries;

  /** The version it was last tried with. */
  long version;

  /** The node has told of a state that carries it. */
  boolean seen;

  /** What the node said, until it is known whether another state was first. */
  @Nullable NodeException refusal;

  /** Whether there is no message. */
  final boolean isGate;

  private Parcel(String sessionData, boolean isGate) {
    this.sessionData = sessionData;
    this.isGate = isGate;
  }

  static Parcel of(String sessionData) {
    return new Parcel(sessionData, false);
  }

  static Parcel gate() {
    return new Parcel("", true);
  }
}
