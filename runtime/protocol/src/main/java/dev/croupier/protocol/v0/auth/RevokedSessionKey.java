package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;

/**
 * The answer {@code revoke_session_key}, S0.5 (clearnode-0.x 9.5).
 *
 * @param sessionKey the key that no longer counts
 */
public record RevokedSessionKey(Address sessionKey) implements WireValue {
  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static RevokedSessionKey read(JsonValue params) {
    return new RevokedSessionKey(
        Members.ofAnswer(Method.REVOKE_SESSION_KEY, params).address("session_key"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("session_key", sessionKey.toString()).build();
  }
}
