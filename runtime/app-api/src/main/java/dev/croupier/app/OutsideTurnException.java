package dev.croupier.app;

/**
 * A session or client object was used where its answers could not be recorded: after its turn, on
 * another thread, or in a turn of another session.
 */
public final class OutsideTurnException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String call;

  /**
   * @param call what was called, such as {@code Session.send}
   * @param reason why it cannot be done there
   */
  public OutsideTurnException(String call, String reason) {
    super(
        call
            + " "
            + reason
            + "; use sessions and clients only in handlers and in continuations of their own"
            + " answers, on the thread that runs them");
    this.call = call;
  }

  /**
   * @return what was called, such as {@code Session.send}
   */
  public String call() {
    return call;
  }
}
