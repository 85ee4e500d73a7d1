package dev.croupier.host.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Finds schemas that lead back to themselves without taking a step into the value, such as {@code
 * {"$ref": "#"}}: to check a value against one would never end. A list whose items refer to the
 * list is fine, since every round goes one level deeper into a value that ends.
 */
final class EndlessSchemas {

  /** Keywords whose schemas apply to the same value as the schema they stand in. */
  private static final List<String> ONE = List.of("not", "if", "then", "else");

  private static final List<String> MANY = List.of("allOf", "anyOf", "oneOf");
  private static final String DEPENDENT = "dependentSchemas";
  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef");

  private final JsonNode document;
  private final Map<String, String> anchors = new LinkedHashMap<>();
  private final Map<String, Boolean> finished = new LinkedHashMap<>();

  private EndlessSchemas(JsonNode document) {
    this.document = document;
    collectAnchors(document, "");
  }

  /**
   * @param document the whole document
   * @return a JSON pointer to a schema that never ends, empty if there is none
   */
  static Optional<String> find(JsonNode document) {
    EndlessSchemas schemas = new EndlessSchemas(document);
    return schemas.below(document, "");
  }

  private Optional<String> below(JsonNode node, String pointer) {
    Optional<String> endless = node.isObject() ? follow(pointer) : Optional.empty();
    for (Step child : children(node, pointer)) {
      if (endless.isEmpty()) {
        endless = below(child.node(), child.pointer());
      }
    }
    return endless;
  }

  /**
   * Depth first over schemas of the same value; one that is met while it is followed is endless.
   */
  private Optional<String> follow(String pointer) {
    Boolean done = finished.putIfAbsent(pointer, false);
    if (done != null) {
      return done ? Optional.empty() : Optional.of(pointer);
    }
    for (String next : sameValue(document.at(JsonPointer.compile(pointer)), pointer)) {
      Optional<String> endless = follow(next);
      if (endless.isPresent()) {
        return endless;
      }
    }
    finished.put(pointer, true);
    return Optional.empty();
  }

  private List<String> sameValue(JsonNode schema, String pointer) {
    List<String> next = new ArrayList<>();
    for (String keyword : REFERENCES) {
      target(schema.path(keyword)).ifPresent(next::add);
    }
    for (String keyword : ONE) {
      if (schema.has(keyword)) {
        next.add(pointer + "/" + keyword);
      }
    }
    for (String keyword : MANY) {
      children(schema.path(keyword), pointer + "/" + keyword)
          .forEach(child -> next.add(child.pointer()));
    }
    children(schema.path(DEPENDENT), pointer + "/" + DEPENDENT)
        .forEach(child -> next.add(child.pointer()));
    return next;
  }

  /** Other documents are never followed, so only places in this one matter. */
  private Optional<String> target(JsonNode reference) {
    if (!reference.isString() || !reference.stringValue().startsWith("#")) {
      return Optional.empty();
    }
    String fragment = reference.stringValue().substring(1);
    return fragment.isEmpty() || fragment.startsWith("/")
        ? Optional.of(fragment)
        : Optional.ofNullable(anchors.get(fragment));
  }

  private void collectAnchors(JsonNode node, String pointer) {
    for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
      if (node.path(keyword).isString()) {
        anchors.putIfAbsent(node.path(keyword).stringValue(), pointer);
      }
    }
    children(node, pointer).forEach(child -> collectAnchors(child.node(), child.pointer()));
  }

  private static List<Step> children(JsonNode node, String pointer) {
    List<Step> children = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  children.add(
                      new Step(pointer + "/" + escaped(member.getKey()), member.getValue())));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        children.add(new Step(pointer + "/" + i, node.get(i)));
      }
    }
    return children;
  }

  /** RFC 6901, section 3. */
  static String escaped(String member) {
    return member.replace("~", "~0").replace("/", "~1");
  }

  private record Step(String pointer, JsonNode node) {}
}
