package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code get_rpc_history} (clearnode-0.x 9.7).
 *
 * @param entries sorted by timestamp
 */
public record RpcHistory(List<RpcEntry> entries) implements WireValue {
  /** Copies the rows. */
  public RpcHistory {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static RpcHistory read(JsonValue params) {
    return new RpcHistory(
        Members.ofAnswer(Method.GET_RPC_HISTORY, params)
            .requiredList("rpc_entries", RpcEntry::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("rpc_entries", JsonArray.from(entries, RpcEntry::toJson))
        .build();
  }
}
