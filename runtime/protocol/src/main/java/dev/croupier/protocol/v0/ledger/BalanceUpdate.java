package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.AssetAmountJson;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The notification {@code bu} (clearnode-0.x 12).
 *
 * @param balances all balances of the wallet, not only those that changed
 */
public record BalanceUpdate(List<AssetAmount> balances) implements WireValue {
  /** Copies the balances. */
  public BalanceUpdate {
    balances = List.copyOf(balances);
  }

  /**
   * Reads the params of a notification.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static BalanceUpdate read(JsonValue params) {
    return new BalanceUpdate(
        Members.ofAnswer(Method.BALANCE_UPDATE, params)
            .requiredList("balance_updates", AssetAmountJson::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("balance_updates", AssetAmountJson.write(balances)).build();
  }
}
