package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code auth_verify} (clearnode-0.x 5.2, 5.3). If both members are given the token
 * wins.
 *
 * @param challenge the challenge whose typed data {@code sig[0]} signs; null with a token
 * @param jwt a token from an earlier login; null with a signature
 */
public record AuthVerifyParams(@Nullable String challenge, @Nullable String jwt)
    implements RequestParams {

  /** A login by signature. */
  public static AuthVerifyParams withChallenge(String challenge) {
    return new AuthVerifyParams(challenge, null);
  }

  /** A login by token; needs no signature. */
  public static AuthVerifyParams withJwt(String jwt) {
    return new AuthVerifyParams(null, jwt);
  }

  /**
   * Reads the params of a request. Empty texts count as missing.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if a member is not text
   */
  public static AuthVerifyParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.AUTH_VERIFY, params);
    return new AuthVerifyParams(
        nullIfEmpty(members.text("challenge")), nullIfEmpty(members.text("jwt")));
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  @Override
  public Method method() {
    return Method.AUTH_VERIFY;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .putIfPresent("challenge", challenge)
        .putIfPresent("jwt", jwt)
        .build();
  }

  /** The kind of login only: the token is a secret. */
  @Override
  public String toString() {
    return "AuthVerifyParams[" + (jwt == null ? "challenge=" + challenge : "jwt") + "]";
  }
}
