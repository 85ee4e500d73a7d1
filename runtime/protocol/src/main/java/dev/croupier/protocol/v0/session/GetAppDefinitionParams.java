package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;

/**
 * The params of {@code get_app_definition} (clearnode-0.x 8.5).
 *
 * @param appSessionId the session, as sent; empty if it was missing
 */
public record GetAppDefinitionParams(String appSessionId) implements RequestParams {
  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if the id is not text
   */
  public static GetAppDefinitionParams read(JsonValue params) {
    return new GetAppDefinitionParams(
        Members.ofRequest(Method.GET_APP_DEFINITION, params).text("app_session_id"));
  }

  @Override
  public Method method() {
    return Method.GET_APP_DEFINITION;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("app_session_id", appSessionId).build();
  }
}
