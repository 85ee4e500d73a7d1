package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code get_ledger_balances} (clearnode-0.x 9.1).
 *
 * @param accountId a wallet, session or channel, as sent; null for the caller's own balance
 * @param participant what SDK 0.3.0 and 0.4.0 send instead; servers ignore it
 */
public record GetLedgerBalancesParams(@Nullable String accountId, @Nullable String participant)
    implements RequestParams {
  /** The caller's own balance. */
  public static final GetLedgerBalancesParams OWN = new GetLedgerBalancesParams(null, null);

  /** The caller's share in an account. */
  public static GetLedgerBalancesParams of(String accountId) {
    return new GetLedgerBalancesParams(accountId, null);
  }

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if the account is not text
   */
  public static GetLedgerBalancesParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.GET_LEDGER_BALANCES, params);
    return new GetLedgerBalancesParams(members.optionalText("account_id"), null);
  }

  @Override
  public Method method() {
    return Method.GET_LEDGER_BALANCES;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .putIfPresent("participant", participant)
        .putIfPresent("account_id", accountId)
        .build();
  }
}
