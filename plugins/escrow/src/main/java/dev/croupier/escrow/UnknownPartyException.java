package dev.croupier.escrow;

import dev.croupier.app.CroupierException;

/** The settings name somebody the seat does not know. */
public final class UnknownPartyException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param setting which setting
   * @param name what it says
   */
  UnknownPartyException(String setting, String name) {
    super("settings." + setting + " is \"" + name + "\", which is no seat and no contact");
  }
}
