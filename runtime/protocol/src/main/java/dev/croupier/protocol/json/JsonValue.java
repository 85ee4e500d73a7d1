package dev.croupier.protocol.json;

/**
 * One immutable JSON value. Numbers are kept as written, members in the order they were read.
 *
 * <p>Equality is that of the written form: {@code 1} and {@code 1.0} are different numbers, and a
 * {@link RawJson} equals another only when both are the same text.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull, RawJson {

  /** Which of the six kinds this value is. */
  JsonKind kind();

  /**
   * This value as an object.
   *
   * @throws JsonTypeException if it is of another kind
   */
  default JsonObject asObject() {
    if (this instanceof JsonObject object) {
      return object;
    }
    if (this instanceof RawJson raw) {
      return raw.parse().asObject();
    }
    throw new JsonTypeException(JsonKind.OBJECT, kind());
  }

  /**
   * This value as an array.
   *
   * @throws JsonTypeException if it is of another kind
   */
  default JsonArray asArray() {
    if (this instanceof JsonArray array) {
      return array;
    }
    if (this instanceof RawJson raw) {
      return raw.parse().asArray();
    }
    throw new JsonTypeException(JsonKind.ARRAY, kind());
  }

  /**
   * The characters of this string.
   *
   * @throws JsonTypeException if it is of another kind
   */
  default String asString() {
    if (this instanceof JsonString string) {
      return string.value();
    }
    if (this instanceof RawJson raw) {
      return raw.parse().asString();
    }
    throw new JsonTypeException(JsonKind.STRING, kind());
  }
}
