package dev.croupier.app;

/**
 * JSON and a Java type of the app disagree: stored state, settings or timer data cannot be read
 * into the type, or a value of the type cannot be written.
 */
public final class ValueMappingException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String subject;
  private final String javaType;
  private final String member;

  /**
   * @param subject what was read or written, such as {@code state of session 0x…}
   * @param javaType the class that was asked for or given
   * @param member the member at fault, such as {@code players[0].name}, {@code ""} for the whole
   * @param reason what is wrong with it
   * @param cause what the mapper found
   */
  public ValueMappingException(
      String subject, Class<?> javaType, String member, String reason, Throwable cause) {
    super(
        subject
            + " does not fit "
            + javaType.getName()
            + (member.isEmpty() ? "" : " at " + member)
            + ": "
            + reason,
        cause);
    this.subject = subject;
    this.javaType = javaType.getName();
    this.member = member;
  }

  /**
   * @return what was read or written
   */
  public String subject() {
    return subject;
  }

  /**
   * @return the name of the class that was asked for or given
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
