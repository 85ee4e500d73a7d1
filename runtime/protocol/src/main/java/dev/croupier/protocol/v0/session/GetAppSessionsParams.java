package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code get_app_sessions} (clearnode-0.x 8.6).
 *
 * @param participant only sessions of this address, as sent; null for everybody's
 * @param status only {@code open} or {@code closed} ones; null for both
 * @param options which part of the list
 */
public record GetAppSessionsParams(
    @Nullable String participant, @Nullable String status, ListOptions options)
    implements RequestParams {

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static GetAppSessionsParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.GET_APP_SESSIONS, params);
    return new GetAppSessionsParams(
        members.optionalText("participant"),
        members.optionalText("status"),
        ListOptions.read(members));
  }

  @Override
  public Method method() {
    return Method.GET_APP_SESSIONS;
  }

  @Override
  public JsonObject toJson() {
    return options
        .addTo(
            JsonObject.builder()
                .putIfPresent("participant", participant)
                .putIfPresent("status", status))
        .build();
  }
}
