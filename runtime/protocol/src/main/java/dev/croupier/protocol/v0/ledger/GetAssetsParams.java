package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code get_assets} (clearnode-0.x 8.3).
 *
 * @param chainId only tokens of this chain; null for all
 */
public record GetAssetsParams(@Nullable Long chainId) implements RequestParams {
  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static GetAssetsParams read(JsonValue params) {
    return new GetAssetsParams(
        Members.ofRequest(Method.GET_ASSETS, params).optionalUnsigned("chain_id"));
  }

  @Override
  public Method method() {
    return Method.GET_ASSETS;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().putIfPresent("chain_id", chainId).build();
  }
}
