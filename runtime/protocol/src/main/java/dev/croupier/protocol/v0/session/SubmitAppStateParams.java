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
 * The params of {@code submit_app_state} (clearnode-0.x 10.3).
 *
 * @param appSessionId the session, as sent
 * @param intent one of {@link Intent}'s names, as sent; null leaves the member out
 * @param version the new version; null leaves the member out
 * @param allocations the shares afterwards
 * @param sessionData replaces the stored text; null keeps it
 */
public record SubmitAppStateParams(
    String appSessionId,
    @Nullable String intent,
    @Nullable Long version,
    List<Allocation> allocations,
    @Nullable String sessionData)
    implements RequestParams {

  /** Copies the allocations. */
  public SubmitAppStateParams {
    allocations = List.copyOf(allocations);
  }

  /** A state of a {@code NitroRPC/0.4} session on S0.4 or later. */
  public static SubmitAppStateParams of(
      SessionId session,
      Intent intent,
      long version,
      List<Allocation> allocations,
      @Nullable String sessionData) {
    return new SubmitAppStateParams(
        session.toString(), intent.wireName(), version, allocations, sessionData);
  }

  /** A state of a {@code NitroRPC/0.2} session, or of any on S0.3: redistribution only. */
  public static SubmitAppStateParams withoutIntent(
      SessionId session, List<Allocation> allocations, @Nullable String sessionData) {
    return new SubmitAppStateParams(session.toString(), null, null, allocations, sessionData);
  }

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit, or an allocation
   *     names no address
   */
  public static SubmitAppStateParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.SUBMIT_APP_STATE, params);
    return new SubmitAppStateParams(
        members.text("app_session_id"),
        members.optionalText("intent"),
        members.optionalUnsigned("version"),
        members.list("allocations", AllocationJson::read),
        members.optionalText("session_data"));
  }

  @Override
  public Method method() {
    return Method.SUBMIT_APP_STATE;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("app_session_id", appSessionId)
        .putIfPresent("intent", intent)
        .putIfPresent("version", version)
        .put("allocations", AllocationJson.write(allocations))
        .putIfPresent("session_data", sessionData)
        .build();
  }
}
