package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code get_ledger_entries} (clearnode-0.x 8.8).
 *
 * @param accountId a wallet, session or channel, as sent; null for any
 * @param asset the asset's symbol; null for any
 * @param wallet only entries of this wallet, as sent; null for the caller's or everybody's
 * @param options which part of the list
 */
public record GetLedgerEntriesParams(
    @Nullable String accountId,
    @Nullable String asset,
    @Nullable String wallet,
    ListOptions options)
    implements RequestParams {

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static GetLedgerEntriesParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.GET_LEDGER_ENTRIES, params);
    return new GetLedgerEntriesParams(
        members.optionalText("account_id"),
        members.optionalText("asset"),
        members.optionalText("wallet"),
        ListOptions.read(members));
  }

  @Override
  public Method method() {
    return Method.GET_LEDGER_ENTRIES;
  }

  @Override
  public JsonObject toJson() {
    return options
        .addTo(
            JsonObject.builder()
                .putIfPresent("account_id", accountId)
                .putIfPresent("asset", asset)
                .putIfPresent("wallet", wallet))
        .build();
  }
}
