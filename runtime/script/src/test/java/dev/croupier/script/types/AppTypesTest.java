package dev.croupier.script.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.croupier.app.MessageTypes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON Schema as TypeScript. That the real compiler takes it is checked where that is at hand. */
class AppTypesTest {

  static Stream<Arguments> schemas() {
    return Stream.of(
        argumentSet("text", "{'type': 'string', 'minLength': 3, 'format': 'date'}", "string"),
        argumentSet("whole number", "{'type': 'integer'}", "number"),
        argumentSet("nullable", "{'type': ['string', 'null']}", "string | null"),
        argumentSet("anything", "true", "unknown"),
        argumentSet("nothing", "false", "never"),
        argumentSet("constant", "{'const': 'it`s'}", "'it\\'s'"),
        argumentSet(
            "enumeration", "{'enum': ['a', 1, -1.5, null, true]}", "'a' | 1 | -1.5 | null | true"),
        argumentSet("enumeration of objects", "{'enum': [{'a': 1}, []]}", "{ a: 1 } | []"),
        argumentSet("number beyond doubles", "{'const': 1E400}", "number"),
        argumentSet(
            "list of alternatives",
            "{'type': 'array', 'items': {'type': ['string', 'number']}}",
            "(string | number)[]"),
        argumentSet(
            "tuple",
            "{'type': 'array', 'prefixItems': [{'type': 'string'}, {'type': 'number'}],"
                + " 'minItems': 1, 'items': false}",
            "[string, number?]"),
        argumentSet(
            "tuple with a rest",
            "{'prefixItems': [{'type': 'string'}], 'minItems': 1, 'items': {'type': 'boolean'}}",
            "[string, ...boolean[]]"),
        argumentSet("open object", "{'type': 'object'}", "{ [name: string]: unknown }"),
        argumentSet(
            "empty object",
            "{'type': 'object', 'additionalProperties': false}",
            "{ [name: string]: never }"),
        argumentSet(
            "all of",
            "{'allOf': [{'$ref': '#/$defs/a'}, {'anyOf': [{'$ref': '#/$defs/b'}, {'type': 'null'}]}]}",
            "A & (B | null)"),
        argumentSet("reference beside keywords", "{'$ref': '#/$defs/a', 'type': 'object'}", "A"),
        argumentSet(
            "members beside a text, no type named",
            "{'properties': {'x': {}}, 'allOf': [{'type': 'string'}]}",
            "string"),
        argumentSet(
            "members beside a constant, no type named",
            "{'allOf': [{'required': ['x']}, {'enum': [1, 'a']}]}",
            "1 | 'a'"),
        argumentSet(
            "elements beside an object, no type named",
            "{'items': {'type': 'string'}, 'allOf': [{'type': 'object', 'required': ['x']}]}",
            "{\n  x: unknown;\n}"),
        argumentSet(
            "members that may be missing with their object, no type named",
            "{'required': ['x'], 'allOf': [{'type': ['object', 'null']}]}",
            "({\n  x: unknown;\n} | null) & ({ [name: string]: unknown } | null)"),
        argumentSet(
            "reference to members beside a text",
            "{'allOf': [{'$ref': '#/$defs/c'}, {'type': 'string'}]}",
            "string"),
        argumentSet(
            "members or a text, no type named",
            "{'anyOf': [{'required': ['x']}, {'type': 'string'}]}",
            "{\n  x: unknown;\n} | string"),
        argumentSet(
            "members that may be any others",
            "{'type': 'object', 'required': ['x'], 'anyOf': [{'required': ['y']}, true]}",
            "{\n  x: unknown;\n} & { [name: string]: unknown }"),
        argumentSet("reference by anchor", "{'$ref': '#spot'}", "B"),
        argumentSet(
            "foreign reference",
            "{'$ref': 'https://example.org/*/x'}",
            "unknown /* the reference https://example.org/*\\/x leads out of the document */"),
        argumentSet(
            "negation", "{'not': {'type': 'null'}}", "unknown /* not cannot be said as a type */"));
  }

  @ParameterizedTest
  @MethodSource
  void schemas(String schema, String type) {
    String types =
        types(
            "{'properties': {'m': %s}, '$defs': {'a': {'type': 'object', 'properties': {}}, 'c': {'properties': {}}, 'b': {'$anchor': 'spot',"
                    .formatted(schema)
                + " 'type': 'string'}}}");

    assertThat(types).contains("export type M = " + type + ";\n");
  }

  @Test
  void object_listsItsMembers_withTheirDescriptions() {
    assertThat(
            types(
                """
                {'ping': {'type': 'object', 'description': 'Are you\\nthere? */', 'required': ['from', 'more'],
                  'properties': {
                    'from': {'type': 'string'},
                    'at': {'type': 'integer', 'description': 'When.', 'deprecated': true},
                    'odd-name': {'type': 'object', 'properties': {'x': {'type': 'null'}}}}}}"""))
        .contains(
            """
            /**
             * Are you
             * there? *\\/
             */
            export interface Ping {
              from: string;
              /**
               * When.
               * @deprecated
               */
              at?: number;
              'odd-name'?: {
                x?: null;
              };
              more: unknown;
            }
            """);
  }

  @Test
  void otherMembers_haveATypeThatTheNamedOnesFit() {
    assertThat(
            types(
                """
                {'m': {'properties': {'n': {'type': 'number'}, 'b': {'type': 'boolean'}}, 'required': ['n'],
                  'additionalProperties': {'type': 'string'}}}"""))
        .contains("  [name: string]: number | boolean | undefined | string;\n");
    assertThat(
            types(
                "{'m': {'patternProperties': {'^x': {'type': 'number'}},"
                    + " 'additionalProperties': false}}"))
        .contains("  [name: string]: number;\n");
    assertThat(types("{'m': {'patternProperties': {'^x': {'type': 'number'}}}}"))
        .contains("  [name: string]: unknown;\n");
  }

  @Test
  void recursiveSchemas_nameEachOther() {
    String types =
        types(
            """
            {'properties': {'tree': {'$ref': '#/$defs/node'}}, '$defs': {
              'node': {'properties': {'children': {'type': 'array', 'items': {'$ref': '#/$defs/node'}}}},
              'loop': {'anyOf': [{'$ref': '#/$defs/loop'}, {'type': 'null'}]}}}""");

    assertThat(types)
        .contains("export type Tree = Node;\n", "export interface Node {\n  children?: Node[];\n}");
  }

  @Test
  void schemaThatIsItself_isUnknown() {
    assertThat(
            types(
                """
                {'properties': {'m': {'$ref': '#/$defs/a'}}, '$defs': {
                  'a': {'anyOf': [{'$ref': '#/$defs/b'}, {'type': 'null'}]}, 'b': {'$ref': '#/$defs/a'}}}"""))
        .contains("export type A = unknown /* the reference #/$defs/b leads back to itself */;\n");
  }

  @Test
  void hostileNames_areQuotedOrReplaced() {
    assertThat(
            types("{'Session': true, 'session': true, '*/ x': true, '': true, 'a`\\\\b\\n': true}"))
        .contains(
            "  Session: Session_2;\n",
            "  session: Session_3;\n",
            "  '*/ x': X;\n",
            "  '': Type;\n",
            "  'a\\'\\\\b\\n': AB;\n");
  }

  private static String types(String json) {
    String proper = json.replace("'", "\"").replace("`", "'");
    return AppTypes.app("bot", new MessageTypes("messages.json", proper));
  }
}
