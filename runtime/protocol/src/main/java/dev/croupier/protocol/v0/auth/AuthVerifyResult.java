package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import org.jspecify.annotations.Nullable;

/**
 * The answer {@code auth_verify} (clearnode-0.x 5.2).
 *
 * @param address the wallet that is logged in
 * @param jwtToken a token for the next login; null after a login by token
 * @param sessionKey the key that may sign requests now
 * @param success true; failure is an error answer
 */
public record AuthVerifyResult(
    Address address, @Nullable String jwtToken, Address sessionKey, boolean success)
    implements WireValue {

  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if an address is missing
   */
  public static AuthVerifyResult read(JsonValue params) {
    Members members = Members.ofAnswer(Method.AUTH_VERIFY, params);
    return new AuthVerifyResult(
        members.address("address"),
        members.optionalText("jwt_token"),
        members.address("session_key"),
        members.bool("success"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("address", address.toString())
        .putIfPresent("jwt_token", jwtToken)
        .put("session_key", sessionKey.toString())
        .put("success", success)
        .build();
  }

  /** Without the token, which is a secret. */
  @Override
  public String toString() {
    return "AuthVerifyResult[address=" + address + ", sessionKey=" + sessionKey + "]";
  }
}
