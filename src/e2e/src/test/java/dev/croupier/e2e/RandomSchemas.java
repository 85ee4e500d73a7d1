package dev.croupier.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON Schemas of all kinds of keywords, and values that probably fit them. */
final class RandomSchemas {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> NAMES =
      List.of("a", "b", "from", "odd name", "it's", "*/", "x-1", "class", "0", "");
  private static final List<String> DEFINITIONS = List.of("node", "leaf", "string", "Promise");
  private static final int DEEPEST = 4;

  private final SplittableRandom random;
  private ObjectNode document = JSON.createObjectNode();

  /** Whether a definition is being made, and how many members and elements it is inside of. */
  private boolean defining;

  private int inside;

  RandomSchemas(SplittableRandom random) {
    this.random = random;
  }

  /** A document with message types m0, m1, …. */
  ObjectNode document() {
    document = JSON.createObjectNode();
    ObjectNode types = document.putObject("properties");
    for (int i = 0; i < 3; i++) {
      types.set("m" + i, schema(0));
    }
    types.set(pick(NAMES), schema(1));
    ObjectNode definitions = document.putObject("$defs");
    defining = true;
    DEFINITIONS.forEach(name -> definitions.set(name, schema(1)));
    defining = false;
    return document;
  }

  private JsonNode schema(int depth) {
    ObjectNode schema = JSON.createObjectNode();
    if (random.nextInt(4) == 0) {
      schema.put("description", "Text with */ and\nlines");
    }
    switch (random.nextInt(depth >= DEEPEST ? 7 : 14)) {
      case 0 -> schema.put("type", "string").put("maxLength", 100);
      case 1 -> schema.put("type", pick(List.of("integer", "number", "boolean", "null")));
      case 2 -> schema.putArray("type").add("string").add("null");
      case 3 -> schema.put("const", random.nextInt(-5, 5));
      case 4 -> schema.putArray("enum").add("it's").add(1.5).add(true).addNull();
      case 5 -> {
        // A definition that is itself has no end for a validator.
        if (!defining || inside > 0) {
          schema.put("$ref", "#/$defs/" + pick(DEFINITIONS));
        }
      }
      case 6 -> {
        return JSON.getNodeFactory().booleanNode(random.nextInt(4) > 0);
      }
      case 7, 8, 9 -> object(schema, depth);
      case 10 -> {
        schema.put("type", "array");
        schema.set("items", inner(depth));
      }
      case 11 -> {
        ArrayNode items = schema.put("type", "array").putArray("prefixItems");
        items.add(inner(depth)).add(inner(depth));
        schema.put("minItems", random.nextInt(3));
        if (random.nextBoolean()) {
          schema.set("items", inner(depth));
        }
      }
      case 12 -> {
        ArrayNode branches = schema.putArray(random.nextBoolean() ? "anyOf" : "oneOf");
        branches.add(schema(depth + 1)).add(schema(depth + 1));
        if (random.nextInt(3) == 0) {
          object(schema, depth + 1);
        }
      }
      default -> {
        ObjectNode members = object(JSON.createObjectNode(), depth + 1);
        JsonNode other = schema(depth + 1);
        if (other.has("type") || other.has("const") || other.has("enum")) {
          // What else can be here is said beside, so this part need not say it.
          members.remove("type");
        }
        schema.putArray("allOf").add(members).add(other);
      }
    }
    return schema;
  }

  /**
   * A document in which values have no members but those that are mentioned where they are taken,
   * as types want it.
   */
  static ObjectNode closed(ObjectNode document) {
    ObjectNode closed = document.deepCopy();
    closed.path("properties").properties().forEach(type -> close(type.getValue(), true));
    closed.path("$defs").properties().forEach(type -> close(type.getValue(), false));
    return closed;
  }

  private static void close(JsonNode schema, boolean whole) {
    if (!(schema instanceof ObjectNode open)) {
      return;
    }
    for (String branches : List.of("allOf", "anyOf", "oneOf")) {
      open.path(branches).forEach(branch -> close(branch, false));
    }
    for (String members : List.of("properties", "patternProperties")) {
      open.path(members).properties().forEach(member -> close(member.getValue(), true));
    }
    for (String others : List.of("additionalProperties", "items")) {
      close(open.path(others), true);
    }
    open.path("prefixItems").forEach(item -> close(item, true));
    if (whole) {
      open.put("unevaluatedProperties", false);
    }
  }

  private JsonNode inner(int depth) {
    inside++;
    JsonNode schema = schema(depth + 1);
    inside--;
    return schema;
  }

  private ObjectNode object(ObjectNode schema, int depth) {
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = pick(NAMES);
      if (!properties.has(name)) {
        properties.set(name, inner(depth));
        if (random.nextBoolean()) {
          required.add(name);
        }
      }
    }
    switch (random.nextInt(5)) {
      case 0 -> schema.put("additionalProperties", false);
      case 1 -> schema.set("additionalProperties", inner(depth));
      case 2 -> schema.putObject("patternProperties").set("^p[0-9]$", inner(depth));
      default -> {}
    }
    return schema;
  }

  /** A value made along a schema; it may still break one of its rules. */
  JsonNode value(JsonNode schema, int depth) {
    if (!schema.isObject() || depth > 2 * DEEPEST) {
      return JSON.createObjectNode();
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    if (schema.has("$ref")) {
      return value(document.at(schema.get("$ref").stringValue().substring(1)), depth + 1);
    }
    List<JsonNode> parts = new ArrayList<>();
    schema.path("allOf").forEach(part -> parts.add(value(part, depth + 1)));
    for (String keyword : List.of("anyOf", "oneOf")) {
      if (schema.has(keyword)) {
        JsonNode branches = schema.get(keyword);
        parts.add(value(branches.get(random.nextInt(branches.size())), depth + 1));
      }
    }
    if (schema.has("type")) {
      parts.add(typed(schema, depth));
    }
    ObjectNode merged = JSON.createObjectNode();
    for (JsonNode part : parts) {
      if (!(part instanceof ObjectNode members)) {
        return part;
      }
      merged.setAll(members);
    }
    return merged;
  }

  private JsonNode typed(JsonNode schema, int depth) {
    JsonNode type = schema.get("type");
    String name =
        type.isArray() ? type.get(random.nextInt(type.size())).stringValue() : type.stringValue();
    return switch (name) {
      case "string" -> JSON.getNodeFactory().stringNode("te'xt\n");
      case "integer" -> JSON.getNodeFactory().numberNode(random.nextInt(-9, 9));
      case "number" -> JSON.getNodeFactory().numberNode(2.25);
      case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
      case "array" -> array(schema, depth);
      case "object" -> members(schema, depth);
      default -> JSON.getNodeFactory().nullNode();
    };
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = JSON.createArrayNode();
    int prefix = schema.path("prefixItems").size();
    int length = random.nextInt((int) schema.path("minItems").longValue(0), prefix + 3);
    for (int i = 0; i < length; i++) {
      array.add(
          value(i < prefix ? schema.get("prefixItems").get(i) : schema.path("items"), depth + 1));
    }
    return array;
  }

  private ObjectNode members(JsonNode schema, int depth) {
    ObjectNode members = JSON.createObjectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.stringValue()));
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              if (required.contains(property.getKey()) || random.nextBoolean()) {
                members.set(property.getKey(), value(property.getValue(), depth + 1));
              }
            });
    if (schema.path("additionalProperties").isObject()) {
      members.set("more", value(schema.get("additionalProperties"), depth + 1));
    }
    schema
        .path("patternProperties")
        .properties()
        .forEach(pattern -> members.set("p1", value(pattern.getValue(), depth + 1)));
    return members;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
