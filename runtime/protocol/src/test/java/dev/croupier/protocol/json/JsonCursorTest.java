package dev.croupier.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonCursorTest {
  @Test
  void takeRaw_givesTheVeryCharacters() {
    String text = " { \"a\" :\t[ 1.0 , \"\\u003c\\/ 😀\" ]\n, \"b\":{ } , \"c\" : -0e0 } ";
    try (JsonCursor cursor = JsonCursor.over(text, JsonLimits.DEFAULT)) {
      cursor.enterObject();
      assertThat(cursor.nextName()).isEqualTo("a");
      assertThat(cursor.takeRaw()).hasToString("[ 1.0 , \"\\u003c\\/ 😀\" ]");
      assertThat(cursor.nextName()).isEqualTo("b");
      assertThat(cursor.takeRaw()).hasToString("{ }");
      assertThat(cursor.nextName()).isEqualTo("c");
      assertThat(cursor.takeRaw()).hasToString("-0e0");
      assertThat(cursor.nextName()).isNull();
      cursor.end();
    }
  }

  @Test
  void rawSince_givesTheContainerThatWasWalkedThrough() {
    try (JsonCursor cursor = JsonCursor.over("{\"req\": [ 1,[2] ,{} ] }", JsonLimits.DEFAULT)) {
      cursor.enterObject();
      cursor.nextName();
      int offset = cursor.offset();
      cursor.enterArray();
      List<String> parts = new ArrayList<>();
      while (cursor.nextElement()) {
        parts.add(cursor.takeRaw().text());
      }
      assertThat(parts).containsExactly("1", "[2]", "{}");
      assertThat(cursor.rawSince(offset)).hasToString("[ 1,[2] ,{} ]");
      assertThat(cursor.nextName()).isNull();
      cursor.end();
    }
  }

  @Test
  void end_refusesWhatFollows() {
    try (JsonCursor cursor = JsonCursor.over("1 2", JsonLimits.DEFAULT)) {
      assertThat(cursor.takeRaw()).hasToString("1");
      assertThatExceptionOfType(JsonSyntaxException.class).isThrownBy(cursor::end);
    }
  }

  @Test
  void slices_equalWhatWasPutTogether() {
    long seed = Long.getLong("seed", 20_251_121L);
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      List<String> parts = new ArrayList<>();
      StringBuilder text = new StringBuilder(space(random)).append('[');
      int count = random.nextInt(round % 50 == 0 ? 3_000 : 12);
      for (int i = 0; i < count; i++) {
        String part = value(random, 0);
        parts.add(part);
        text.append(i == 0 ? "" : ",").append(space(random)).append(part).append(space(random));
      }
      text.append(space(random)).append(']').append(space(random));

      List<String> slices = new ArrayList<>();
      try (JsonCursor cursor = JsonCursor.over(text.toString(), JsonLimits.DEFAULT)) {
        int offset = cursor.offset();
        cursor.enterArray();
        while (cursor.nextElement()) {
          slices.add(cursor.takeRaw().text());
        }
        assertThat(cursor.rawSince(offset).text())
            .as("seed %s", seed)
            .isEqualTo(text.toString().strip());
        cursor.end();
      }
      assertThat(slices).as("seed %s, round %s", seed, round).isEqualTo(parts);
    }
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> Integer.toString(random.nextInt());
      case 3 -> random.nextInt(1000) + "." + random.nextInt(1000) + "E+" + random.nextInt(9);
      case 4, 5 -> string(random);
      case 6 -> "[" + space(random) + value(random, depth + 1) + space(random) + "]";
      default ->
          "{"
              + space(random)
              + string(random)
              + space(random)
              + ":"
              + space(random)
              + value(random, depth + 1)
              + "}";
    };
  }

  private static String string(Random random) {
    String[] pieces = {
      "a", "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d\\ude00", "漢", "😀", "é", "]", "}"
    };
    StringBuilder out = new StringBuilder("\"");
    for (int i = random.nextInt(12); i > 0; i--) {
      out.append(pieces[random.nextInt(pieces.length)]);
    }
    return out.append('"').toString();
  }

  private static String space(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> " ";
      case 1 -> "\r\n\t";
      default -> "";
    };
  }

  @Test
  void takeRawWithMembers_seesWhatReadingAgainSees() {
    for (String object :
        List.of(
            "{}", "{ \"a\" : 1 }", "{\"a\":[{}],\"b\":{\"c\":\"}\"},\"a\":2,\"\\u0061b\":null}")) {
      try (JsonCursor cursor = JsonCursor.over("[ " + object + " , 7]", JsonLimits.DEFAULT)) {
        cursor.enterArray();
        cursor.nextElement();
        RawJson taken = cursor.takeRawWithMembers();
        assertThat(taken).hasToString(object);
        assertThat(taken.members()).containsExactlyEntriesOf(RawJson.of(object).members());
        assertThat(cursor.nextElement()).isTrue();
        assertThat(cursor.takeRawWithMembers()).hasToString("7");
        assertThat(cursor.nextElement()).isFalse();
      }
    }
  }
}
