package dev.croupier.host.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.MessageTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSchemasTest {

  private static MessageSchemas schemas(String json) {
    return MessageSchemas.of(new MessageTypes("chess.schema.json", json), 1_000);
  }

  private static final String WRAPPED =
      """
      {"$schema": "https://json-schema.org/draft/2020-12/schema",
       "$defs": {"square": {"type": "string", "pattern": "^[a-h][1-8]$"}},
       "properties": {
         "move": {"type": "object", "additionalProperties": false, "required": ["from", "to"],
                  "properties": {"from": {"$ref": "#/$defs/square"}, "to": {"$ref": "#/$defs/square"}}},
         "stake": {"type": "number", "multipleOf": 0.01},
         "a/b": true
       }}
      """;

  @Test
  void documentWithProperties_hasOneTypePerProperty() {
    MessageSchemas schemas = schemas(WRAPPED);
    assertThat(schemas.types()).containsExactly("move", "stake", "a/b");
    assertThat(schemas.problem("move", "{\"from\":\"e2\",\"to\":\"e4\"}")).isEmpty();
    assertThat(schemas.problem("a/b", "null")).isEmpty();
  }

  @Test
  void plainObjectOfSchemas_hasOneTypePerMember() {
    MessageSchemas schemas =
        schemas("{\"ping\":{\"type\":\"object\"},\"pong\":{\"type\":\"null\"}}");
    assertThat(schemas.types()).containsExactly("ping", "pong");
    assertThat(schemas.problem("ping", "{}")).isEmpty();
    assertThat(schemas.problem("ping", "null")).isPresent();
    assertThat(schemas.problem("pong", "null")).isEmpty();
  }

  @Test
  void messageCheckedBefore_isGoodOnlyAsWhatItWas() {
    MessageSchemas schemas = schemas("{\"one\":{\"const\":1},\"two\":{\"const\":2}}");
    for (int i = 0; i < 2; i++) {
      assertThat(schemas.problem("one", "1")).isEmpty();
      assertThat(schemas.problem("two", "1")).isPresent();
      assertThat(schemas.problem("one", "2")).isPresent();
      assertThat(schemas.problem("two", "2")).isEmpty();
      assertThat(schemas.problem("three", "1")).isPresent();
    }
  }

  @Test
  void wrongData_isNamedWithPlaceValueAndRule() {
    assertThat(schemas(WRAPPED).problem("move", "{\"from\":\"e2\",\"to\":\"e9\"}"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem).contains("/to is \"e9\"", "^[a-h][1-8]$", "(rule: pattern)"));
    assertThat(schemas(WRAPPED).problem("move", "{\"from\":\"e2\"}"))
        .hasValueSatisfying(problem -> assertThat(problem).contains("'to'", "(rule: required)"));
  }

  @Test
  void numbers_areComparedExactly() {
    MessageSchemas schemas = schemas(WRAPPED);
    assertThat(schemas.problem("stake", "0.07")).isEmpty();
    assertThat(schemas.problem("stake", "1.10")).isEmpty();
    assertThat(schemas.problem("stake", "0.071")).isPresent();
    assertThat(schemas.problem("stake", "12345678901234567890.01")).isEmpty();
  }

  @Test
  void dataThatIsNoJson_orAmbiguous_isRefused() {
    MessageSchemas schemas = schemas(WRAPPED);
    for (String data :
        new String[] {"", "{", "{} {}", "NaN", "{\"from\":\"e2\",\"from\":\"e3\",\"to\":\"e4\"}"}) {
      assertThat(schemas.problem("move", data)).as(data).isPresent();
    }
    assertThat(schemas.problem("a/b", "[".repeat(900))).isPresent();
  }

  @Test
  void schemaThatIsNoSchema_isRefusedWithItsPlace() {
    assertThatThrownBy(() -> schemas("{\"properties\":{\"ping\":{\"type\":\"objekt\"}}}"))
        .isInstanceOfSatisfying(
            BrokenSchemaException.class,
            broken -> {
              assertThat(broken.location()).isEqualTo("/properties/ping/type");
              assertThat(broken.source()).isEqualTo("chess.schema.json");
              assertThat(broken).hasMessageContaining("objekt");
            });
    assertThatThrownBy(() -> schemas("{\"ping\":{\"minLength\":-1}}"))
        .isInstanceOfSatisfying(
            BrokenSchemaException.class,
            broken -> assertThat(broken.location()).isEqualTo("/ping/minLength"));
  }

  @Test
  void documentThatIsNoJson_isRefusedWithLineAndColumn() {
    assertThatThrownBy(() -> schemas("{\n  \"ping\": {,}\n}"))
        .isInstanceOfSatisfying(
            BrokenSchemaException.class,
            broken -> assertThat(broken.location()).startsWith("line 2, column "));
    assertThatThrownBy(() -> schemas("[]")).isInstanceOf(BrokenSchemaException.class);
  }

  @Test
  void referenceToNowhere_isRefusedWhenLoaded() {
    assertThatThrownBy(() -> schemas("{\"ping\":{\"$ref\":\"#/$defs/missing\"}}"))
        .isInstanceOf(BrokenSchemaException.class);
    assertThatThrownBy(() -> schemas("{\"ping\":{\"$ref\":\"https://example.com/x.json\"}}"))
        .isInstanceOf(BrokenSchemaException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': {'$ref': '#/a'}}",
        "{'a': {'$ref': '#/b'}, 'b': {'allOf': [{'type': 'object'}, {'$ref': '#/a'}]}}",
        "{'a': {'$anchor': 'here', 'anyOf': [{'$ref': '#here'}, {'type': 'null'}]}}",
        "{'a': {'if': {'$ref': '#/a'}, 'then': {'type': 'object'}}}"
      })
  void schemaThatNeverEnds_isRefusedWhenLoaded(String json) {
    assertThatThrownBy(() -> schemas(json.replace('\'', '"')))
        .isInstanceOf(BrokenSchemaException.class)
        .hasMessageContaining("at /")
        .hasMessageContaining("refers to itself");
  }

  @Test
  void schemaThatGoesDeeperEachRound_isFine() {
    MessageSchemas trees =
        schemas("{\"tree\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/tree\"}}}");

    assertThat(trees.problem("tree", "[[],[[]]]")).isEmpty();
    assertThat(trees.problem("tree", "[[],[1]]")).isPresent();
    assertThat(trees.problem("tree", "[".repeat(400) + "]".repeat(400))).isEmpty();
  }

  @Test
  void reservedType_cannotBeDeclared() {
    assertThatThrownBy(() -> schemas("{\"croupier.resume\":{}}"))
        .isInstanceOf(BrokenSchemaException.class)
        .hasMessageContaining("/croupier.resume")
        .hasMessageContaining("reserved");
  }
}
