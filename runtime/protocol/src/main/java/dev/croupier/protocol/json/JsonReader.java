package dev.croupier.protocol.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads whole JSON texts into values. Refuses whatever is not exactly one well-formed value in
 * valid Unicode within the limits.
 *
 * @param limits how much is read before giving up
 * @param duplicates what happens to an object that names a member twice
 */
public record JsonReader(JsonLimits limits, DuplicateNames duplicates) {
  /** Default limits; of repeated names the last wins. */
  public static final JsonReader DEFAULT =
      new JsonReader(JsonLimits.DEFAULT, DuplicateNames.LAST_WINS);

  /** Default limits; repeated names are refused. */
  public static final JsonReader STRICT = new JsonReader(JsonLimits.DEFAULT, DuplicateNames.REFUSE);

  /**
   * Reads {@code text}.
   *
   * @throws JsonException if it is not one well-formed value or breaks a limit
   */
  public JsonValue read(String text) {
    try (JsonCursor cursor = JsonCursor.over(text, limits)) {
      JsonValue value = cursor.takeValue(duplicates);
      cursor.end();
      return value;
    }
  }

  /**
   * Reads UTF-8 bytes.
   *
   * @throws JsonException if they are not valid UTF-8, not one well-formed value, or break a limit
   */
  public JsonValue read(byte[] utf8) {
    return read(text(utf8));
  }

  /**
   * Decodes UTF-8 without mending it.
   *
   * @throws JsonSyntaxException if a byte does not belong to a valid UTF-8 sequence
   */
  public static String text(byte[] utf8) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return decoder.decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new JsonSyntaxException(validPrefix(utf8), "the bytes are not valid UTF-8");
    }
  }

  static JsonObject object(JsonCursor cursor, DuplicateNames duplicates) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    cursor.enterObject();
    for (String name = cursor.nextName(); name != null; name = cursor.nextName()) {
      if (members.put(name, cursor.takeValue(duplicates)) != null
          && duplicates == DuplicateNames.REFUSE) {
        throw new DuplicateNameException(name);
      }
    }
    return new JsonObject(members);
  }

  static JsonArray array(JsonCursor cursor, DuplicateNames duplicates) {
    List<JsonValue> elements = new ArrayList<>();
    cursor.enterArray();
    while (cursor.nextElement()) {
      elements.add(cursor.takeValue(duplicates));
    }
    return new JsonArray(elements);
  }

  private static int validPrefix(byte[] utf8) {
    ByteBuffer in = ByteBuffer.wrap(utf8);
    var _ = StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(utf8.length), true);
    return in.position();
  }
}
