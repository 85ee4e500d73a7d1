package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.ServerVersion;

/**
 * The answer to {@code create_app_session}, {@code submit_app_state} and {@code close_app_session}
 * (clearnode-0.x 10.1). The server sends more members, all empty.
 *
 * @param id the session
 * @param status open, or closed after a close
 * @param version the session's new version; 1 after create
 */
public record AppSessionResult(SessionId id, SessionStatus status, long version) {
  /**
   * Reads the params of an answer.
   *
   * @param method which of the three was asked
   * @throws dev.croupier.protocol.v0.InvalidResultException if one of the three members is missing
   *     or of the wrong type
   */
  public static AppSessionResult read(Method method, JsonValue params) {
    Members members = Members.ofAnswer(method, params);
    return new AppSessionResult(
        members.sessionId("app_session_id"),
        SessionStatus.read(members),
        members.requiredUnsigned("version"));
  }

  /** The answer as the servers of a version write it, empty members included. */
  public JsonObject toJson(ServerVersion version) {
    JsonObject.Builder builder = JsonObject.builder().put("app_session_id", id.toString());
    if (version.isAtLeast(ServerVersion.S0_5)) {
      builder.put("application", "");
    }
    return builder
        .put("status", status.wireName())
        .put("participants", JsonNull.NULL)
        .put("protocol", "")
        .put("challenge", 0)
        .put("weights", JsonNull.NULL)
        .put("quorum", 0)
        .put("version", this.version)
        .put("nonce", 0)
        .put("created_at", "")
        .put("updated_at", "")
        .build();
  }
}
