package dev.croupier.app;

/**
 * A handler tried to wait for the answer to a call. Answers arrive in later turns, and none can
 * begin before the handler has returned, so it would have waited forever.
 */
public final class BlockedTurnException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String method;

  /**
   * @param method the method that would have waited, such as {@code join}
   */
  public BlockedTurnException(String method) {
    super(
        method
            + "() would wait forever: the answer arrives in a later turn, after this handler has"
            + " returned; continue with thenAccept or thenCompose instead");
    this.method = method;
  }

  /**
   * @return the method that would have waited, such as {@code join}
   */
  public String method() {
    return method;
  }
}
