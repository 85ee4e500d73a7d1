package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code get_session_keys}, S0.5 (clearnode-0.x 9.4).
 *
 * @param offset how many rows to skip; null for none
 * @param limit how many rows at most; null for all
 */
public record GetSessionKeysParams(@Nullable Long offset, @Nullable Long limit)
    implements RequestParams {
  /** All keys. */
  public static final GetSessionKeysParams ALL = new GetSessionKeysParams(null, null);

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static GetSessionKeysParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.GET_SESSION_KEYS, params);
    return new GetSessionKeysParams(
        members.optionalUnsigned("offset"), members.optionalUnsigned("limit"));
  }

  @Override
  public Method method() {
    return Method.GET_SESSION_KEYS;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().putIfPresent("offset", offset).putIfPresent("limit", limit).build();
  }
}
