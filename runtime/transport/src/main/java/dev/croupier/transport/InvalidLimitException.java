package dev.croupier.transport;

/** A member of {@link TransportLimits} is outside its range. */
public final class InvalidLimitException extends TransportException {
  private static final long serialVersionUID = 1L;

  private final String limit;
  private final String value;

  /**
   * @param limit name of the member
   * @param value what it was set to
   * @param rule what it must be, as the rest of the sentence "… must be …"
   */
  public InvalidLimitException(String limit, Object value, String rule) {
    super("transport limit " + limit + " is " + value + " but must be " + rule);
    this.limit = limit;
    this.value = String.valueOf(value);
  }

  /**
   * Which limit.
   *
   * @return name of the member of {@link TransportLimits}
   */
  public String limit() {
    return limit;
  }

  /**
   * What it was set to.
   *
   * @return the value as text
   */
  public String value() {
    return value;
  }
}
