package dev.croupier.host.journal;

import dev.croupier.app.CroupierException;

/** The journal cannot be read or written. */
public final class JournalException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String place;

  /**
   * @param place which journal, and where in it
   * @param reason what is wrong
   */
  public JournalException(String place, String reason) {
    super("journal " + place + ": " + reason);
    this.place = place;
  }

  /**
   * @param place which journal, and where in it
   * @param reason what is wrong
   * @param cause what the store said
   */
  public JournalException(String place, String reason, Throwable cause) {
    super("journal " + place + ": " + reason, cause);
    this.place = place;
  }

  /**
   * @return which journal, and where in it
   */
  public String place() {
    return place;
  }
}
