package dev.croupier.script.types;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A document of JSON Schemas, and where references in it lead. */
final class SchemaDocument {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");

  private final JsonNode root;
  private final Map<String, String> anchors = new HashMap<>();

  /**
   * @param json an object
   * @throws JacksonException if it is no JSON
   */
  SchemaDocument(String json) {
    this.root = JSON.readTree(json);
    collectAnchors(root, "");
  }

  private void collectAnchors(JsonNode node, String pointer) {
    JsonNode anchor = node.path("$anchor");
    if (anchor.isString()) {
      anchors.putIfAbsent(anchor.stringValue(), pointer);
    }
    if (node.isObject()) {
      node.properties()
          .forEach(m -> collectAnchors(m.getValue(), pointer + "/" + escaped(m.getKey())));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collectAnchors(node.get(i), pointer + "/" + i);
      }
    }
  }

  /**
   * @return pointers to the message types' schemas, by type, in the order of the document
   */
  Map<String, String> messageTypes() {
    boolean wrapped = root.path("properties").isObject();
    String prefix = wrapped ? "/properties/" : "/";
    Map<String, String> types = new java.util.LinkedHashMap<>();
    (wrapped ? root.path("properties") : root)
        .properties()
        .forEach(member -> types.put(member.getKey(), prefix + escaped(member.getKey())));
    return types;
  }

  /**
   * @param pointer a JSON pointer
   * @return what is there; missing if nothing is
   */
  JsonNode at(String pointer) {
    return root.at(JsonPointer.compile(pointer));
  }

  /**
   * @param reference the value of a {@code $ref}
   * @return the pointer it means, or empty if it leads out of the document or nowhere
   */
  Optional<String> target(String reference) {
    if (!reference.startsWith("#")) {
      return Optional.empty();
    }
    String fragment;
    try {
      fragment =
          URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String pointer =
        fragment.isEmpty() || fragment.startsWith("/") ? fragment : anchors.get(fragment);
    return pointer == null || at(pointer).isMissingNode() ? Optional.empty() : Optional.of(pointer);
  }

  /**
   * Whether naming one schema's type in another's would say that a type is itself. Behind a member
   * or an element a type may name itself; beside it, it may not.
   *
   * @param from pointer of the schema whose type is being written
   * @param to pointer of the schema it would name
   * @return whether that leads back
   */
  boolean leadsBack(String from, String to) {
    return leadsBack(from, to, new HashSet<>());
  }

  private boolean leadsBack(String from, String to, Set<String> seen) {
    if (from.equals(to)) {
      return true;
    }
    if (!seen.add(to)) {
      return false;
    }
    List<String> beside = new ArrayList<>();
    collectBeside(at(to), beside);
    return beside.stream().anyMatch(next -> leadsBack(from, next, seen));
  }

  private void collectBeside(JsonNode schema, List<String> targets) {
    JsonNode reference = schema.path("$ref");
    if (reference.isString()) {
      target(reference.stringValue()).ifPresent(targets::add);
    }
    for (String keyword : BRANCHES) {
      schema.path(keyword).forEach(branch -> collectBeside(branch, targets));
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
