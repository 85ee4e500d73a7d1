package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code get_app_sessions} (clearnode-0.x 8.6).
 *
 * @param sessions sorted by their last update
 */
public record AppSessions(List<AppSession> sessions) implements WireValue {
  /** Copies the sessions. */
  public AppSessions {
    sessions = List.copyOf(sessions);
  }

  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static AppSessions read(JsonValue params) {
    return new AppSessions(
        Members.ofAnswer(Method.GET_APP_SESSIONS, params)
            .requiredList("app_sessions", AppSession::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("app_sessions", JsonArray.from(sessions, AppSession::toJson))
        .build();
  }
}
