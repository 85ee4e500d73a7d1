package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MultiSignatureVectorTest {
  private final Secp256k1 secp256k1 = Secp256k1.best();

  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-multi-signature");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void signedBy_putsEverySignatureOverTheOneText(Vectors.Case vector) {
    RequestFrame frame =
        RequestPayload.of(
                vector.input().get("request_id").asLong(),
                vector.input().get("method").asString(),
                JsonReader.DEFAULT.read(vector.input().get("params").toString()),
                vector.input().get("timestamp").asLong())
            .signedBy(signers(vector));

    assertThat(frame.text()).isEqualTo(vector.expected().get("frame").asString());
    assertThat(frame.payload().text()).isEqualTo(vector.expected().get("signed_text").asString());
    assertThat(frame.digest()).hasToString(vector.expected().get("keccak256").asString());
    assertThat(frame.signatureTexts())
        .isEqualTo(Frames.strings(vector.expected().get("signatures")));
    assertThat(Frames.signers(frame, secp256k1))
        .isEqualTo(Frames.strings(vector.expected().get("signers")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void read_givesTheTypedParamsThatWereWritten(Vectors.Case vector) {
    RequestFrame frame = RequestFrame.read(vector.expected().get("frame").asString());

    assertThat(frame.payload().text()).isEqualTo(vector.expected().get("signed_text").asString());
    assertThat(
            RequestPayload.of(
                    frame.payload().requestId(),
                    Frames.typedParams(frame),
                    frame.payload().timestampMs())
                .text())
        .isEqualTo(Frames.withNormalAmounts(frame.payload()));
  }

  private Signer[] signers(Vectors.Case vector) {
    List<String> keys = Frames.strings(vector.input().get("signer_private_keys"));
    return keys.stream()
        .map(key -> new LocalSigner(PrivateKey.parse(key), secp256k1))
        .toArray(Signer[]::new);
  }
}
