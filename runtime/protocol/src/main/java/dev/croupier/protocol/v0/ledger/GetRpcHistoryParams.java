package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;

/**
 * The params of {@code get_rpc_history} (clearnode-0.x 9.7).
 *
 * @param options which part of the list
 */
public record GetRpcHistoryParams(ListOptions options) implements RequestParams {
  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static GetRpcHistoryParams read(JsonValue params) {
    return new GetRpcHistoryParams(
        ListOptions.read(Members.ofRequest(Method.GET_RPC_HISTORY, params)));
  }

  @Override
  public Method method() {
    return Method.GET_RPC_HISTORY;
  }

  @Override
  public JsonObject toJson() {
    return options.addTo(JsonObject.builder()).build();
  }
}
