package dev.croupier.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.PublicKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class KeysVectorTest {
  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-keys");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void keyGivesPublicKeyAndAddress(Vectors.Case vector) {
    Stream.of(Secp256k1.best(), Secp256k1.bouncyCastle())
        .forEach(secp256k1 -> check(vector, secp256k1));
  }

  private static void check(Vectors.Case vector, Secp256k1 secp256k1) {
    Address address = address(vector.input(), secp256k1);
    for (var expected : vector.expected().properties()) {
      String text = expected.getValue().stringValue();
      switch (expected.getKey()) {
        case "public_key" -> {
          PublicKey key = publicKey(vector.input(), secp256k1);
          assertThat(key).hasToString(text);
          assertThat(PublicKey.ofBytes(Hex.parse(text))).isEqualTo(key);
          assertThat(Address.ofPublicKey(Hex.parse(text))).isEqualTo(address);
        }
        case "address_checksummed" -> {
          assertThat(address).hasToString(text);
          assertThat(Address.parse(text)).isEqualTo(address);
        }
        case "address_lower" -> {
          assertThat(Hex.of(address.bytes())).isEqualTo(text);
          assertThat(Address.parse(text)).isEqualTo(address);
        }
        default -> throw new AssertionError("unknown expectation " + expected.getKey());
      }
    }
  }

  private static Address address(JsonNode input, Secp256k1 secp256k1) {
    return input.has("private_key")
        ? publicKey(input, secp256k1).address()
        : Address.parse(input.get("address_lower").stringValue());
  }

  private static PublicKey publicKey(JsonNode input, Secp256k1 secp256k1) {
    return secp256k1.publicKey(PrivateKey.parse(input.get("private_key").stringValue()));
  }
}
