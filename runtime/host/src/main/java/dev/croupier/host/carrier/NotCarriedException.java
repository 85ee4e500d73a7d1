package dev.croupier.host.carrier;

import dev.croupier.app.CroupierException;
import dev.croupier.protocol.SessionId;

/** A message that no state of its session carries. */
public abstract sealed class NotCarriedException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient SessionId sessionId;

  private NotCarriedException(String code, SessionId sessionId, String message) {
    super(message);
    this.code = code;
    this.sessionId = sessionId;
  }

  /**
   * @return a stable word such as {@code message-too-long}
   */
  public String code() {
    return code;
  }

  /**
   * @return the session
   */
  public SessionId sessionId() {
    return sessionId;
  }

  /** The session's text is used for something else and stays as it is. */
  public static final class DataInUse extends NotCarriedException {
    private static final long serialVersionUID = 1L;

    DataInUse(SessionId sessionId) {
      super(
          "session-data-in-use",
          sessionId,
          "the session data of "
              + sessionId.shortText()
              + " holds something that is no message; it is not overwritten");
    }
  }

  /** A message fits into the room a state has for it. */
  public static final class TooLong extends NotCarriedException {
    private static final long serialVersionUID = 1L;
    private final int bytes;
    private final int limit;

    TooLong(SessionId sessionId, int bytes, int limit) {
      super(
          "message-too-long",
          sessionId,
          "the message takes " + bytes + " bytes of session data, states carry at most " + limit);
      this.bytes = bytes;
      this.limit = limit;
    }

    /**
     * @return the size it would have
     */
    public int bytes() {
      return bytes;
    }

    /**
     * @return the bound
     */
    public int limit() {
      return limit;
    }
  }

  /** Others' states came first every time. */
  public static final class Outrun extends NotCarriedException {
    private static final long serialVersionUID = 1L;
    private final int tries;

    Outrun(SessionId sessionId, int tries) {
      super(
          "session-crowded",
          sessionId,
          "states of others came first in session "
              + sessionId.shortText()
              + " at each of "
              + tries
              + " tries");
      this.tries = tries;
    }

    /**
     * @return how often it was tried
     */
    public int tries() {
      return tries;
    }
  }
}
