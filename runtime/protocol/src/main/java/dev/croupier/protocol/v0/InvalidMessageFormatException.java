package dev.croupier.protocol.v0;

import java.util.OptionalLong;

/**
 * A frame is not a JSON object whose members have the right types: first row of clearnode-0.x 4.
 */
public final class InvalidMessageFormatException extends RefusedRequestException {
  private static final long serialVersionUID = 1L;

  private final boolean idKnown;
  private final long id;

  InvalidMessageFormatException(String detail, OptionalLong requestId) {
    super(ErrorText.INVALID_MESSAGE_FORMAT, detail);
    this.idKnown = requestId.isPresent();
    this.id = requestId.orElse(0);
  }

  InvalidMessageFormatException(String detail, Throwable cause) {
    super(ErrorText.INVALID_MESSAGE_FORMAT, detail, cause);
    this.idKnown = false;
    this.id = 0;
  }

  @Override
  public OptionalLong requestId() {
    return idKnown ? OptionalLong.of(id) : OptionalLong.empty();
  }
}
