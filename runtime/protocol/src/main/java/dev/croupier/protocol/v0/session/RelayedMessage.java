package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.InvalidHashException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonKind;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.InvalidResultException;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.Map;

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
    Map<String, RawJson> members = members(params);
    RawJson message = members.get("message");
    if (message == null) {
      throw invalid("message", "is missing");
    }
    RawJson session = members.get("app_session_id");
    if (session == null || session.kind() == JsonKind.NULL) {
      throw invalid("app_session_id", "is missing");
    }
    if (session.kind() != JsonKind.STRING) {
      throw invalid("app_session_id", "must be text");
    }
    try {
      return new RelayedMessage(SessionId.parse(session.asString()), message);
    } catch (InvalidHashException e) {
      throw invalid("app_session_id", "must be an app session id");
    }
  }

  /** Only these two levels are read: what is inside the message is the receiver's to read. */
  private static Map<String, RawJson> members(RawJson params) {
    if (params.kind() != JsonKind.OBJECT) {
      throw invalid("params", "must be an object");
    }
    return params.members();
  }

  private static InvalidResultException invalid(String member, String rule) {
    return new InvalidResultException(Method.MESSAGE.wireName(), member, rule);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("app_session_id", session.toString())
        .put("message", message)
        .build();
  }
}
