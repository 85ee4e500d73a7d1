package dev.croupier.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.v0.RequestPayload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RawJsonTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "é",
          "€",
          "\uD83D\uDE00",
          "/",
          "\\/",
          "\\\\",
          "\\\"",
          "\\b",
          "\\f",
          "\\n",
          "\\r",
          "\\t",
          "\\u0041",
          "\\u00e9",
          "\\uD83D\\uDE00",
          "\\uD83D",
          "\\u0000",
          "u0041");

  @Test
  void asString_givesWhatTheParserGives() {
    long seed = Long.getLong("seed", 20261121);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder("\"");
      for (int pieces = random.nextInt(8); pieces > 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      RawJson raw = RawJson.of(text.append('"').toString());
      assertThat(raw.asString()).as("seed %d, %s", seed, raw).isEqualTo(raw.parse().asString());
    }
  }

  @Test
  void asString_ofAnotherKind_isRefused() {
    assertThatThrownBy(() -> RawJson.of("{\"a\":1}").asString())
        .isInstanceOf(JsonTypeException.class);
  }

  @Test
  void ofWritten_isTheRequestThatItsTextReads() {
    SequencedMap<String, RawJson> params = new LinkedHashMap<>();
    params.put("type", RawJson.string("a \"b\" \n"));
    params.put("data", RawJson.of(" { \"n\" : [1.50, null] } "));
    params.put("seq", RawJson.number(-1));
    RequestPayload written =
        RequestPayload.ofWritten(7, "message", RawJson.object(params), 1_760_000_000_000L);
    RequestPayload read = RequestPayload.read(written.text());

    assertThat(written).isEqualTo(read);
    assertThat(written.text())
        .isEqualTo(
            "[7,\"message\",{\"type\":\"a \\\"b\\\" \\n\",\"data\":{ \"n\" : [1.50, null]"
                + " },\"seq\":18446744073709551615},1760000000000]");
    assertThat(written.params()).isEqualTo(read.params());
    assertThat(written.method()).isEqualTo(read.method());
    assertThat(written.requestId()).isEqualTo(read.requestId());
    assertThat(written.timestampMs()).isEqualTo(read.timestampMs());
    assertThat(written.params().kind()).isEqualTo(JsonKind.OBJECT);
  }

  @Test
  void arrayAndObject_ofNothing_areEmpty() {
    assertThat(RawJson.array().text()).isEqualTo("[]");
    assertThat(RawJson.object(new LinkedHashMap<>()).text()).isEqualTo("{}");
  }
}
