package dev.croupier.protocol.json;

import java.util.Objects;

/**
 * A JSON string.
 *
 * @param value its characters, unescaped; may hold lone surrogates when the text escaped them
 */
public record JsonString(String value) implements JsonValue {
  /** Checks that there is a value. */
  public JsonString {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public JsonKind kind() {
    return JsonKind.STRING;
  }
}
