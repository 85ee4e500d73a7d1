package dev.croupier.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who takes part in a session and who decides.
 *
 * @param application the application's name, to which session keys are bound; blank in terms given
 *     to {@link Client#prepareSession} means the seat's own
 * @param participants wallets, EIP-55 text, at least two, each once
 * @param weights one per participant, in the same order, not negative
 * @param quorum the sum of weights that decides, at least 1
 */
public record SessionTerms(
    String application, List<String> participants, List<Long> weights, long quorum) {

  /** The quorum used where nothing else is said. */
  public static final long DEFAULT_QUORUM = 100;

  /** Copies the lists. Rules are checked by the guard, which knows the node's limits. */
  public SessionTerms {
    participants = List.copyOf(participants);
    weights = List.copyOf(weights);
  }

  /**
   * Terms of the seat's own application under which the first participant decides alone.
   *
   * @param participants wallets, the deciding one first
   * @return weights 100, 0, 0, … and quorum 100
   */
  public static SessionTerms decidedByFirst(List<String> participants) {
    return decidedByFirst("", participants);
  }

  /**
   * Terms under which the first participant decides alone.
   *
   * @param application the application's name
   * @param participants wallets, the deciding one first
   * @return weights 100, 0, 0, … and quorum 100
   */
  public static SessionTerms decidedByFirst(String application, List<String> participants) {
    List<Long> weights = new ArrayList<>(Collections.nCopies(participants.size(), 0L));
    if (!weights.isEmpty()) {
      weights.set(0, DEFAULT_QUORUM);
    }
    return new SessionTerms(application, participants, weights, DEFAULT_QUORUM);
  }
}
