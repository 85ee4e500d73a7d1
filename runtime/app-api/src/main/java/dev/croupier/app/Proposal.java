package dev.croupier.app;

import java.util.List;
import java.util.Optional;

/**
 * What another participant wants this seat to sign in an open session. The host has read it from
 * the very text that is signed and has checked it against the money rules.
 *
 * @param from the wallet that proposes it, EIP-55 text, verified
 * @param sessionId the session
 * @param kind what it does
 * @param version the version the session will have
 * @param allocations everybody's share afterwards; for a close, who gets what
 * @param sessionData free text to store with it, empty if the stored one stays
 */
public record Proposal(
    String from,
    String sessionId,
    Kind kind,
    long version,
    List<Allocation> allocations,
    Optional<String> sessionData) {

  /** Copies the list. */
  public Proposal {
    allocations = List.copyOf(allocations);
  }

  /** What a proposal does with a session. */
  public enum Kind {
    /** Ends it and pays everybody out. */
    CLOSE,
    /** Moves money between participants. */
    OPERATE,
    /** Adds money from participants' balances. */
    DEPOSIT,
    /** Takes money back to participants' balances. */
    WITHDRAW
  }
}
