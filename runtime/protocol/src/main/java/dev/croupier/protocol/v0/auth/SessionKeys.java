package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code get_session_keys}, S0.5 (clearnode-0.x 9.4).
 *
 * @param keys the caller's unexpired keys, newest first
 */
public record SessionKeys(List<SessionKey> keys) implements WireValue {
  /** Copies the keys. */
  public SessionKeys {
    keys = List.copyOf(keys);
  }

  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static SessionKeys read(JsonValue params) {
    return new SessionKeys(
        Members.ofAnswer(Method.GET_SESSION_KEYS, params)
            .requiredList("session_keys", SessionKey::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("session_keys", JsonArray.from(keys, SessionKey::toJson))
        .build();
  }
}
