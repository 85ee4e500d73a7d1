package dev.croupier.protocol.v0;

import java.util.OptionalLong;

/** A frame has {@code "req":null} and a valid {@code res} (third row of clearnode-0.x 4). */
public final class EmptyRequestException extends RefusedRequestException {
  private static final long serialVersionUID = 1L;

  EmptyRequestException() {
    super(ErrorText.EMPTY_REQUEST, "req is null and res is not");
  }

  /** Always empty: there is no request whose id could be used. */
  @Override
  public OptionalLong requestId() {
    return OptionalLong.empty();
  }
}
