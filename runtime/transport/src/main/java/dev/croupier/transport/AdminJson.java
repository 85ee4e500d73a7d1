package dev.croupier.transport;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The little JSON of the admin port: flat objects in, small objects out. */
public final class AdminJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10)
                  .maxStringLength(1000)
                  .maxNumberLength(100)
                  .maxNameLength(100)
                  .build())
          .build();

  private AdminJson() {}

  /**
   * Reads an object of texts and numbers; a number is returned as it was written.
   *
   * @param body JSON text
   * @return the members by name
   * @throws AdminRequestException when it is something else
   */
  public static Map<String, String> readFlat(String body) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new AdminRequestException("", "the body must be a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value != JsonToken.VALUE_STRING
            && value != JsonToken.VALUE_NUMBER_INT
            && value != JsonToken.VALUE_NUMBER_FLOAT) {
          throw new AdminRequestException(name, "\"" + name + "\" must be text or a number");
        }
        members.put(name, parser.getString());
      }
      if (parser.nextToken() != null) {
        throw new AdminRequestException("", "there is text after the JSON object");
      }
    } catch (JacksonException e) {
      throw new AdminRequestException("", "the body is not JSON: " + e.getOriginalMessage());
    }
    return members;
  }

  /** Writes members in the map's order. */
  static String write(Map<String, ?> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      object(generator, members);
    }
    return text.toString();
  }

  private static void object(JsonGenerator generator, Map<?, ?> members) {
    generator.writeStartObject();
    members.forEach(
        (name, value) -> {
          generator.writeName(String.valueOf(name));
          switch (value) {
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case Boolean truth -> generator.writeBoolean(truth);
            case Map<?, ?> inner -> object(generator, inner);
            default -> generator.writeString(value.toString());
          }
        });
    generator.writeEndObject();
  }
}
