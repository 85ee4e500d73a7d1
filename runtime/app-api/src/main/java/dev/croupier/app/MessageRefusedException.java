package dev.croupier.app;

/** A message that an app wanted to send is of an undeclared type or breaks its schema. */
public final class MessageRefusedException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String reason;

  /**
   * @param type the message type
   * @param reason the rule that was broken, with the place in the data
   */
  public MessageRefusedException(String type, String reason) {
    super("message \"" + type + "\" was not sent: " + reason);
    this.type = type;
    this.reason = reason;
  }

  /**
   * @return the message type
   */
  public String type() {
    return type;
  }

  /**
   * @return the rule that was broken, with the place in the data
   */
  public String reason() {
    return reason;
  }
}
