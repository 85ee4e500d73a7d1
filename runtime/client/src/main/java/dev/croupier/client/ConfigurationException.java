package dev.croupier.client;

import dev.croupier.app.CroupierException;

/** A setting of the connection that cannot work. */
public final class ConfigurationException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param setting which one
   * @param problem its value and the rule it breaks
   */
  public ConfigurationException(String setting, String problem) {
    super(setting + ": " + problem);
  }

  /**
   * @param setting which one
   * @param value its value
   * @param minimum the least it may be
   * @param unit of both
   * @throws ConfigurationException if the value is below the minimum
   */
  public static void requireAtLeast(String setting, long value, long minimum, String unit) {
    if (value < minimum) {
      throw new ConfigurationException(
          setting, value + " " + unit + " is too little, the least is " + minimum);
    }
  }
}
