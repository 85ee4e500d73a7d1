package dev.croupier.relay;

import dev.croupier.app.CroupierException;

/** A setting of the relay service that cannot be used. */
public final class InvalidRelayConfigException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param setting which one
   * @param value its value
   * @param rule what it must be
   */
  public InvalidRelayConfigException(String setting, String value, String rule) {
    super(setting + " is " + value + ", but " + rule);
  }

  static void requireRange(String setting, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidRelayConfigException(
          setting, Long.toString(value), "must be " + least + " to " + most);
    }
  }
}
