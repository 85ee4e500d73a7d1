package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.session.AppSessionUpdate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Frames of every server, read into typed values, written again, and compared with the SDKs. */
class ServerFrameVectorTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final Secp256k1 secp256k1 = Secp256k1.best();

  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-server-frames");
  }

  /** Frames a client of 0.3 and later must be able to read. */
  static Stream<Vectors.Case> readable() {
    return cases().filter(vector -> !unreadable(vector));
  }

  /** Frames whose layout is that of a server line before 0.3 or of a mistaken document. */
  static Stream<Vectors.Case> foreign() {
    return cases().filter(ServerFrameVectorTest::unreadable);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void read_keepsTheSignedTextAndItsSigner(Vectors.Case vector) {
    String text = vector.input().get("frame").asString();

    ResponseFrame frame = ResponseFrame.read(text);

    assertThat(frame.payload().text()).isEqualTo(vector.expected().get("signed_text").asString());
    assertThat(frame.digest()).hasToString(vector.expected().get("keccak256").asString());
    assertThat(Frames.signers(frame, secp256k1))
        .containsExactly(vector.expected().get("signer").asString());
    assertThat(frame.text()).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void rewriting_givesTheServersBytes(Vectors.Case vector) {
    ResponsePayload payload = ResponseFrame.read(vector.input().get("frame").asString()).payload();

    JsonValue rewritten = rewritten(vector, payload);

    String sentBy = vector.input().get("sent_by").asString();
    if (sentBy.startsWith("server")) {
      assertThat(GoJson.write(rewritten)).isEqualTo(payload.params().text());
    } else {
      assertCovers(payload.params().parse(), rewritten);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void typedValues_areThoseTheSdksRead(Vectors.Case vector) {
    ResponsePayload payload = ResponseFrame.read(vector.input().get("frame").asString()).payload();
    JsonNode mine =
        // The SDKs flatten session updates; the union has the flat members whatever was sent.
        JSON.readTree(
            GoJson.write(
                Frames.rewritten(payload, version(vector), AppSessionUpdate.Layout.UNION)));

    for (Map.Entry<String, JsonNode> sdk : vector.expected().get("parsed").properties()) {
      JsonNode parsed = sdk.getValue();
      if (parsed.has("throws")) {
        continue;
      }
      assertThat(payload.method()).isEqualTo(parsed.get("method").asString());
      assertThat(payload.requestId()).isEqualTo(parsed.get("requestId").asLong());
      assertThat(payload.timestampMs()).isEqualTo(parsed.get("timestamp").asLong());
      assertThat(ResponseFrame.read(vector.input().get("frame").asString()).signatureTexts())
          .isEqualTo(Frames.strings(parsed.get("signatures")));
      assertSame(sdk.getKey() + " params", parsed.get("params"), mine);
    }
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("foreign")
  void read_refusesLayoutsOfOtherLines(Vectors.Case vector) {
    String text = vector.input().get("frame").asString();

    assertThatThrownBy(() -> rewritten(vector, ResponseFrame.read(text).payload()))
        .isInstanceOfAny(InvalidFrameException.class, InvalidResultException.class);
  }

  private static boolean unreadable(Vectors.Case vector) {
    String sentBy = vector.input().get("sent_by").asString();
    return sentBy.equals("server 0.2")
        || sentBy.equals("documentation only")
        || sentBy.startsWith("servers before");
  }

  private static JsonValue rewritten(Vectors.Case vector, ResponsePayload payload) {
    String sentBy = vector.input().get("sent_by").asString();
    AppSessionUpdate.Layout layout =
        switch (sentBy) {
          case "server 0.4" -> AppSessionUpdate.Layout.FLAT;
          case "server 0.5" -> AppSessionUpdate.Layout.NESTED;
          default -> AppSessionUpdate.Layout.UNION;
        };
    return Frames.rewritten(payload, version(vector), layout);
  }

  private static ServerVersion version(Vectors.Case vector) {
    return vector.input().get("sent_by").asString().contains("0.5")
        ? ServerVersion.S0_5
        : ServerVersion.S0_3;
  }

  /** Every member that was received and has meaning is written again. */
  private static void assertCovers(JsonValue received, JsonValue written) {
    JsonNode before = JSON.readTree(GoJson.write(received));
    JsonNode after = JSON.readTree(GoJson.write(written));
    before
        .properties()
        .forEach(
            member -> {
              if (after.has(member.getKey())) {
                assertThat(after.get(member.getKey())).isEqualTo(member.getValue());
              } else {
                assertThat(member.getKey()).isEqualTo("version");
              }
            });
  }

  private static void assertSame(String place, JsonNode parsed, JsonNode mine) {
    if (parsed.isObject()) {
      for (Map.Entry<String, JsonNode> member : parsed.properties()) {
        assertSame(place + "." + member.getKey(), member.getValue(), member(mine, member.getKey()));
      }
    } else if (parsed.isArray()) {
      assertThat(mine.size()).as(place).isEqualTo(parsed.size());
      for (int i = 0; i < parsed.size(); i++) {
        assertSame(place + "[" + i + "]", parsed.get(i), mine.get(i));
      }
    } else {
      assertThat(scalar(mine)).as(place).isEqualTo(scalar(parsed));
    }
  }

  /** The SDK writes names in camel case, except inside relayed messages. */
  private static JsonNode member(JsonNode object, String name) {
    if (object.has(name)) {
      return object.get(name);
    }
    return object.path(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }

  /** Dates lose their digits beyond milliseconds in JavaScript. */
  private static String scalar(JsonNode value) {
    try {
      return Instant.parse(value.asString()).truncatedTo(ChronoUnit.MILLIS).toString();
    } catch (DateTimeParseException notATime) {
      return value.asString();
    }
  }
}
