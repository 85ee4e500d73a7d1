package dev.croupier.script.types;

import dev.croupier.script.types.TypeText.Binding;
import dev.croupier.script.types.ValueKinds.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Writes TypeScript types for JSON Schemas (draft 2020-12). A type takes every value its schema
 * takes; what a type cannot say (lengths, patterns, {@code not}, conditions) is left out, and where
 * nothing is left it is {@code unknown} with the reason as a comment.
 *
 * <p>Objects are taken as the schema lists them: members beyond {@code properties} are not
 * mentioned unless {@code additionalProperties} or {@code patternProperties} describe them, so that
 * a misspelled name is an error in the editor.
 */
final class SchemaTypes {
  private static final int DEEPEST = 60;
  private static final TypeText ANY_MEMBERS = TypeText.atom("{ [name: string]: unknown }");
  private static final List<String> UNSAID =
      List.of("not", "if", "$dynamicRef", "dependentSchemas", "dependentRequired");

  private final SchemaDocument document;
  private final ValueKinds kinds;
  private final TypeNames names;
  private final Map<String, String> named = new HashMap<>();
  private final Deque<String> unwritten = new ArrayDeque<>();

  SchemaTypes(SchemaDocument document, TypeNames names) {
    this.document = document;
    this.kinds = new ValueKinds(document);
    this.names = names;
  }

  /**
   * Where a type is being written.
   *
   * @param owner pointer of the named schema it is part of
   * @param beside whether nothing but unions and intersections is between the two
   * @param indent how far lines are from the margin
   * @param depth how many schemas are around this one
   * @param kinds what values can be here, by all that has to hold
   */
  private record Place(String owner, boolean beside, String indent, int depth, Set<Kind> kinds) {
    Place inside() {
      return new Place(owner, false, indent + "  ", depth + 1, ValueKinds.ALL);
    }

    Place below() {
      return new Place(owner, beside, indent, depth + 1, kinds);
    }

    Place element() {
      return new Place(owner, false, indent, depth + 1, ValueKinds.ALL);
    }

    Place only(Set<Kind> said) {
      Set<Kind> left = new TreeSet<>(kinds);
      left.retainAll(said);
      return new Place(owner, beside, indent, depth, left);
    }
  }

  /**
   * Names a schema; its declaration is then among the {@link #declarations}.
   *
   * @param pointer where the schema is
   * @param wish what its name should be like
   * @return its name
   */
  String name(String pointer, String wish) {
    return named.computeIfAbsent(
        pointer,
        p -> {
          unwritten.add(p);
          return names.take(wish);
        });
  }

  /**
   * @return the declarations of all named schemas, and of those they refer to
   */
  List<String> declarations() {
    List<String> declarations = new ArrayList<>();
    while (!unwritten.isEmpty()) {
      String pointer = unwritten.remove();
      JsonNode schema = document.at(pointer);
      TypeText type = type(schema, new Place(pointer, true, "", 0, ValueKinds.ALL));
      String head = documentation(schema, "") + "export ";
      String name = named.get(pointer);
      declarations.add(
          isInterface(schema, type)
              ? head + "interface " + name + " " + type.text() + "\n"
              : head + "type " + name + " = " + type.text() + ";\n");
    }
    return declarations;
  }

  private static boolean isInterface(JsonNode schema, TypeText type) {
    return schema.path("properties").isObject()
        && type.binding() == Binding.ATOM
        && type.text().startsWith("{\n")
        && !schema.has("const")
        && !schema.has("enum");
  }

  private TypeText type(JsonNode schema, Place around) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? TypeText.UNKNOWN : TypeText.NEVER;
    }
    if (!schema.isObject()) {
      return TypeText.unknownSince("no schema");
    }
    if (around.depth() > DEEPEST) {
      return TypeText.unknownSince("nested deeper than " + DEEPEST + " schemas");
    }
    Place place = around.only(kinds.said(schema));
    List<TypeText> parts = new ArrayList<>();
    if (schema.path("$ref").isString()) {
      parts.add(reference(schema.path("$ref").stringValue(), place));
    }
    schema.path("allOf").forEach(branch -> parts.add(type(branch, place.below())));
    for (String keyword : List.of("anyOf", "oneOf")) {
      if (schema.path(keyword).isArray()) {
        List<TypeText> branches = new ArrayList<>();
        schema.path(keyword).forEach(branch -> branches.add(type(branch, place.below())));
        parts.add(either(branches, place));
      }
    }
    if (schema.has("const")) {
      parts.add(TypeText.literal(schema.path("const")));
    } else if (schema.path("enum").isArray()) {
      List<TypeText> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add(TypeText.literal(value)));
      parts.add(TypeText.union(values));
    } else {
      boolean alone = parts.stream().allMatch(TypeText::isUnknown);
      TypeText own = ownType(schema, place, alone);
      if (!own.isUnknown() || parts.isEmpty()) {
        parts.addFirst(own);
      }
    }
    return TypeText.intersection(parts);
  }

  /** One of the branches; where one says nothing, objects may still have the members of others. */
  private static TypeText either(List<TypeText> branches, Place place) {
    TypeText union = TypeText.union(branches);
    boolean named = branches.stream().anyMatch(branch -> !branch.isUnknown());
    return union.isUnknown() && named && place.kinds().equals(Set.of(Kind.OBJECT))
        ? ANY_MEMBERS
        : union;
  }

  private TypeText reference(String reference, Place place) {
    String pointer = document.target(reference).orElse(null);
    if (pointer == null) {
      return TypeText.unknownSince("the reference " + reference + " leads out of the document");
    }
    if (place.beside() && document.leadsBack(place.owner(), pointer)) {
      return TypeText.unknownSince("the reference " + reference + " leads back to itself");
    }
    if (!place.kinds().equals(ValueKinds.ALL)
        && !place.kinds().equals(Set.of(Kind.OBJECT))
        && kinds.understood(pointer)) {
      // By its name it would be what its author most likely means, which is too narrow here.
      return type(document.at(pointer), place.below());
    }
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return TypeText.atom(name(pointer, last.isEmpty() ? "Document" : last));
  }

  /** What a schema says by {@code type} and the keywords that go with a type. */
  private TypeText ownType(JsonNode schema, Place place, boolean alone) {
    JsonNode type = schema.path("type");
    List<String> types = new ArrayList<>();
    if (type.isString()) {
      types.add(type.stringValue());
    } else if (type.isArray()) {
      type.forEach(one -> types.add(one.stringValue("")));
    } else {
      boolean object = ValueKinds.aboutObjects(schema);
      boolean array = ValueKinds.aboutArrays(schema);
      if (object == array) {
        return UNSAID.stream()
            .filter(schema::has)
            .findFirst()
            .map(keyword -> TypeText.unknownSince(keyword + " cannot be said as a type"))
            .orElse(TypeText.UNKNOWN);
      }
      types.addAll(understood(object ? Kind.OBJECT : Kind.ARRAY, place.kinds()));
      if (types.isEmpty()) {
        return TypeText.UNKNOWN;
      }
    }
    if (!alone && types.equals(List.of("object")) && !ValueKinds.aboutObjects(schema)) {
      // The branches say which members there are; an index signature would allow any name.
      return TypeText.UNKNOWN;
    }
    return TypeText.union(types.stream().map(name -> simple(name, schema, place)).toList());
  }

  /** What is meant where no type is named: what the keywords are for, or what else there can be. */
  private static List<String> understood(Kind kind, Set<Kind> possible) {
    if (possible.equals(ValueKinds.ALL)) {
      return List.of(kind.word());
    }
    return possible.contains(kind) ? possible.stream().map(Kind::word).toList() : List.of();
  }

  private TypeText simple(String name, JsonNode schema, Place place) {
    return switch (name) {
      case "string", "boolean", "null" -> TypeText.atom(name);
      case "number", "integer" -> TypeText.atom("number");
      case "object" -> object(schema, place);
      case "array" -> array(schema, place);
      default -> TypeText.unknownSince("there is no type " + name);
    };
  }

  // --- objects ----------------------------------------------------------------------------------

  private TypeText object(JsonNode schema, Place place) {
    JsonNode properties = schema.path("properties");
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.stringValue("")));
    Place inside = place.inside();
    List<String> members = new ArrayList<>();
    List<TypeText> types = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = property.getKey();
      boolean optional = !required.remove(name);
      TypeText type = type(property.getValue(), inside);
      types.add(type);
      if (optional) {
        types.add(TypeText.atom("undefined"));
      }
      members.add(
          documentation(property.getValue(), inside.indent())
              + inside.indent()
              + TypeText.name(name)
              + (optional ? "?: " : ": ")
              + type.text()
              + ";\n");
    }
    for (String name : required) {
      types.add(TypeText.UNKNOWN);
      members.add(inside.indent() + TypeText.name(name) + ": unknown;\n");
    }
    List<TypeText> others = others(schema, inside);
    if (!others.isEmpty()) {
      types.addAll(others);
      members.add(inside.indent() + "[name: string]: " + TypeText.union(types).text() + ";\n");
    }
    if (members.isEmpty()) {
      boolean any = schema.path("additionalProperties").booleanValue(true);
      return TypeText.atom("{ [name: string]: " + (any ? "unknown" : "never") + " }");
    }
    return TypeText.atom("{\n" + String.join("", members) + place.indent() + "}");
  }

  /** Types of members that have no name in the schema; empty if nothing is said of them. */
  private List<TypeText> others(JsonNode schema, Place inside) {
    List<TypeText> others = new ArrayList<>();
    schema.path("patternProperties").forEach(other -> others.add(type(other, inside)));
    JsonNode additional = schema.path("additionalProperties");
    if (additional.isObject()) {
      others.add(type(additional, inside));
    } else if (!others.isEmpty() && additional.booleanValue(true)) {
      // Names outside the patterns may have any value.
      return List.of(TypeText.UNKNOWN);
    }
    return others;
  }

  // --- arrays -----------------------------------------------------------------------------------

  private TypeText array(JsonNode schema, Place place) {
    JsonNode items = schema.path("items");
    TypeText rest = items.isMissingNode() ? TypeText.UNKNOWN : type(items, place.element());
    JsonNode prefix = schema.path("prefixItems");
    if (!prefix.isArray() || prefix.isEmpty()) {
      return TypeText.list(rest);
    }
    long least = schema.path("minItems").longValue(0);
    List<String> elements = new ArrayList<>();
    for (JsonNode item : prefix) {
      TypeText type = type(item, place.element());
      boolean optional = elements.size() >= least;
      boolean brackets = optional && (type.binding() != Binding.ATOM || type.isUnknown());
      elements.add((brackets ? "(" + type.text() + ")" : type.text()) + (optional ? "?" : ""));
    }
    if (!rest.equals(TypeText.NEVER)) {
      elements.add("..." + TypeText.list(rest).text());
    }
    return TypeText.atom("[" + String.join(", ", elements) + "]");
  }

  // --- documentation ----------------------------------------------------------------------------

  private static String documentation(JsonNode schema, String indent) {
    List<String> lines = new ArrayList<>();
    for (String keyword : List.of("title", "description")) {
      if (schema.path(keyword).isString()) {
        TypeText.comment(schema.path(keyword).stringValue()).lines().forEach(lines::add);
      }
    }
    if (schema.path("deprecated").booleanValue(false)) {
      lines.add("@deprecated");
    }
    if (lines.isEmpty()) {
      return "";
    }
    if (lines.size() == 1) {
      return indent + "/** " + lines.getFirst().strip() + " */\n";
    }
    StringBuilder text = new StringBuilder(indent).append("/**\n");
    lines.forEach(line -> text.append(indent).append((" * " + line).stripTrailing()).append('\n'));
    return text.append(indent).append(" */\n").toString();
  }
}
