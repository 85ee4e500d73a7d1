package dev.croupier.script.types;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which kinds of values a schema speaks of. A keyword such as {@code properties} says something of
 * objects and nothing of texts: without {@code type} beside it, a text passes. Authors mean an
 * object then, so that is what it is taken for, unless something else that has to hold too says
 * that there are other values.
 */
final class ValueKinds {

  /** What a JSON value can be. */
  enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL;

    /** Its name in schemas. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Set<Kind> ALL = Set.of(Kind.values());

  private static final List<String> OBJECT_KEYWORDS =
      List.of("properties", "required", "additionalProperties", "patternProperties");
  private static final List<String> ARRAY_KEYWORDS = List.of("items", "prefixItems");
  private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");

  private final SchemaDocument document;

  ValueKinds(SchemaDocument document) {
    this.document = document;
  }

  static boolean aboutObjects(JsonNode schema) {
    return OBJECT_KEYWORDS.stream().anyMatch(schema::has);
  }

  static boolean aboutArrays(JsonNode schema) {
    return ARRAY_KEYWORDS.stream().anyMatch(schema::has);
  }

  /**
   * @param schema a schema
   * @return the kinds it allows in so many words; all if it says nothing of that
   */
  Set<Kind> said(JsonNode schema) {
    return said(schema, new HashSet<>());
  }

  private Set<Kind> said(JsonNode schema, Set<String> seen) {
    Set<Kind> kinds = EnumSet.allOf(Kind.class);
    JsonNode type = schema.path("type");
    if (type.isString()) {
      kinds.retainAll(named(type));
    } else if (type.isArray()) {
      Set<Kind> any = EnumSet.noneOf(Kind.class);
      type.forEach(one -> any.addAll(named(one)));
      kinds.retainAll(any);
    }
    if (schema.has("const")) {
      kinds.retainAll(Set.of(of(schema.path("const"))));
    }
    if (schema.path("enum").isArray()) {
      Set<Kind> any = EnumSet.noneOf(Kind.class);
      schema.path("enum").forEach(value -> any.add(of(value)));
      kinds.retainAll(any);
    }
    if (schema.path("$ref").isString()) {
      document
          .target(schema.path("$ref").stringValue())
          .filter(seen::add)
          .ifPresent(
              pointer -> {
                kinds.retainAll(said(document.at(pointer), seen));
                seen.remove(pointer);
              });
    }
    schema.path("allOf").forEach(branch -> kinds.retainAll(said(branch, seen)));
    for (String keyword : List.of("anyOf", "oneOf")) {
      if (schema.path(keyword).isArray()) {
        Set<Kind> any = EnumSet.noneOf(Kind.class);
        schema.path(keyword).forEach(branch -> any.addAll(said(branch, seen)));
        kinds.retainAll(any);
      }
    }
    return kinds;
  }

  /**
   * @param pointer where a schema is
   * @return whether what its type is depends on what else has to hold, since it leaves a kind to be
   *     understood
   */
  boolean understood(String pointer) {
    return understood(document.at(pointer), new HashSet<>(Set.of(pointer)));
  }

  private boolean understood(JsonNode schema, Set<String> seen) {
    boolean open = !schema.has("type") && !schema.has("const") && !schema.has("enum");
    if (open && (aboutObjects(schema) || aboutArrays(schema))) {
      return true;
    }
    for (String keyword : BRANCHES) {
      for (JsonNode branch : schema.path(keyword)) {
        if (understood(branch, seen)) {
          return true;
        }
      }
    }
    return schema.path("$ref").isString()
        && document
            .target(schema.path("$ref").stringValue())
            .filter(seen::add)
            .map(next -> understood(document.at(next), seen))
            .orElse(false);
  }

  private static Set<Kind> named(JsonNode type) {
    return switch (type.stringValue("")) {
      case "object" -> Set.of(Kind.OBJECT);
      case "array" -> Set.of(Kind.ARRAY);
      case "string" -> Set.of(Kind.STRING);
      case "number", "integer" -> Set.of(Kind.NUMBER);
      case "boolean" -> Set.of(Kind.BOOLEAN);
      case "null" -> Set.of(Kind.NULL);
      default -> ALL;
    };
  }

  private static Kind of(JsonNode value) {
    if (value.isObject()) {
      return Kind.OBJECT;
    }
    if (value.isArray()) {
      return Kind.ARRAY;
    }
    if (value.isString()) {
      return Kind.STRING;
    }
    if (value.isBoolean()) {
      return Kind.BOOLEAN;
    }
    return value.isNumber() ? Kind.NUMBER : Kind.NULL;
  }
}
