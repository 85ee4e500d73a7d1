package dev.croupier.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value kept as the very characters it arrived in, white space and escapes included. What
 * was signed is this text; writing it again gives the same bytes.
 */
public final class RawJson implements JsonValue {
  private final String text;
  private final JsonKind kind;
  private final JsonLimits limits;

  /** Only for slices a {@link JsonCursor} has already found well-formed. */
  RawJson(String text, JsonKind kind, JsonLimits limits) {
    this.text = text;
    this.kind = kind;
    this.limits = limits;
  }

  /**
   * Keeps {@code text} after checking that it is one JSON value. White space around it is dropped.
   *
   * @throws JsonException if it is not one well-formed value within {@link JsonLimits#DEFAULT}
   */
  public static RawJson of(String text) {
    try (JsonCursor cursor = JsonCursor.over(text, JsonLimits.DEFAULT)) {
      RawJson raw = cursor.takeRaw();
      cursor.end();
      return raw;
    }
  }

  /** The text, without white space before or after the value. */
  public String text() {
    return text;
  }

  /** The bytes that are hashed and signed: the text in UTF-8. A new array every time. */
  public byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public JsonKind kind() {
    return kind;
  }

  /**
   * The value this text stands for; of repeated names the last wins.
   *
   * @throws JsonException if it breaks a limit of the reader it came through
   */
  public JsonValue parse() {
    return new JsonReader(limits, DuplicateNames.LAST_WINS).read(text);
  }

  /**
   * The members of this object, each as the characters it stands in; of repeated names the last.
   *
   * @throws JsonTypeException if the value is of another kind
   */
  public Map<String, RawJson> members() {
    Map<String, RawJson> members = new LinkedHashMap<>();
    try (JsonCursor cursor = JsonCursor.over(text, limits)) {
      cursor.enterObject();
      for (String name = cursor.nextName(); name != null; name = cursor.nextName()) {
        members.put(name, cursor.takeRaw());
      }
    }
    return Collections.unmodifiableMap(members);
  }

  /**
   * The characters of this string, unescaped.
   *
   * @throws JsonTypeException if the value is of another kind
   */
  @Override
  public String asString() {
    if (kind == JsonKind.STRING && text.indexOf('\\') < 0) {
      return text.substring(1, text.length() - 1);
    }
    return JsonValue.super.asString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawJson raw && raw.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text itself. */
  @Override
  public String toString() {
    return text;
  }
}
