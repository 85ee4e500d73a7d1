package dev.croupier.protocol.json;

/** A JSON value is of another kind than its place asks for. */
public final class JsonTypeException extends JsonException {
  private static final long serialVersionUID = 1L;

  private final JsonKind expected;
  private final JsonKind found;

  /**
   * @param expected the kind the place asks for
   * @param found the kind that stands there
   */
  JsonTypeException(JsonKind expected, JsonKind found) {
    super("expected a JSON " + expected.word() + " but found a JSON " + found.word());
    this.expected = expected;
    this.found = found;
  }

  /** The kind the place asks for. */
  public JsonKind expected() {
    return expected;
  }

  /** The kind that stands there. */
  public JsonKind found() {
    return found;
  }
}
