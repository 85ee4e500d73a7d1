package dev.croupier.rpc;

import dev.croupier.app.CroupierException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A request breaks a rule of the protocol and is answered with an {@code error} frame. On the wire
 * an error is nothing but its text (clearnode-0.x 2), so the text is all there is; the texts are
 * those of the public servers where these have one.
 */
public final class RefusedException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param text the text of the error frame
   */
  public RefusedException(String text) {
    super(text);
  }

  /**
   * @return the text of the error frame
   */
  public String text() {
    return String.valueOf(getMessage());
  }

  /**
   * What a stage that may refuse came to.
   *
   * @param result what it completed with
   * @param failure what it failed with, or null
   * @return the result
   * @throws RefusedException if it refused
   * @throws CompletionException if it failed for another reason
   */
  public static <T> T orThrow(@Nullable T result, @Nullable Throwable failure) {
    if (failure == null) {
      return Objects.requireNonNull(result);
    }
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    throw cause instanceof RefusedException refused ? refused : new CompletionException(cause);
  }

  /** Refusals are everyday answers: they need no stack trace, which costs more than the check. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
