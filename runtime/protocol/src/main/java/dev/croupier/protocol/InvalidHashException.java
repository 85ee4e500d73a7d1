package dev.croupier.protocol;

/** A hash or session id does not have its form: 32 bytes, written as 0x and 64 hex digits. */
public final class InvalidHashException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String value;

  private InvalidHashException(String message, String value) {
    super(message);
    this.value = value;
  }

  static InvalidHashException ofText(String text) {
    return new InvalidHashException(
        "not 32 bytes (0x and 64 hex digits): " + Hex.quoted(text), text);
  }

  static InvalidHashException ofLength(int length) {
    return new InvalidHashException("a hash has 32 bytes, not " + length, length + " bytes");
  }

  /** The refused text, or how many bytes there were. */
  public String value() {
    return value;
  }
}
