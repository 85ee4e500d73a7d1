package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code get_ledger_transactions} (clearnode-0.x 8.9).
 *
 * @param accountId source or target, as sent; null for any
 * @param txType one of {@link TransactionType}'s names, as sent; null for any
 * @param asset the asset's symbol; null for any
 * @param options which part of the list
 */
public record GetLedgerTransactionsParams(
    @Nullable String accountId,
    @Nullable String txType,
    @Nullable String asset,
    ListOptions options)
    implements RequestParams {

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static GetLedgerTransactionsParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.GET_LEDGER_TRANSACTIONS, params);
    return new GetLedgerTransactionsParams(
        members.optionalText("account_id"),
        members.optionalText("tx_type"),
        members.optionalText("asset"),
        ListOptions.read(members));
  }

  @Override
  public Method method() {
    return Method.GET_LEDGER_TRANSACTIONS;
  }

  @Override
  public JsonObject toJson() {
    return options
        .addTo(
            JsonObject.builder()
                .putIfPresent("account_id", accountId)
                .putIfPresent("tx_type", txType)
                .putIfPresent("asset", asset))
        .build();
  }
}
