package dev.croupier.host.guard;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.time.Instant;

/** A decision on a session that is not this wallet's to make, or not now. */
public abstract sealed class DecisionRefused extends GuardException {
  private static final long serialVersionUID = 1L;

  private DecisionRefused(String rule, String message) {
    super(rule, message);
  }

  /** The session is known to this seat. */
  public static final class UnknownSession extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;

    /**
     * @param sessionId the session
     */
    public UnknownSession(SessionId sessionId) {
      super("unknown-session", "session " + sessionId.shortText() + " is unknown to this seat");
      this.sessionId = sessionId;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }
  }

  /** A transfer is paid by whoever signs it, so nobody signs one for others to send. */
  public static final class NotForOthers extends DecisionRefused {
    private static final long serialVersionUID = 1L;

    /** Makes it. */
    public NotForOthers() {
      super(
          "not-for-others",
          "the text is a transfer from this wallet; those are signed only when they are sent, by the"
              + " transfer command");
    }
  }

  /** A closed session stays as it is. */
  public static final class SessionNotOpen extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;

    SessionNotOpen(SessionId sessionId) {
      super("session-not-open", "session " + sessionId.shortText() + " is not open");
      this.sessionId = sessionId;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }
  }

  /** A new state has the version after the last. */
  public static final class WrongVersion extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;
    private final long version;
    private final long expected;

    WrongVersion(SessionId sessionId, long version, long expected) {
      super(
          "wrong-version",
          "state of session "
              + sessionId.shortText()
              + " has version "
              + version
              + ", expected "
              + expected);
      this.sessionId = sessionId;
      this.version = version;
      this.expected = expected;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }

    /**
     * @return the version asked for
     */
    public long version() {
      return version;
    }

    /**
     * @return the last one + 1
     */
    public long expected() {
      return expected;
    }
  }

  /** The signers' weights reach the quorum. */
  public static final class WeightBelowQuorum extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;
    private final long weight;
    private final long quorum;

    WeightBelowQuorum(SessionId sessionId, long weight, long quorum) {
      super(
          "quorum",
          "signatures for session "
              + sessionId.shortText()
              + " weigh "
              + weight
              + ", its quorum is "
              + quorum);
      this.sessionId = sessionId;
      this.weight = weight;
      this.quorum = quorum;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }

    /**
     * @return the sum of the signers' weights
     */
    public long weight() {
      return weight;
    }

    /**
     * @return the quorum
     */
    public long quorum() {
      return quorum;
    }
  }

  /** Only participants' signatures are sent along. */
  public static final class ForeignSignature extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address signer;

    ForeignSignature(Address signer) {
      super(
          "foreign-signature", "signature by " + signer + ", who is no participant of the session");
      this.signer = signer;
    }

    /**
     * @return who signed and is no participant
     */
    public Address signer() {
      return signer;
    }
  }

  /** Whoever pays into a new session has signed it. */
  public static final class MissingSignature extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address participant;

    MissingSignature(Address participant) {
      super("missing-signature", "participant " + participant + " pays in and has not signed");
      this.participant = participant;
    }

    /**
     * @return who has not signed
     */
    public Address participant() {
      return participant;
    }
  }

  /** A text is signed only if it says what was asked for. */
  public static final class TextDiffers extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final String place;
    private final String inText;
    private final String asked;

    /**
     * @param place which part differs
     * @param inText what the text says
     * @param asked what was asked for
     */
    public TextDiffers(String place, String inText, String asked) {
      super(
          "text-differs", "text to sign says " + place + " " + inText + ", asked for was " + asked);
      this.place = place;
      this.inText = inText;
      this.asked = asked;
    }

    /**
     * @return which part differs
     */
    public String place() {
      return place;
    }

    /**
     * @return what the text says
     */
    public String inText() {
      return inText;
    }

    /**
     * @return what was asked for
     */
    public String asked() {
      return asked;
    }
  }

  /**
   * A signature this seat has given could still undo the new decision. Whoever holds it may use it
   * until it is too old for the node.
   */
  public static final class EarlierSignature extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;
    private final transient Instant until;

    EarlierSignature(SessionId sessionId, String earlier, Instant until) {
      super(
          "earlier-signature",
          "this seat has signed a "
              + earlier
              + " of session "
              + sessionId.shortText()
              + " that can be used until "
              + until
              + " and could undo this one");
      this.sessionId = sessionId;
      this.until = until;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }

    /**
     * @return until when the node takes the earlier decision
     */
    public Instant until() {
      return until;
    }
  }

  /** A signature could be used for longer than anybody needs to collect the others. */
  public static final class DatedAhead extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient Instant until;
    private final transient Instant latest;

    DatedAhead(Instant until, Instant latest) {
      super(
          "dated-ahead",
          "the text could be sent until " + until + "; signed is what ends by " + latest);
      this.until = until;
      this.latest = latest;
    }

    /**
     * @return until when the node would take the text
     */
    public Instant until() {
      return until;
    }

    /**
     * @return the latest end that is signed
     */
    public Instant latest() {
      return latest;
    }
  }

  /**
   * Messages are carried in states of sessions without money only: whoever can submit a state alone
   * could move it.
   */
  public static final class HoldsMoney extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;
    private final transient Allocation share;

    HoldsMoney(SessionId sessionId, Allocation share) {
      super(
          "session-holds-money",
          "session "
              + sessionId.shortText()
              + " holds money ("
              + share.amount()
              + " "
              + share.asset()
              + " of "
              + share.participant()
              + "), so its states carry no messages");
      this.sessionId = sessionId;
      this.share = share;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }

    /**
     * @return a share that is not zero
     */
    public Allocation share() {
      return share;
    }
  }

  /** Messages are carried in states with versions only, since nothing else keeps them in order. */
  public static final class NoVersions extends DecisionRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;

    NoVersions(SessionId sessionId) {
      super(
          "no-versions",
          "states of session "
              + sessionId.shortText()
              + " have no versions to keep messages in order");
      this.sessionId = sessionId;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }
  }
}
