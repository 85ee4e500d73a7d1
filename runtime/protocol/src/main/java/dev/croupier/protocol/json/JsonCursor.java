package dev.croupier.protocol.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Walks through one JSON text from front to back and hands out its parts, on request as the very
 * characters they stand in ({@link #takeRaw}).
 *
 * <p>The cursor stands before a value. {@code take…} methods consume that value; {@link
 * #enterObject} and {@link #enterArray} go inside it, {@link #nextName} and {@link #nextElement}
 * step from one member or element to the next and leave the container behind its last one. {@link
 * #end} checks that nothing follows. Every method throws {@link JsonException}s and nothing else.
 *
 * <p>Beyond JSON's grammar one thing is refused: a member name that escapes a lone surrogate.
 *
 * <p>For one thread at a time.
 */
public final class JsonCursor implements AutoCloseable {
  private static final String STRING_LENGTH = "string length";

  /** By nesting depth, the only limit that is left to the parser. */
  private static final AtomicReferenceArray<JsonFactory> FACTORIES =
      new AtomicReferenceArray<>(JsonLimits.HIGHEST_DEPTH + 1);

  private final String text;
  private final JsonParser parser;
  private final JsonLimits limits;

  private JsonCursor(String text, JsonLimits limits) {
    this.text = text;
    this.limits = limits;
    char[] chars = text.toCharArray();
    requireUnicode(chars);
    this.parser =
        factory(limits.maxDepth()).createParser(ObjectReadContext.empty(), chars, 0, chars.length);
  }

  /**
   * A cursor before the one value of {@code text}.
   *
   * @throws JsonException if the text is longer than allowed, is empty, holds a lone surrogate, or
   *     does not begin with a JSON value
   */
  public static JsonCursor over(String text, JsonLimits limits) {
    if (text.length() > limits.maxDocumentChars()) {
      throw new JsonLimitException("document length", limits.maxDocumentChars());
    }
    JsonCursor cursor = new JsonCursor(text, limits);
    if (cursor.step() == null) {
      throw new JsonSyntaxException(text.length(), "a value was expected but the text ends");
    }
    return cursor;
  }

  /** The kind of the value the cursor stands before. */
  public JsonKind kind() {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> JsonKind.OBJECT;
      case START_ARRAY -> JsonKind.ARRAY;
      case VALUE_STRING -> JsonKind.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonKind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> JsonKind.BOOLEAN;
      case VALUE_NULL -> JsonKind.NULL;
      case null, default -> throw syntax("a value was expected");
    };
  }

  /** Goes into the object before which the cursor stands; {@link #nextName} gives its members. */
  public void enterObject() {
    require(JsonKind.OBJECT);
  }

  /** Goes into the array before which the cursor stands; {@link #nextElement} steps through it. */
  public void enterArray() {
    require(JsonKind.ARRAY);
  }

  /**
   * Steps to the next member and stands before its value.
   *
   * @return its name, or null after the last member: the object is then consumed
   */
  public @Nullable String nextName() {
    if (step() == JsonToken.END_OBJECT) {
      return null;
    }
    try {
      String name = bounded(parser.currentName(), STRING_LENGTH, limits.maxStringChars());
      step();
      return name;
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  /**
   * Steps to the next element and stands before it.
   *
   * @return false after the last element: the array is then consumed
   */
  public boolean nextElement() {
    return step() != JsonToken.END_ARRAY;
  }

  /** Consumes the value and gives it as the characters it stands in. */
  public RawJson takeRaw() {
    JsonKind kind = kind();
    int from = offset();
    int end = kind == JsonKind.NUMBER ? endOfNumber(from) : endOfValue();
    return new RawJson(text.substring(from, end), kind, limits);
  }

  /**
   * Consumes the value as {@link #takeRaw} does, and notes the members if it is an object, so that
   * {@link RawJson#members} does not read it a second time.
   */
  public RawJson takeRawWithMembers() {
    if (kind() != JsonKind.OBJECT) {
      return takeRaw();
    }
    int from = offset();
    Map<String, RawJson> members = new LinkedHashMap<>();
    for (String name = nextName(); name != null; name = nextName()) {
      members.put(name, takeRaw());
    }
    return new RawJson(text.substring(from, endOfValue()), JsonKind.OBJECT, limits, members);
  }

  /** Where in the text the value begins before which the cursor stands, for {@link #rawSince}. */
  public int offset() {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  /**
   * The container the cursor has just left, as the characters it stands in. To be called when
   * {@link #nextName} or {@link #nextElement} has told that there are no more parts.
   *
   * @param offset what {@link #offset} was before the container was entered
   */
  public RawJson rawSince(int offset) {
    JsonKind kind = parser.currentToken() == JsonToken.END_ARRAY ? JsonKind.ARRAY : JsonKind.OBJECT;
    return new RawJson(text.substring(offset, endOfValue()), kind, limits);
  }

  /**
   * Consumes a string and gives its characters, unescaped.
   *
   * @throws JsonTypeException if the value is of another kind
   */
  public String takeString() {
    require(JsonKind.STRING);
    return scalarText(STRING_LENGTH, limits.maxStringChars());
  }

  /** Consumes the value and gives it as a tree. */
  public JsonValue takeValue(DuplicateNames duplicates) {
    return switch (kind()) {
      case OBJECT -> JsonReader.object(this, duplicates);
      case ARRAY -> JsonReader.array(this, duplicates);
      case STRING -> new JsonString(scalarText(STRING_LENGTH, limits.maxStringChars()));
      case NUMBER -> new JsonNumber(scalarText("number length", limits.maxNumberChars()));
      case BOOLEAN -> new JsonBoolean(parser.currentToken() == JsonToken.VALUE_TRUE);
      case NULL -> JsonNull.NULL;
    };
  }

  /**
   * Checks that only white space follows.
   *
   * @throws JsonSyntaxException if anything else does
   */
  public void end() {
    if (step() != null) {
      throw syntax("nothing may follow the value");
    }
  }

  @Override
  public void close() {
    parser.close();
  }

  /** The parser also takes the white space behind a number that stands alone. */
  private int endOfNumber(int from) {
    int end = from;
    while (end < text.length() && "+-.0123456789Ee".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  /** Skips what is left of the value and gives the offset just behind it. */
  private int endOfValue() {
    try {
      parser.skipChildren();
      parser.finishToken();
      return (int) parser.currentLocation().getCharOffset();
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  private String scalarText(String what, int bound) {
    try {
      return bounded(parser.getString(), what, bound);
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  private static String bounded(String text, String what, int bound) {
    if (text.length() > bound) {
      throw new JsonLimitException(what, bound);
    }
    return text;
  }

  private void require(JsonKind expected) {
    JsonKind found = kind();
    if (found != expected) {
      throw new JsonTypeException(expected, found);
    }
  }

  private @Nullable JsonToken step() {
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  private JsonException translated(JacksonException e) {
    return e instanceof StreamConstraintsException
        ? new JsonLimitException("nesting depth", limits.maxDepth())
        : syntax("this character cannot stand here");
  }

  private JsonSyntaxException syntax(String rule) {
    return new JsonSyntaxException(parser.currentLocation().getCharOffset(), rule);
  }

  /** A lone surrogate has no UTF-8 form, so a text that holds one cannot be hashed as sent. */
  private static void requireUnicode(char[] text) {
    for (int i = 0; i < text.length; i++) {
      if (Character.isSurrogate(text[i])) {
        boolean pair =
            Character.isHighSurrogate(text[i])
                && i + 1 < text.length
                && Character.isLowSurrogate(text[i + 1]);
        if (!pair) {
          throw new JsonSyntaxException(i, "the text is not valid Unicode");
        }
        i++;
      }
    }
  }

  private static JsonFactory factory(int maxDepth) {
    JsonFactory known = FACTORIES.get(maxDepth);
    if (known == null) {
      // Two threads may both build it; one as good as the other.
      known = newFactory(maxDepth);
      FACTORIES.set(maxDepth, known);
    }
    return known;
  }

  private static JsonFactory newFactory(int maxDepth) {
    return JsonFactory.builder()
        // Names come from strangers: a shared table of them would be theirs to fill.
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        .build();
  }
}
