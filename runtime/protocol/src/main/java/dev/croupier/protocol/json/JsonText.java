package dev.croupier.protocol.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON to the letter as {@code JSON.stringify} writes the same value after {@code
 * JSON.parse} (clearnode-0.x 3.2). Co-signers in a browser sign that text, so every character
 * counts: no white space, names that are array indexes first in ascending order, only quotation
 * marks, backslashes, control characters and lone surrogates escaped, numbers as ECMAScript prints
 * 64-bit floats.
 *
 * <p>As in JavaScript a number loses the digits a 64-bit float cannot hold, and one too large for a
 * float is written {@code null}. {@link RawJson} parts are parsed and written in this form too.
 */
public final class JsonText {
  private static final long HIGHEST_INDEX = 4_294_967_294L;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonText() {}

  /**
   * The canonical text of {@code value}.
   *
   * @throws JsonLimitException if it is nested deeper than {@link JsonLimits#HIGHEST_DEPTH}
   */
  public static String write(JsonValue value) {
    StringBuilder out = new StringBuilder(256);
    write(value, out, 0);
    return out.toString();
  }

  /** The canonical text of a string, with its quotation marks. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(text, out);
    return out.toString();
  }

  private static void write(JsonValue value, StringBuilder out, int depth) {
    requireDepth(depth);
    switch (value) {
      case JsonObject object -> writeObject(object, out, depth);
      case JsonArray array -> {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          write(array.get(i), out, depth + 1);
        }
        out.append(']');
      }
      case JsonString string -> quote(string.value(), out);
      case JsonNumber number -> out.append(EcmaNumber.text(number.toDouble()));
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNull nothing -> out.append("null");
      case RawJson raw -> write(raw.parse(), out, depth);
    }
  }

  private static void writeObject(JsonObject object, StringBuilder out, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonValue> member : inPropertyOrder(object)) {
      if (!first) {
        out.append(',');
      }
      first = false;
      quote(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out, depth + 1);
    }
    out.append('}');
  }

  /** JavaScript keeps properties that are array indexes in a list of their own, sorted. */
  private static Iterable<Map.Entry<String, JsonValue>> inPropertyOrder(JsonObject object) {
    List<Map.Entry<String, JsonValue>> indexes = new ArrayList<>();
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      if (isArrayIndex(member.getKey())) {
        indexes.add(member);
      }
    }
    if (indexes.isEmpty()) {
      return object.members().entrySet();
    }
    indexes.sort(Comparator.comparingLong(member -> Long.parseLong(member.getKey())));
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      if (!isArrayIndex(member.getKey())) {
        indexes.add(member);
      }
    }
    return indexes;
  }

  private static boolean isArrayIndex(String name) {
    int length = name.length();
    if (length == 0 || length > 10 || (length > 1 && name.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return Long.parseLong(name) <= HIGHEST_INDEX;
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < 0x20) {
        escape(c, out);
      } else if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (startsPair(text, i)) {
        out.append(c).append(text.charAt(++i));
      } else {
        unicodeEscape(c, out);
      }
    }
    out.append('"');
  }

  /** True if a surrogate pair, and so a whole character, begins at {@code i}. */
  static boolean startsPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> unicodeEscape(c, out);
    }
  }

  static void unicodeEscape(char c, StringBuilder out) {
    out.append("\\u")
        .append(HEX[c >> 12])
        .append(HEX[c >> 8 & 0xf])
        .append(HEX[c >> 4 & 0xf])
        .append(HEX[c & 0xf]);
  }

  static void requireDepth(int depth) {
    if (depth > JsonLimits.HIGHEST_DEPTH) {
      throw new JsonLimitException("nesting depth", JsonLimits.HIGHEST_DEPTH);
    }
  }
}
