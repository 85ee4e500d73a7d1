package dev.croupier.protocol.v0.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class LoginDataVectorTest {
  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-eip712-auth");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void loginIsHashedAndSignedAsTheSdkDoes(Vectors.Case vector) {
    JsonNode expected = vector.expected();
    LoginData data = data(vector.input());
    assertThat(data.encodeType()).isEqualTo(vector.input().get("encode_type").stringValue());
    assertThat(data.typeHash()).hasToString(expected.get("type_hash").stringValue());
    assertThat(data.domainSeparator()).hasToString(expected.get("domain_separator").stringValue());
    assertThat(data.structHash()).hasToString(expected.get("struct_hash").stringValue());
    assertThat(data.digest()).hasToString(expected.get("digest").stringValue());

    PrivateKey key = PrivateKey.parse(vector.input().get("wallet_private_key").stringValue());
    Stream.of(Secp256k1.best(), Secp256k1.bouncyCastle())
        .forEach(
            secp256k1 -> {
              LocalSigner signer = new LocalSigner(key, secp256k1);
              Signature signature = signer.sign(data.digest());
              assertThat(signature).hasToString(expected.get("signature").stringValue());
              assertThat(signer.address()).hasToString(expected.get("signer").stringValue());
              assertThat(secp256k1.recover(data.digest(), signature).address())
                  .isEqualTo(signer.address());
            });
  }

  /** Built twice: from the typed values, and from the request that a client would have sent. */
  private static LoginData data(JsonNode input) {
    JsonNode message = input.get("message");
    String application = input.get("domain").get("name").stringValue();
    String challenge = message.get("challenge").stringValue();
    String scope = message.get("scope").stringValue();
    String wallet = message.get("wallet").stringValue();
    List<Allowance> allowances = new ArrayList<>();
    for (JsonNode allowance : message.get("allowances")) {
      allowances.add(
          new Allowance(allowance.get("asset").stringValue(), number(allowance.get("amount"))));
    }
    return message.has("participant")
        ? legacy(message, application, challenge, scope, wallet, allowances)
        : current(message, application, challenge, scope, wallet, allowances);
  }

  private static LoginData legacy(
      JsonNode message,
      String application,
      String challenge,
      String scope,
      String wallet,
      List<Allowance> allowances) {
    String participant = message.get("participant").stringValue();
    String applicationAddress = message.get("application").stringValue();
    String expire = number(message.get("expire"));
    LoginData data =
        new LegacyLoginPolicy(
            application,
            challenge,
            scope,
            Address.parse(wallet),
            Address.parse(applicationAddress),
            Address.parse(participant),
            new BigInteger(expire),
            allowances);
    LegacyAuthRequest request =
        new LegacyAuthRequest(
            wallet, participant, application, expire, scope, applicationAddress, allowances);
    assertThat(LoginData.of(request, challenge)).isEqualTo(data);
    return data;
  }

  private static LoginData current(
      JsonNode message,
      String application,
      String challenge,
      String scope,
      String wallet,
      List<Allowance> allowances) {
    String sessionKey = message.get("session_key").stringValue();
    BigInteger expiresAt = new BigInteger(number(message.get("expires_at")));
    LoginData data =
        new LoginPolicy(
            application,
            challenge,
            scope,
            Address.parse(wallet),
            Address.parse(sessionKey),
            expiresAt,
            allowances);
    if (expiresAt.bitLength() < Long.SIZE) {
      AuthRequest request =
          new AuthRequest(
              wallet, sessionKey, application, expiresAt.longValueExact(), scope, allowances);
      assertThat(LoginData.of(request, challenge)).isEqualTo(data);
    }
    return data;
  }

  /** A number may be text, a JSON number or {@code {"$bigint":"n"}}. */
  private static String number(JsonNode node) {
    return node.isObject() ? node.get("$bigint").stringValue() : node.asString();
  }
}
