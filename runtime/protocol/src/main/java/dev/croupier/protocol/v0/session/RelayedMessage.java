package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.InvalidResultException;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;

/**
 * A message between participants as a local node hands it on (clearnode-0.x 11.3).
 *
 * @param session the session it belongs to
 * @param message the params of the sender's request, to the letter
 */
public record RelayedMessage(SessionId session, RawJson message) implements WireValue {
  /**
   * Reads the params of a {@code message} frame from the node.
   *
   * @throws InvalidResultException if they do not fit
   */
  public static RelayedMessage read(RawJson params) {
    Members members = Members.ofAnswer(Method.MESSAGE, params);
    RawJson message = params.members().get("message");
    if (message == null) {
      throw new InvalidResultException(Method.MESSAGE.wireName(), "message", "is missing");
    }
    return new RelayedMessage(members.sessionId("app_session_id"), message);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("app_session_id", session.toString())
        .put("message", message)
        .build();
  }
}
