package dev.croupier.host.cosign;

import dev.croupier.app.CroupierException;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A proposal did not find the signatures it needs: too many refused, or too few answered. */
public final class NotEnoughSignaturesException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final long weight;
  private final long quorum;
  private final transient Map<Address, String> refused;
  private final transient Set<Address> silent;

  /**
   * @param sessionId the session that was to be decided about
   * @param tally what came in
   * @param waited how long was waited, empty if it could not succeed any more
   */
  public NotEnoughSignaturesException(SessionId sessionId, Tally tally, Optional<Duration> waited) {
    super(text(sessionId, tally, waited));
    this.weight = tally.weight();
    this.quorum = tally.quorum();
    this.refused = tally.refused();
    this.silent = tally.silent();
  }

  private static String text(SessionId sessionId, Tally tally, Optional<Duration> waited) {
    List<String> parts = new ArrayList<>();
    tally
        .refused()
        .forEach((who, reason) -> parts.add(who.shortText() + " refused (" + reason + ")"));
    tally.silent().forEach(who -> parts.add(who.shortText() + " did not answer"));
    return "signatures for session "
        + sessionId.shortText()
        + " weigh "
        + tally.weight()
        + ", its quorum is "
        + tally.quorum()
        + waited.map(time -> ", after " + time.toMillis() + " ms").orElse("")
        + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
  }

  /**
   * @return what the signatures weigh, the proposer's included
   */
  public long weight() {
    return weight;
  }

  /**
   * @return what they have to weigh
   */
  public long quorum() {
    return quorum;
  }

  /**
   * @return who refused, and why
   */
  public Map<Address, String> refused() {
    return refused;
  }

  /**
   * @return who did not answer
   */
  public Set<Address> silent() {
    return silent;
  }
}
