package dev.croupier.tictactoe;

import dev.croupier.app.CroupierException;

/** The settings name an opponent that the seat does not know. */
public final class UnknownOpponentException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param opponent the name in the settings
   */
  UnknownOpponentException(String opponent) {
    super("settings.opponent is \"" + opponent + "\", which is no seat and no contact");
  }
}
