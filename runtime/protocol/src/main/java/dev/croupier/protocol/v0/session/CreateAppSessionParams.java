package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.AllocationJson;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code create_app_session} (clearnode-0.x 10.1).
 *
 * @param definition the session to be
 * @param allocations what each participant puts in; may be empty
 * @param sessionData free text, stored as it is; null for none
 */
public record CreateAppSessionParams(
    AppDefinition definition, List<Allocation> allocations, @Nullable String sessionData)
    implements RequestParams {

  /** Copies the allocations. */
  public CreateAppSessionParams {
    allocations = List.copyOf(allocations);
  }

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit, or an allocation
   *     names no address
   */
  public static CreateAppSessionParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.CREATE_APP_SESSION, params);
    return new CreateAppSessionParams(
        AppDefinition.read(members.object("definition")),
        members.list("allocations", AllocationJson::read),
        members.optionalText("session_data"));
  }

  @Override
  public Method method() {
    return Method.CREATE_APP_SESSION;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("definition", definition.toJson())
        .put("allocations", AllocationJson.write(allocations))
        .putIfPresent("session_data", sessionData)
        .build();
  }
}
