package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.AllocationJson;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code close_app_session} (clearnode-0.x 10.4).
 *
 * @param appSessionId the session, as sent
 * @param allocations the final shares, all of what the session holds
 * @param sessionData replaces the stored text; null keeps it
 */
public record CloseAppSessionParams(
    String appSessionId, List<Allocation> allocations, @Nullable String sessionData)
    implements RequestParams {

  /** Copies the allocations. */
  public CloseAppSessionParams {
    allocations = List.copyOf(allocations);
  }

  /** The params a client sends. */
  public static CloseAppSessionParams of(
      SessionId session, List<Allocation> allocations, @Nullable String sessionData) {
    return new CloseAppSessionParams(session.toString(), allocations, sessionData);
  }

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit, or an allocation
   *     names no address
   */
  public static CloseAppSessionParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.CLOSE_APP_SESSION, params);
    return new CloseAppSessionParams(
        members.text("app_session_id"),
        members.list("allocations", AllocationJson::read),
        members.optionalText("session_data"));
  }

  @Override
  public Method method() {
    return Method.CLOSE_APP_SESSION;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("app_session_id", appSessionId)
        .put("allocations", AllocationJson.write(allocations))
        .putIfPresent("session_data", sessionData)
        .build();
  }
}
