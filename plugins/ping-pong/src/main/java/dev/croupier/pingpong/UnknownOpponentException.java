package dev.croupier.pingpong;

import dev.croupier.app.CroupierException;

/** The server's settings name an opponent that its seat does not know. */
public final class UnknownOpponentException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param opponent the name in the settings
   */
  UnknownOpponentException(String opponent) {
    super("settings.opponent is \"" + opponent + "\", which is no seat and no contact");
  }
}
