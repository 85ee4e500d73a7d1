package dev.croupier.protocol.v0;

import dev.croupier.protocol.ProtocolException;

/** A frame or payload that was received, or is about to be sent, is not one of the 0.x protocol. */
public final class InvalidFrameException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * @param rule what a frame must be and this one is not, without quoting it
   */
  public InvalidFrameException(String rule) {
    super("not a valid frame: " + rule);
    this.rule = rule;
  }

  /**
   * @param rule what a frame must be and this one is not, without quoting it
   * @param cause the error that told
   */
  public InvalidFrameException(String rule, ProtocolException cause) {
    super("not a valid frame: " + rule + ": " + cause.getMessage(), cause);
    this.rule = rule;
  }

  /** What a frame must be and this one is not. */
  public String rule() {
    return rule;
  }
}
