package dev.croupier.node;

import dev.croupier.app.CroupierException;

/** A setting of the local node is outside its range. */
public final class InvalidNodeConfigException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String setting;
  private final String value;

  /**
   * @param setting name of the setting
   * @param value what it was set to
   * @param rule what it must be
   */
  public InvalidNodeConfigException(String setting, String value, String rule) {
    super(setting + " is " + value + ", but " + rule);
    this.setting = setting;
    this.value = value;
  }

  /**
   * @return name of the setting
   */
  public String setting() {
    return setting;
  }

  /**
   * @return what it was set to
   */
  public String value() {
    return value;
  }
}
