package dev.croupier.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value kept as the very characters it arrived in, white space and escapes included. What
 * was signed is this text; writing it again gives the same bytes.
 */
public final class RawJson implements JsonValue {
  private final String text;
  private final JsonKind kind;
  private final JsonLimits limits;

  /** The members, where they were seen when the text was read or written. */
  private final @Nullable Map<String, RawJson> members;

  /** Only for slices a {@link JsonCursor} has already found well-formed. */
  RawJson(String text, JsonKind kind, JsonLimits limits) {
    this(text, kind, limits, null);
  }

  /** The same for an object whose members are known; they are not copied. */
  RawJson(String text, JsonKind kind, JsonLimits limits, @Nullable Map<String, RawJson> members) {
    this.text = text;
    this.kind = kind;
    this.limits = limits;
    this.members = members;
  }

  /**
   * Keeps {@code text} after checking that it is one JSON value. White space around it is dropped.
   *
   * @throws JsonException if it is not one well-formed value within {@link JsonLimits#DEFAULT}
   */
  public static RawJson of(String text) {
    return of(text, JsonLimits.DEFAULT);
  }

  /**
   * Keeps {@code text} as {@link #of(String)} does, within limits of its own.
   *
   * @throws JsonException if it is not one well-formed value within the limits
   */
  public static RawJson of(String text, JsonLimits limits) {
    try (JsonCursor cursor = JsonCursor.over(text, limits)) {
      RawJson raw = cursor.takeRaw();
      cursor.end();
      return raw;
    }
  }

  /**
   * An array of values, each to the letter. Nothing is read again, so it is up to the caller that
   * what comes of it keeps the limits.
   *
   * @param elements the values, in order
   */
  public static RawJson array(RawJson... elements) {
    StringBuilder out = new StringBuilder(256).append('[');
    for (RawJson element : elements) {
      out.append(out.length() > 1 ? "," : "").append(element.text);
    }
    return new RawJson(out.append(']').toString(), JsonKind.ARRAY, JsonLimits.DEFAULT);
  }

  /**
   * An object of values, each to the letter, names written as by {@link JsonText}. Nothing is read
   * again, so it is up to the caller that what comes of it keeps the limits.
   *
   * @param members the values by name, in order
   */
  public static RawJson object(SequencedMap<String, RawJson> members) {
    StringBuilder out = new StringBuilder(256).append('{');
    members.forEach(
        (name, value) ->
            out.append(out.length() > 1 ? "," : "")
                .append(JsonText.quoted(name))
                .append(':')
                .append(value.text));
    return new RawJson(
        out.append('}').toString(),
        JsonKind.OBJECT,
        JsonLimits.DEFAULT,
        new LinkedHashMap<>(members));
  }

  /**
   * A string.
   *
   * @param characters its characters, written as by {@link JsonText}
   */
  public static RawJson string(String characters) {
    return new RawJson(JsonText.quoted(characters), JsonKind.STRING, JsonLimits.DEFAULT);
  }

  /**
   * A whole number.
   *
   * @param unsigned its value, unsigned
   */
  public static RawJson number(long unsigned) {
    return new RawJson(Long.toUnsignedString(unsigned), JsonKind.NUMBER, JsonLimits.DEFAULT);
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
    return Collections.unmodifiableMap(members == null ? readMembers() : members);
  }

  private Map<String, RawJson> readMembers() {
    Map<String, RawJson> read = new LinkedHashMap<>();
    try (JsonCursor cursor = JsonCursor.over(text, limits)) {
      cursor.enterObject();
      for (String name = cursor.nextName(); name != null; name = cursor.nextName()) {
        read.put(name, cursor.takeRaw());
      }
    }
    return read;
  }

  /**
   * The characters of this string, unescaped.
   *
   * @throws JsonTypeException if the value is of another kind
   */
  @Override
  public String asString() {
    if (kind != JsonKind.STRING) {
      return JsonValue.super.asString();
    }
    if (text.indexOf('\\') < 0) {
      return text.substring(1, text.length() - 1);
    }
    return text.length() - 2 <= limits.maxStringChars() ? unescaped() : parse().asString();
  }

  /**
   * The text is known to be well-formed, so a backslash always has what belongs to it behind it.
   */
  private String unescaped() {
    StringBuilder out = new StringBuilder(text.length());
    int end = text.length() - 1;
    int from = 1;
    for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
      out.append(text, from, at);
      char escape = text.charAt(at + 1);
      from = at + 2;
      switch (escape) {
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append((char) HexFormat.fromHexDigits(text, from, from + 4));
          from += 4;
        }
        default -> out.append(escape);
      }
    }
    return out.append(text, from, end).toString();
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
