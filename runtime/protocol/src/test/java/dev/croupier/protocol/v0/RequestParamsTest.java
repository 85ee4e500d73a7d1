package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.LegacyAuthRequest;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.CloseAppSessionParams;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SubmitAppStateParams;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What params go through in the server (clearnode-0.x 3.4). */
class RequestParamsTest {
  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740992",
    "1.0, 1",
    "1e3, 1000",
    "null, 0",
    "9223372036854774784, 9223372036854774784",
    "0, 0"
  })
  void integers_passThroughAFloat(String written, long read) {
    assertThat(definition("{\"nonce\":" + written + "}").nonce()).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "-1", "-0", "18446744073709551615", "1e400", "\"1\"", "true", "{}", "[1]"})
  void integers_thatAreNoneFailTheCall(String written) {
    assertThatExceptionOfType(InvalidParamsException.class)
        .isThrownBy(() -> definition("{\"nonce\":" + written + "}"))
        .satisfies(e -> assertThat(e.errorText()).isEqualTo("failed to parse parameters"));
  }

  @Test
  void weights_mayBeNegative() {
    assertThat(definition("{\"weights\":[-1,0,2.0,null]}").weights())
        .containsExactly(-1L, 0L, 2L, 0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"Nonce\":7}", "{\"NONCE\":7}", "{\"nonce\":5,\"nonce\":7}"})
  void names_matchInAnyLetterCase(String definition) {
    assertThat(definition(definition).nonce()).isEqualTo(7);
  }

  @Test
  void names_ofSeveralThatMatch_theLastInByteOrderWins() {
    assertThat(definition("{\"nonce\":7,\"NONCE\":5,\"Nonce\":6}").nonce()).isEqualTo(7);
    assertThat(definition("{\"nonce\":null,\"NONCE\":5}").nonce()).isEqualTo(5);
    assertThat(definition("{\"weight\u017f\":[1]}").weights()).containsExactly(1L);
    assertThat(definition("{\"wei\u0131ghts\":[1]}").weights()).isEmpty();
  }

  @Test
  void missingMembers_areZeroValues() {
    CreateAppSessionParams params = CreateAppSessionParams.read(json("{}"));

    assertThat(params.definition().protocol()).isEmpty();
    assertThat(params.definition().participants()).isEmpty();
    assertThat(params.definition().application()).isNull();
    assertThat(params.allocations()).isEmpty();
    assertThat(params.sessionData()).isNull();
    assertThat(SubmitAppStateParams.read(json("{\"intent\":null,\"x\":1}")).intent()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "\"x\"", "5", "true", "{\"unknown\":1e400}"})
  void params_thatAreNoObjectFailTheCall(String params) {
    assertThatExceptionOfType(InvalidParamsException.class)
        .isThrownBy(() -> CloseAppSessionParams.read(json(params)))
        .satisfies(e -> assertThat(e.errorText()).isEqualTo("failed to parse parameters"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"1.50\"|1.5",
        "1.50|1.5",
        "null|0",
        "9007199254740993|9007199254740992",
        "1e-7|0.0000001"
      })
  void amounts_areTextOrNumber(String written, String read) {
    assertThat(close(written).allocations().get(0).amount()).isEqualTo(Amount.parse(read));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"1,5\"", "true", "[]", "1e400", "\"1e1000000000\""})
  void amounts_thatAreNoneFailTheCall(String written) {
    assertThatExceptionOfType(InvalidParamsException.class).isThrownBy(() -> close(written));
  }

  @Test
  void faults_nameThePlaceAndTakeTheRequestId() {
    assertThatExceptionOfType(InvalidParamsException.class)
        .isThrownBy(() -> close("\"secret\""))
        .satisfies(
            e -> {
              assertThat(e.path()).isEqualTo("allocations[0].amount");
              assertThat(e).hasMessageNotContaining("secret");
              assertThat(e.requestId()).isEmpty();
              assertThat(e.inRequest(9).requestId()).isEqualTo(OptionalLong.of(9));
            });
  }

  @Test
  void authRequest_isOfTheOldFormWithAnyOfItsMembers() {
    assertThat(AuthRequestParams.read(json("{\"expire\":\"1\"}")))
        .isInstanceOf(LegacyAuthRequest.class);
    assertThat(AuthRequestParams.read(json("{\"app_name\":\"x\"}")))
        .isInstanceOf(LegacyAuthRequest.class);
    assertThat(AuthRequestParams.read(json("{\"application\":\"x\"}")))
        .isInstanceOf(AuthRequest.class);
    assertThatExceptionOfType(InvalidParamsException.class)
        .isThrownBy(() -> AuthRequestParams.read(json("{\"expires_at\":\"1\"}")))
        .satisfies(e -> assertThat(e.errorText()).isEqualTo("failed to parse auth parameters"));
  }

  @Test
  void authVerify_doesNotShowTheToken() {
    assertThat(AuthVerifyParams.read(json("{\"jwt\":\"secret\"}")).toString())
        .doesNotContain("secret");
  }

  @Test
  void rawParams_areReadLikeParsedOnes() {
    String text = "{\"app_session_id\":\"0xAB\",\"allocations\":null}";

    assertThat(CloseAppSessionParams.read(RawJson.of(text)))
        .isEqualTo(CloseAppSessionParams.read(json(text)));
  }

  private static AppDefinition definition(String json) {
    return CreateAppSessionParams.read(json("{\"definition\":" + json + "}")).definition();
  }

  private static CloseAppSessionParams close(String amount) {
    return CloseAppSessionParams.read(
        json(
            "{\"allocations\":[{\"participant\":\"0x"
                + "11".repeat(20)
                + "\",\"asset\":\"usdc\",\"amount\":"
                + amount
                + "}]}"));
  }

  private static JsonValue json(String text) {
    return JsonReader.DEFAULT.read(text);
  }
}
