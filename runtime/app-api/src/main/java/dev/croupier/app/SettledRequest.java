package dev.croupier.app;

import java.util.List;
import java.util.Optional;

/**
 * A request whose answer could not reach whoever asked, since the host ended meanwhile; and what
 * became of it.
 *
 * @param kind what was asked for
 * @param sessionId the session it was about; empty for a transfer, and for a session that was not
 *     created
 * @param allocations what was asked for: shares, amounts added or taken; of a transfer who is paid
 *     what
 * @param done whether it was done
 * @param code why not, as a stable word; {@code ""} if it was done. {@code outcome-unknown} says
 *     that nobody can tell whether it was done
 * @param reason why not, for people; {@code ""} if it was done
 */
public record SettledRequest(
    Kind kind,
    Optional<String> sessionId,
    List<Allocation> allocations,
    boolean done,
    String code,
    String reason) {

  /** Copies the list. */
  public SettledRequest {
    allocations = List.copyOf(allocations);
  }

  /** What was asked for. */
  public enum Kind {
    /** A new session. */
    CREATE,
    /** The close of a session. */
    CLOSE,
    /** Other shares. */
    OPERATE,
    /** Money added to shares. */
    DEPOSIT,
    /** Money taken out of shares. */
    WITHDRAW,
    /** A payment to another wallet. */
    TRANSFER
  }
}
