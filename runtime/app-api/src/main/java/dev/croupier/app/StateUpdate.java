package dev.croupier.app;

import java.util.List;
import java.util.Optional;

/**
 * A new state of a session that the node has confirmed, whoever brought it about.
 *
 * @param version the session's version now
 * @param allocations everybody's share now; empty if the node does not tell
 * @param kind what it did with the money: {@link Proposal.Kind#OPERATE}, {@link
 *     Proposal.Kind#DEPOSIT} or {@link Proposal.Kind#WITHDRAW}; empty if that is not known, as when
 *     shares are not, or when versions between were missed
 * @param sessionData the text stored with the session, empty if there is none
 */
public record StateUpdate(
    long version,
    List<Allocation> allocations,
    Optional<Proposal.Kind> kind,
    Optional<String> sessionData) {
  /** Copies the list. */
  public StateUpdate {
    allocations = List.copyOf(allocations);
  }
}
