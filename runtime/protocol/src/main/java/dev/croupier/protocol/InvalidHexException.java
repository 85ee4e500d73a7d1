package dev.croupier.protocol;

/** Text that should be {@code 0x} and pairs of hex digits is something else. */
public final class InvalidHexException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String text;

  /**
   * @param text the refused text
   */
  public InvalidHexException(String text) {
    super("not 0x and an even number of hex digits: " + Hex.quoted(text));
    this.text = text;
  }

  /** The refused text, as it was given. */
  public String text() {
    return text;
  }
}
