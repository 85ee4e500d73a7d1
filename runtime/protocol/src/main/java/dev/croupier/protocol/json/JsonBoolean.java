package dev.croupier.protocol.json;

/**
 * {@code true} or {@code false}.
 *
 * @param value which of the two
 */
public record JsonBoolean(boolean value) implements JsonValue {
  @Override
  public JsonKind kind() {
    return JsonKind.BOOLEAN;
  }
}
