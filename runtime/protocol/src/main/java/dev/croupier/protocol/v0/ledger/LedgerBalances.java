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
 * The answer {@code get_ledger_balances} (clearnode-0.x 9.1).
 *
 * @param balances the caller's share of every asset the account ever touched, zeros included
 */
public record LedgerBalances(List<AssetAmount> balances) implements WireValue {
  /** Copies the balances. */
  public LedgerBalances {
    balances = List.copyOf(balances);
  }

  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static LedgerBalances read(JsonValue params) {
    return new LedgerBalances(
        Members.ofAnswer(Method.GET_LEDGER_BALANCES, params)
            .requiredList("ledger_balances", AssetAmountJson::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("ledger_balances", AssetAmountJson.write(balances)).build();
  }
}
