package dev.croupier.protocol.json;

/** A text is not exactly one well-formed JSON value in valid Unicode. */
public final class JsonSyntaxException extends JsonException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * @param offset how many characters (bytes when the text is not valid UTF-8) stand before the
   *     place where reading stopped
   * @param rule what was expected there, without quoting the text
   */
  JsonSyntaxException(long offset, String rule) {
    super("not a well-formed JSON text: " + rule + " (at offset " + offset + ")");
    this.offset = offset;
  }

  /** How many characters, or bytes when the text is not valid UTF-8, were read before it broke. */
  public long offset() {
    return offset;
  }
}
