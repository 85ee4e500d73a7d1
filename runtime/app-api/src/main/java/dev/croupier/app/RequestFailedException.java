package dev.croupier.app;

/** What a client call's stage fails with: the guard, a participant or the node refused it. */
public final class RequestFailedException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code which kind of refusal, a stable word such as {@code node-refused} or the guard's
   *     rule
   * @param message who refused what, and why
   */
  public RequestFailedException(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * @return which kind of refusal, a stable word
   */
  public String code() {
    return code;
  }
}
