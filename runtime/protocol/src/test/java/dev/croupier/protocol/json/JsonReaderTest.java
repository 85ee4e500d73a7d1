package dev.croupier.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "tru",
        "nul",
        "01",
        "+1",
        "1.",
        ".5",
        "-",
        "1e",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\t\"",
        "\"\n\"",
        "// c\n1",
        "/* c */1",
        "1 2",
        "[] []",
        "{}}",
        "]",
        ",",
        "\ufeff1",
        "1\u0000",
        "\u00a01"
      })
  void read_refusesWhatIsNotOneJsonText(String text) {
    assertThatExceptionOfType(JsonSyntaxException.class)
        .isThrownBy(() -> JsonReader.DEFAULT.read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\ud800\"", "\"\udc00x\"", "{\"\ud800\":1}", "\"\udc00\ud800\""})
  void read_refusesLoneSurrogatesInTheText(String text) {
    assertThatExceptionOfType(JsonSyntaxException.class)
        .isThrownBy(() -> JsonReader.DEFAULT.read(text))
        .withMessageContaining("Unicode");
  }

  @Test
  void read_keepsEscapedLoneSurrogatesInStrings() {
    assertThat(JsonReader.DEFAULT.read("\"\\ud800\"")).isEqualTo(new JsonString("\ud800"));
  }

  @Test
  void read_refusesEscapedLoneSurrogatesInNames() {
    assertThatExceptionOfType(JsonSyntaxException.class)
        .isThrownBy(() -> JsonReader.DEFAULT.read("{\"\\udfff\":1}"));
    assertThat(JsonReader.DEFAULT.read("{\"\\ud83d\\ude00\":1}").asObject().members())
        .containsOnlyKeys("😀");
  }

  @Test
  void read_refusesBytesThatAreNotUtf8() {
    byte[][] broken = {
      {'"', (byte) 0xff, '"'},
      {'"', (byte) 0xc0, (byte) 0x80, '"'},
      {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
      {'"', (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'},
      {'"', (byte) 0xe2, (byte) 0x82},
      {0, '1'},
      "\"a\"".getBytes(java.nio.charset.StandardCharsets.UTF_16)
    };
    for (byte[] bytes : broken) {
      assertThatExceptionOfType(JsonSyntaxException.class)
          .isThrownBy(() -> JsonReader.DEFAULT.read(bytes));
    }
    assertThat(JsonReader.DEFAULT.read("\"Ω😀\"".getBytes(UTF_8))).isEqualTo(new JsonString("Ω😀"));
  }

  @Test
  void read_tellsWhereUtf8Breaks() {
    assertThatExceptionOfType(JsonSyntaxException.class)
        .isThrownBy(() -> JsonReader.text(new byte[] {'a', 'b', (byte) 0xff, 'c'}))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(2));
  }

  @Test
  void read_keepsNumbersAsWritten() {
    for (String number : new String[] {"1.0", "1E400", "-0", "0.1000000000000000055", "1e-7"}) {
      assertThat(JsonReader.DEFAULT.read(number)).isEqualTo(new JsonNumber(number));
    }
  }

  @Test
  void repeatedNames_keepTheFirstPlaceAndTheLastValue() {
    assertThat(JsonText.write(JsonReader.DEFAULT.read("{\"a\":1,\"b\":2,\"a\":3}")))
        .isEqualTo("{\"a\":3,\"b\":2}");
  }

  @Test
  void repeatedNames_areRefusedByTheStrictReader() {
    assertThatExceptionOfType(DuplicateNameException.class)
        .isThrownBy(() -> JsonReader.STRICT.read("{\"x\":[{\"a\":1,\"\\u0061\":null}]}"))
        .satisfies(e -> assertThat(e.name()).isEqualTo("a"));
  }

  @Test
  void limits_areInclusiveAndNamed() {
    JsonLimits limits = new JsonLimits(60, 3, 5, 4);
    JsonReader reader = new JsonReader(limits, DuplicateNames.LAST_WINS);

    assertThat(reader.read("[[[\"12345\",1234]]]").kind()).isEqualTo(JsonKind.ARRAY);
    assertLimit(reader, "[[[[]]]]", "nesting depth", 3);
    assertLimit(reader, "[\"123456\"]", "string length", 5);
    assertLimit(reader, "{\"123456\":1}", "string length", 5);
    assertLimit(reader, "[12345]", "number length", 4);
    assertLimit(reader, " ".repeat(60) + "1", "document length", 60);
  }

  private static void assertLimit(JsonReader reader, String text, String limit, long bound) {
    assertThatThrownBy(() -> reader.read(text))
        .isInstanceOfSatisfying(
            JsonLimitException.class,
            e -> {
              assertThat(e.limit()).isEqualTo(limit);
              assertThat(e.bound()).isEqualTo(bound);
            });
  }

  @Test
  void limits_coverWhatIsSkipped() {
    JsonLimits limits = new JsonLimits(1000, 5, 5, 4);
    for (String part : new String[] {"\"123456\"", "12345", "[[[[[]]]]]", "{\"123456\":1}"}) {
      assertThatThrownBy(
              () -> {
                try (JsonCursor cursor = JsonCursor.over("[" + part + "]", limits)) {
                  cursor.enterArray();
                  cursor.nextElement();
                  cursor.takeRaw().parse();
                  throw new AssertionError("not refused: " + part);
                }
              })
          .isInstanceOf(JsonException.class);
    }
  }

  @Test
  void deepNesting_isRefusedWithoutOverflowingTheStack() {
    assertThatExceptionOfType(JsonLimitException.class)
        .isThrownBy(() -> JsonReader.DEFAULT.read("[".repeat(1_000_000)));
    JsonValue deep = JsonNull.NULL;
    for (int i = 0; i < 100_000; i++) {
      deep = JsonArray.of(deep);
    }
    JsonValue value = deep;
    assertThatExceptionOfType(JsonLimitException.class).isThrownBy(() -> JsonText.write(value));
    assertThatExceptionOfType(JsonLimitException.class).isThrownBy(() -> GoJson.write(value));
  }

  @Test
  void messages_neverQuoteTheText() {
    assertThatThrownBy(() -> JsonReader.DEFAULT.read("{\"jwt\":eyJhbGciOi.secret}"))
        .isInstanceOf(JsonSyntaxException.class)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret").doesNotContain("eyJ"))
        .hasNoCause();
  }

  @Test
  void toBigDecimal_refusesExponentsThatWouldNotEnd() {
    assertThat(new JsonNumber("1e1000").toBigDecimal()).isEqualByComparingTo("1e1000");
    for (String number :
        new String[] {"1e1001", "1E-1001", "1e99999999999999999999", "1e+2147483648"}) {
      assertThatExceptionOfType(JsonLimitException.class)
          .isThrownBy(() -> new JsonNumber(number).toBigDecimal());
    }
  }
}
