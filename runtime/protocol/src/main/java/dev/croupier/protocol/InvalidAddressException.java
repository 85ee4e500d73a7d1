package dev.croupier.protocol;

/** An address does not have its form: 20 bytes, written as 0x and 40 hex digits. */
public final class InvalidAddressException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String value;

  private InvalidAddressException(String message, String value) {
    super(message);
    this.value = value;
  }

  static InvalidAddressException ofText(String text) {
    return new InvalidAddressException(
        "not an address (0x and 40 hex digits): " + Hex.quoted(text), text);
  }

  static InvalidAddressException ofLength(int length, String rule) {
    return new InvalidAddressException(rule + ", not " + length, length + " bytes");
  }

  /** The refused text, or how many bytes there were. */
  public String value() {
    return value;
  }
}
