package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;

/**
 * The answer {@code auth_challenge} (clearnode-0.x 5.1).
 *
 * @param challenge the text to sign: a lower-case UUID with hyphens
 */
public record AuthChallenge(String challenge) implements WireValue {
  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if there is no challenge
   */
  public static AuthChallenge read(JsonValue params) {
    return new AuthChallenge(
        Members.ofAnswer(Method.AUTH_CHALLENGE, params).requiredText("challenge_message"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("challenge_message", challenge).build();
  }
}
