package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;

/**
 * The answer {@code get_user_tag} (clearnode-0.x 9.2). No member may be added.
 *
 * @param tag six of 0-9 and A-Z, the wallet's for ever
 */
public record UserTag(String tag) implements WireValue {
  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if there is no tag
   */
  public static UserTag read(JsonValue params) {
    return new UserTag(Members.ofAnswer(Method.GET_USER_TAG, params).requiredText("tag"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("tag", tag).build();
  }
}
