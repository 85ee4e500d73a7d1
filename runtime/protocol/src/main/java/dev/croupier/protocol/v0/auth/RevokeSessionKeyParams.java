package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;

/**
 * The params of {@code revoke_session_key}, S0.5 (clearnode-0.x 9.5).
 *
 * @param sessionKey the key's address as sent; empty if it was missing
 */
public record RevokeSessionKeyParams(String sessionKey) implements RequestParams {
  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if the key is not text
   */
  public static RevokeSessionKeyParams read(JsonValue params) {
    return new RevokeSessionKeyParams(
        Members.ofRequest(Method.REVOKE_SESSION_KEY, params).text("session_key"));
  }

  @Override
  public Method method() {
    return Method.REVOKE_SESSION_KEY;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("session_key", sessionKey).build();
  }
}
