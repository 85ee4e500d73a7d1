package dev.croupier.protocol.v0;

import dev.croupier.protocol.ProtocolException;
import java.util.OptionalLong;

/**
 * A request a node must answer with an error frame instead of serving it (clearnode-0.x 4). The
 * connection stays open.
 */
public abstract sealed class RefusedRequestException extends ProtocolException
    permits InvalidMessageFormatException,
        MessageValidationException,
        EmptyRequestException,
        InvalidParamsException {
  private static final long serialVersionUID = 1L;

  private final String errorText;

  RefusedRequestException(String errorText, String detail) {
    super(errorText + ": " + detail);
    this.errorText = errorText;
  }

  RefusedRequestException(String errorText, String detail, Throwable cause) {
    super(errorText + ": " + detail, cause);
    this.errorText = errorText;
  }

  /** The text of the error frame, to the letter of the Go server's. */
  public String errorText() {
    return errorText;
  }

  /**
   * The request id the error frame carries, an unsigned 64-bit integer. Empty: the current time in
   * milliseconds stands in its place.
   */
  public abstract OptionalLong requestId();
}
