package dev.croupier.protocol.json;

/** The JSON value {@code null}. */
public enum JsonNull implements JsonValue {
  /** The only one. */
  NULL;

  @Override
  public JsonKind kind() {
    return JsonKind.NULL;
  }
}
