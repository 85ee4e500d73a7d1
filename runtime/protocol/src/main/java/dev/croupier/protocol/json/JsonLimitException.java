package dev.croupier.protocol.json;

/** A JSON text, or a value about to be written, is larger or deeper than the limit set for it. */
public final class JsonLimitException extends JsonException {
  private static final long serialVersionUID = 1L;

  private final String limit;
  private final long bound;

  /**
   * @param limit what is limited, in words
   * @param bound the largest value allowed
   */
  JsonLimitException(String limit, long bound) {
    super("JSON " + limit + " exceeds the limit of " + bound);
    this.limit = limit;
    this.bound = bound;
  }

  /** What is limited, in words, for example {@code "nesting depth"}. */
  public String limit() {
    return limit;
  }

  /** The largest value allowed. */
  public long bound() {
    return bound;
  }
}
