package dev.croupier.host.message;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.croupier.app.MessageTypes;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.protocol.Utf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An app's message types, ready to check messages against. Schemas are JSON Schema draft 2020-12
 * and are checked against their meta-schema first; references to other documents are not followed.
 * Safe for use by many threads.
 */
public final class MessageSchemas {

  private static final String BASE = "urn:croupier:message-types";
  private static final int SHOWN_VALUE = 80;
  private static final int SHOWN_ERRORS = 3;

  /** Numbers stay exact, and a member given twice is an error rather than a guess. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, Schema> schemas;
  private final int maxBytes;
  private final LatelyGood lately = new LatelyGood();

  private MessageSchemas(Map<String, Schema> schemas, int maxBytes) {
    this.schemas = schemas;
    this.maxBytes = maxBytes;
  }

  /**
   * @param types an app's message types
   * @param maxBytes the largest message data that passes, UTF-8 bytes
   * @return the types, ready to check against
   * @throws BrokenSchemaException with the place of the mistake
   */
  public static MessageSchemas of(MessageTypes types, int maxBytes) {
    JsonNode document = read(types);
    if (!document.isObject()) {
      throw new BrokenSchemaException(
          types.source(), "", "must be an object of JSON Schemas, one per message type");
    }
    boolean wrapped = document.path("properties").isObject();
    String prefix = wrapped ? "/properties" : "";
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(BASE, types.json())));
    EndlessSchemas.find(document)
        .ifPresent(
            pointer -> {
              throw new BrokenSchemaException(
                  types.source(),
                  pointer,
                  "refers to itself without a step into the value, so that no check would end");
            });
    Map<String, Schema> schemas = new LinkedHashMap<>();
    JsonNode members = wrapped ? document.path("properties") : document;
    if (wrapped) {
      checkSchema(types, document, "");
    }
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String pointer = prefix + "/" + EndlessSchemas.escaped(member.getKey());
      if (member.getKey().startsWith(ControlMessage.RESERVED)) {
        throw new BrokenSchemaException(
            types.source(),
            pointer,
            "types that begin with \"" + ControlMessage.RESERVED + "\" are reserved");
      }
      if (!wrapped) {
        checkSchema(types, member.getValue(), pointer);
      }
      schemas.put(member.getKey(), compile(types, registry, pointer));
    }
    return new MessageSchemas(schemas, maxBytes);
  }

  /**
   * @return the declared message types, in the order of the document
   */
  public Set<String> types() {
    return schemas.keySet();
  }

  /**
   * Checks a message.
   *
   * @param type the message type
   * @param dataJson the data as JSON text
   * @return what is wrong with it, with the place, the value and the rule; empty if it fits
   */
  public Optional<String> problem(String type, String dataJson) {
    Schema schema = schemas.get(type);
    if (schema == null) {
      return Optional.of("type \"" + shown(type) + "\" is not declared, known are " + types());
    }
    if (lately.contains(type, dataJson)) {
      return Optional.empty();
    }
    int bytes = Utf8.length(dataJson);
    if (bytes > maxBytes) {
      return Optional.of("data has " + bytes + " bytes, at most " + maxBytes + " are allowed");
    }
    JsonNode data;
    try {
      data = JSON.readTree(dataJson);
    } catch (JacksonException e) {
      return Optional.of("data is no JSON: " + place(e) + e.getOriginalMessage());
    }
    List<Error> errors = schema.validate(data);
    if (!errors.isEmpty()) {
      return Optional.of(describe(errors));
    }
    lately.add(type, dataJson);
    return Optional.empty();
  }

  private static JsonNode read(MessageTypes types) {
    try {
      return JSON.readTree(types.json());
    } catch (JacksonException e) {
      throw new BrokenSchemaException(
          types.source(), place(e).replace(": ", ""), e.getOriginalMessage(), e);
    }
  }

  private static void checkSchema(MessageTypes types, JsonNode schema, String pointer) {
    List<Error> errors = MetaSchema.INSTANCE.validate(schema);
    if (!errors.isEmpty()) {
      Error first = errors.getFirst();
      throw new BrokenSchemaException(
          types.source(), pointer + first.getInstanceLocation(), describe(List.of(first)));
    }
  }

  /** What schemas are checked against; making it takes longer than all else of a reload. */
  private static final class MetaSchema {
    static final Schema INSTANCE = load();

    private static Schema load() {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
      schema.initializeValidators();
      return schema;
    }
  }

  private static Schema compile(MessageTypes types, SchemaRegistry registry, String pointer) {
    try {
      Schema schema = registry.getSchema(SchemaLocation.of(BASE + "#" + pointer));
      schema.initializeValidators();
      return schema;
    } catch (SchemaException e) {
      throw new BrokenSchemaException(types.source(), pointer, String.valueOf(e.getMessage()), e);
    }
  }

  private static String describe(List<Error> errors) {
    StringBuilder text = new StringBuilder();
    for (Error error : errors.subList(0, Math.min(SHOWN_ERRORS, errors.size()))) {
      if (!text.isEmpty()) {
        text.append("; ");
      }
      String pointer = error.getInstanceLocation().toString();
      JsonNode value = error.getInstanceNode();
      text.append(pointer.isEmpty() ? "data" : pointer);
      if (value != null && value.isValueNode()) {
        text.append(" is ").append(shown(value.toString()));
      }
      text.append(": ").append(error.getMessage());
      text.append(" (rule: ").append(error.getKeyword()).append(')');
    }
    if (errors.size() > SHOWN_ERRORS) {
      text.append("; and ").append(errors.size() - SHOWN_ERRORS).append(" more");
    }
    return text.toString();
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 0
        ? ""
        : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_VALUE ? text : text.substring(0, SHOWN_VALUE) + "…";
  }
}
