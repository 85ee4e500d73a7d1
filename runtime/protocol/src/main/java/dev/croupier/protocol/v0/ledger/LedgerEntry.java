package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireTime;
import dev.croupier.protocol.v0.WireValue;
import java.time.Instant;

/**
 * One entry of the ledger: a credit or a debit (clearnode-0.x 7.3, 8.8).
 *
 * @param id the node's number for it
 * @param accountId a wallet, session or channel
 * @param accountType 0
 * @param asset the asset's symbol
 * @param participant the wallet whose share changed
 * @param credit what came in
 * @param debit what went out
 * @param createdAt when
 */
public record LedgerEntry(
    long id,
    String accountId,
    long accountType,
    String asset,
    String participant,
    Amount credit,
    Amount debit,
    Instant createdAt)
    implements WireValue {

  static LedgerEntry read(Members members) {
    return new LedgerEntry(
        members.requiredUnsigned("id"),
        members.requiredText("account_id"),
        members.unsigned("account_type"),
        members.requiredText("asset"),
        members.requiredText("participant"),
        members.amount("credit"),
        members.amount("debit"),
        members.requiredTime("created_at"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .put("account_id", accountId)
        .put("account_type", accountType)
        .put("asset", asset)
        .put("participant", participant)
        .put("credit", credit.toString())
        .put("debit", debit.toString())
        .put("created_at", WireTime.precise(createdAt))
        .build();
  }
}
