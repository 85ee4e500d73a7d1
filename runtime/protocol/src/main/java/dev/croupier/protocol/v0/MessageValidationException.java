package dev.croupier.protocol.v0;

import java.util.OptionalLong;

/**
 * A well-formed frame is not a request: no {@code req}, a {@code res} besides, or an empty element
 * (second row of clearnode-0.x 4).
 */
public final class MessageValidationException extends RefusedRequestException {
  private static final long serialVersionUID = 1L;

  MessageValidationException(String detail) {
    super(ErrorText.MESSAGE_VALIDATION_FAILED, detail);
  }

  /** Always empty: the server answers with the time, even where it has read an id. */
  @Override
  public OptionalLong requestId() {
    return OptionalLong.empty();
  }
}
