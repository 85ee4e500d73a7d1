package dev.croupier.host.cosign;

import dev.croupier.app.CroupierException;
import dev.croupier.protocol.Address;
import java.time.Duration;

/** A participant's signature was wanted and not given. */
public abstract sealed class CoSigningException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final transient Address participant;
  private final String code;

  private CoSigningException(String code, Address participant, String message) {
    super(message);
    this.code = code;
    this.participant = participant;
  }

  /**
   * @return whose signature was wanted
   */
  public Address participant() {
    return participant;
  }

  /**
   * @return a stable word for the kind of refusal
   */
  public String code() {
    return code;
  }

  /** The participant said no. */
  public static final class Declined extends CoSigningException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param participant who said no
     * @param name its name in this host, for people
     * @param reason why
     */
    public Declined(Address participant, String name, String reason) {
      super("declined", participant, name + " (" + participant + ") declined: " + reason);
      this.reason = reason;
    }

    /**
     * @return why
     */
    public String reason() {
      return reason;
    }
  }

  /** The participant did not answer in time. */
  public static final class NoAnswer extends CoSigningException {
    private static final long serialVersionUID = 1L;

    /**
     * @param participant who did not answer
     * @param name its name in this host, for people
     * @param limit how long was waited
     */
    public NoAnswer(Address participant, String name, Duration limit) {
      super(
          "no-answer",
          participant,
          name + " (" + participant + ") did not answer within " + limit.toMillis() + " ms");
    }
  }

  /** Nothing reaches the participant. */
  public static final class NotReachable extends CoSigningException {
    private static final long serialVersionUID = 1L;

    /**
     * @param participant who cannot be asked
     * @param reason why not, and what would help
     */
    public NotReachable(Address participant, String reason) {
      super(
          "not-reachable",
          participant,
          "the signature of " + participant + " is needed, and it cannot be asked: " + reason);
    }
  }
}
