package dev.croupier.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoJsonTest {
  @Test
  void write_escapesWhatGoEscapes() {
    assertThat(GoJson.write(new JsonString("<>&\u2028\u2029\"\\/\u0001\b\f\n\r\t\u007fé😀\ud800")))
        .isEqualTo(
            "\"\\u003c\\u003e\\u0026\\u2028\\u2029\\\"\\\\/\\u0001\\b\\f\\n\\r\\t\u007fé😀\ufffd\"");
  }

  @Test
  void write_keepsOrderDigitsAndRawParts() {
    JsonObject object =
        JsonObject.builder()
            .put("b", 9007199254740993L)
            .put("a", new JsonNumber("1.50"))
            .put("raw", RawJson.of(" [ 1 , \"<\" ] "))
            .put("0", JsonNull.NULL)
            .build();

    assertThat(GoJson.write(object))
        .isEqualTo("{\"b\":9007199254740993,\"a\":1.50,\"raw\":[ 1 , \"<\" ],\"0\":null}");
  }

  @Test
  void writeUntyped_sortsNamesByCodePointAndRoundsNumbers() {
    JsonValue value =
        JsonReader.DEFAULT.read(
            "{\"\ue000\":1,\"😀\":2,\"b\":9007199254740993,\"B\":-0,\"a\":1e400}");

    assertThat(GoJson.writeUntyped(value))
        .isEqualTo("{\"B\":-0,\"a\":null,\"b\":9007199254740992,\"\ue000\":1,\"😀\":2}");
  }
}
