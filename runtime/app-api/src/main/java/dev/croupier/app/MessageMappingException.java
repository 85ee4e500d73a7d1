package dev.croupier.app;

/** A message fits its schema but not the Java type the app reads it into. */
public final class MessageMappingException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String messageType;
  private final String javaType;
  private final String member;

  /**
   * @param messageType the message type
   * @param javaType the class it was read into
   * @param member the member at fault, such as {@code players[0].name}, {@code ""} for the whole
   * @param reason what is wrong with it
   * @param cause what the mapper found
   */
  public MessageMappingException(
      String messageType, Class<?> javaType, String member, String reason, Throwable cause) {
    super(
        "message \""
            + messageType
            + "\" fits its schema but not "
            + javaType.getName()
            + (member.isEmpty() ? "" : " at " + member)
            + ": "
            + reason,
        cause);
    this.messageType = messageType;
    this.javaType = javaType.getName();
    this.member = member;
  }

  /**
   * @return the message type
   */
  public String messageType() {
    return messageType;
  }

  /**
   * @return the name of the class it was read into
   */
  public String javaType() {
    return javaType;
  }

  /**
   * @return the member at fault, {@code ""} for the whole
   */
  public String member() {
    return member;
  }
}
