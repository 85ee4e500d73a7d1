package dev.croupier.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.v0.RequestPayload;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CanonicalJsonVectorTest {
  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-canonical-json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void write_givesWhatJsonStringifyGives(Vectors.Case vector) {
    assertThat(payload(vector).text())
        .isEqualTo(vector.expected().get("canonical_text").asString());
    assertThat(
            "0x"
                + HexFormat.of().formatHex(payload(vector).text().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(vector.expected().get("canonical_utf8_hex").asString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void sign_coversTheUtf8BytesOfTheText(Vectors.Case vector) {
    Secp256k1 secp256k1 = Secp256k1.best();
    PrivateKey key = PrivateKey.parse(vector.input().get("signer_private_key").asString());
    RequestPayload payload = payload(vector);

    Hash32 digest = payload.digest();
    Signature signature = payload.sign(new LocalSigner(key, secp256k1));

    assertThat(digest).hasToString(vector.expected().get("keccak256").asString());
    assertThat(signature).hasToString(vector.expected().get("signature").asString());
    assertThat(secp256k1.recover(digest, signature).address())
        .hasToString(vector.expected().get("signer").asString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void writeUntyped_givesWhatGoGives(Vectors.Case vector) {
    JsonNode go = vector.expected().get("go_encoding_json_text");
    String expected =
        go.isNull() ? vector.expected().get("canonical_text").asString() : go.asString();

    JsonValue array =
        JsonArray.of(
            new JsonNumber(vector.input().get("request_id").asString()),
            new JsonString(vector.input().get("method").asString()),
            params(vector),
            new JsonNumber(vector.input().get("timestamp").asString()));

    assertThat(GoJson.writeUntyped(array)).isEqualTo(expected);
  }

  private static RequestPayload payload(Vectors.Case vector) {
    return RequestPayload.of(
        vector.input().get("request_id").asLong(),
        vector.input().get("method").asString(),
        params(vector),
        vector.input().get("timestamp").asLong());
  }

  private static JsonValue params(Vectors.Case vector) {
    return JsonReader.DEFAULT.read(vector.input().get("params_json").asString());
  }
}
