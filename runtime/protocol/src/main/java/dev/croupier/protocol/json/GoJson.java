package dev.croupier.protocol.json;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON as the Go server does (clearnode-0.x 3.3): no white space; in text, besides what JSON
 * demands, {@code <}, {@code >}, {@code &}, U+2028 and U+2029 escaped and lone surrogates replaced
 * by U+FFFD.
 *
 * <p>{@link #write} is Go's encoding of a structure: members in the order given, numbers as they
 * stand, {@link RawJson} parts to the letter. {@link #writeUntyped} is what is left after Go has
 * decoded a text into untyped values and encoded it again, which is what the server does to the
 * parameters of a request (3.4): names sorted, numbers through a 64-bit float.
 */
public final class GoJson {
  private GoJson() {}

  /**
   * The text of {@code value} with its members in their order.
   *
   * @throws JsonLimitException if it is nested deeper than {@link JsonLimits#HIGHEST_DEPTH}
   */
  public static String write(JsonValue value) {
    StringBuilder out = new StringBuilder(256);
    write(value, out, false, 0);
    return out.toString();
  }

  /**
   * The text of {@code value} after a way through Go's untyped values.
   *
   * @throws JsonLimitException if it is nested deeper than {@link JsonLimits#HIGHEST_DEPTH}
   */
  public static String writeUntyped(JsonValue value) {
    StringBuilder out = new StringBuilder(256);
    write(value, out, true, 0);
    return out.toString();
  }

  /** The text Go writes for a string, with its quotation marks. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(text, out);
    return out.toString();
  }

  private static void write(JsonValue value, StringBuilder out, boolean untyped, int depth) {
    JsonText.requireDepth(depth);
    switch (value) {
      case JsonObject object -> writeObject(object, out, untyped, depth);
      case JsonArray array -> {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          write(array.get(i), out, untyped, depth + 1);
        }
        out.append(']');
      }
      case JsonString string -> quote(string.value(), out);
      case JsonNumber number -> out.append(untyped ? number(number.toDouble()) : number.text());
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNull nothing -> out.append("null");
      case RawJson raw when untyped -> write(raw.parse(), out, true, depth);
      case RawJson raw -> out.append(raw.text());
    }
  }

  private static void writeObject(
      JsonObject object, StringBuilder out, boolean untyped, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonValue> member :
        (untyped ? sorted(object) : object.members()).entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      quote(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out, untyped, depth + 1);
    }
    out.append('}');
  }

  /** Go compares names byte by byte in UTF-8, which is the order of their code points. */
  private static Map<String, JsonValue> sorted(JsonObject object) {
    Map<String, JsonValue> members = new TreeMap<>(GoJson::compareCodePoints);
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      members.put(mended(member.getKey()), member.getValue());
    }
    return members;
  }

  static int compareCodePoints(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int x = a.codePointAt(i);
      int y = b.codePointAt(i);
      if (x != y) {
        return Integer.compare(x, y);
      }
      i += Character.charCount(x);
    }
    return Integer.compare(a.length(), b.length());
  }

  private static String mended(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (JsonText.startsPair(text, i)) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append('\ufffd');
      }
    }
    return out.toString();
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    String mended = mended(text);
    for (int i = 0; i < mended.length(); i++) {
      char c = mended.charAt(i);
      switch (c) {
        case '<', '>', '&', '\u2028', '\u2029' -> JsonText.unicodeEscape(c, out);
        case '"', '\\' -> JsonText.escape(c, out);
        default -> {
          if (c < 0x20) {
            JsonText.escape(c, out);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Go prints floats as ECMAScript does, but keeps the sign of zero. */
  private static String number(double value) {
    return value == 0 && 1 / value < 0 ? "-0" : EcmaNumber.text(value);
  }
}
