package dev.croupier.protocol.v0.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginDataTest {
  private static final String WALLET = "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B72";
  private static final String KEY = "0xC28bc18a23fADA4506f839EE6cE463541633e879";

  private static AuthRequest request(String wallet, String key, String application, long expires) {
    return new AuthRequest(wallet, key, application, expires, "", List.of());
  }

  private static LegacyAuthRequest legacy(String application, String expire, String amount) {
    return new LegacyAuthRequest(
        WALLET, KEY, "Chess", expire, "", application, List.of(new Allowance("usdc", amount)));
  }

  @Test
  void emptyName_isRefused() {
    assertRefused(request(WALLET, KEY, "", 1), "name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x", "alice", "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B7"})
  void textThatIsNoAddress_isRefused(String text) {
    assertRefused(request(text, KEY, "Chess", 1), "wallet");
    assertRefused(request(WALLET, text, "Chess", 1), "session_key");
    assertRefused(legacy(text, "1", "1"), "application");
  }

  @Test
  void negativeTime_isRefused() {
    assertRefused(request(WALLET, KEY, "Chess", -1), "expires_at");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "1.5",
        "0x10",
        "1e3",
        "115792089237316195423570985008687907853269984665640564039457584007913129639936"
      })
  void legacyNumberThatIsNoUint256_isRefused(String text) {
    assertRefused(legacy(WALLET, text, "1"), "expire");
    assertRefused(legacy(WALLET, "1", text), "amount");
  }

  @Test
  void allowanceTextIsSignedAsSent() {
    AuthRequest plain =
        new AuthRequest(WALLET, KEY, "Chess", 1, "", List.of(new Allowance("usdc", "100")));
    AuthRequest zeros =
        new AuthRequest(WALLET, KEY, "Chess", 1, "", List.of(new Allowance("usdc", "100.0")));
    assertThat(LoginData.of(plain, "c").digest()).isNotEqualTo(LoginData.of(zeros, "c").digest());
  }

  private static void assertRefused(AuthRequestParams request, String member) {
    assertThatThrownBy(() -> LoginData.of(request, "c"))
        .isInstanceOfSatisfying(
            InvalidLoginDataException.class, e -> assertThat(e.member()).isEqualTo(member));
  }
}
