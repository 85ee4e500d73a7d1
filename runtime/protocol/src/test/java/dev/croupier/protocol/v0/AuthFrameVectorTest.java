package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.v0.auth.Allowance;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.LegacyAuthRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The frames of a login, built from what is signed in it; the signature itself is tested apart. */
class AuthFrameVectorTest {
  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-eip712-auth");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void authRequest_isWhatTheSdkSends(Vectors.Case vector) {
    String expected = vector.expected().get("auth_request_frame").asString();

    RequestFrame frame =
        RequestPayload.of(
                vector.input().get("auth_request_id").asLong(),
                authRequest(vector),
                vector.input().get("auth_request_timestamp").asLong())
            .unsigned();

    assertThat(frame.text()).isEqualTo(expected);
    assertThat(AuthRequestParams.read(RequestFrame.read(expected).payload().params()))
        .isEqualTo(authRequest(vector));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void authVerify_carriesTheTypedDataSignature(Vectors.Case vector) {
    String expected = vector.expected().get("auth_verify_frame").asString();
    String challenge = vector.input().get("message").get("challenge").asString();

    RequestFrame frame =
        RequestPayload.of(
                vector.input().get("auth_verify_id").asLong(),
                AuthVerifyParams.withChallenge(challenge),
                vector.input().get("auth_verify_timestamp").asLong())
            .with(List.of(Signature.parse(vector.expected().get("signature").asString())));

    assertThat(frame.text()).isEqualTo(expected);
    assertThat(AuthVerifyParams.read(RequestFrame.read(expected).payload().params()))
        .isEqualTo(AuthVerifyParams.withChallenge(challenge));
  }

  private static AuthRequestParams authRequest(Vectors.Case vector) {
    JsonNode message = vector.input().get("message");
    String name = vector.input().get("domain").get("name").asString();
    Address wallet = Address.parse(message.get("wallet").asString());
    List<Allowance> allowances =
        message
            .get("allowances")
            .valueStream()
            .map(each -> new Allowance(each.get("asset").asString(), integerOrText(each)))
            .toList();
    if (message.has("session_key")) {
      return AuthRequest.of(
          wallet,
          Address.parse(message.get("session_key").asString()),
          name,
          Long.parseLong(integer(message.get("expires_at"))),
          message.get("scope").asString(),
          allowances);
    }
    return new LegacyAuthRequest(
        wallet.toString(),
        message.get("participant").asString(),
        name,
        integer(message.get("expire")),
        message.get("scope").asString(),
        message.get("application").asString(),
        allowances);
  }

  private static String integerOrText(JsonNode allowance) {
    return integer(allowance.get("amount"));
  }

  private static String integer(JsonNode value) {
    return value.has("$bigint") ? value.get("$bigint").asString() : value.asString();
  }
}
