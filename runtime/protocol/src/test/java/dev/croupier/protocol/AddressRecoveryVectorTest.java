package dev.croupier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.KnownSigners;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AddressRecoveryVectorTest {
  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-address-recovery");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void signatureRecoversItsSigner(Vectors.Case vector) {
    Stream.of(Secp256k1.best(), Secp256k1.bouncyCastle())
        .forEach(secp256k1 -> check(vector, new KnownSigners(secp256k1, 1)));
  }

  private static void check(Vectors.Case vector, KnownSigners signers) {
    String text = vector.input().get("text").stringValue();
    Hash32 digest = Keccak.keccak256(text.getBytes(StandardCharsets.UTF_8));
    JsonNode expected = vector.expected();
    assertThat(digest).hasToString(expected.get("keccak256").stringValue());

    String signature = vector.input().get("signature").stringValue();
    if (expected.get("recovered").isNull()) {
      assertThat(expected.get("matches").booleanValue()).isFalse();
      assertThatThrownBy(() -> signers.signerOf(digest, Signature.parse(signature)))
          .isInstanceOf(ProtocolException.class);
      return;
    }
    Address signer = signers.signerOf(digest, Signature.parse(signature));
    assertThat(signer).hasToString(expected.get("recovered").stringValue());
    Address expectedSigner = Address.parse(expected.get("expected_signer").stringValue());
    boolean matches = expected.get("matches").booleanValue();
    assertThat(signer.equals(expectedSigner)).isEqualTo(matches);
    assertThat(signers.isSignedBy(digest, Signature.parse(signature), expectedSigner))
        .isEqualTo(matches);
  }
}
