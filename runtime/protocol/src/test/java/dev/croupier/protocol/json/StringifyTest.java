package dev.croupier.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Some 3,500 random texts with what {@code JSON.stringify(JSON.parse(text))} of Node.js 20 makes of
 * them, recorded as pairs.
 */
class StringifyTest {
  @Test
  void write_givesWhatNodeJsGives() throws IOException {
    JsonNode pairs = pairs();
    assertThat(pairs.size()).isGreaterThan(3_000);
    for (JsonNode pair : pairs) {
      String text = pair.get(0).asString();
      assertThat(JsonText.write(JsonReader.DEFAULT.read(text)))
          .as(text)
          .isEqualTo(pair.get(1).asString());
    }
  }

  @Test
  void write_isAFixedPoint() throws IOException {
    for (JsonNode pair : pairs()) {
      String canonical = pair.get(1).asString();
      assertThat(JsonText.write(JsonReader.DEFAULT.read(canonical))).isEqualTo(canonical);
    }
  }

  private static JsonNode pairs() throws IOException {
    try (InputStream in = StringifyTest.class.getResourceAsStream("/json/stringify.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(in));
    }
  }
}
