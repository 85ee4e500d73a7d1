package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireTime;
import dev.croupier.protocol.v0.WireValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the transaction book (clearnode-0.x 8.9).
 *
 * @param id the node's number for it
 * @param type one of {@link TransactionType}'s names, or a newer one
 * @param fromAccount a wallet, session or channel
 * @param fromAccountTag the user tag of that wallet; null if it has none
 * @param toAccount a wallet, session or channel
 * @param toAccountTag the user tag of that wallet; null if it has none
 * @param asset the asset's symbol
 * @param amount how much
 * @param createdAt when
 */
public record Transaction(
    long id,
    String type,
    String fromAccount,
    @Nullable String fromAccountTag,
    String toAccount,
    @Nullable String toAccountTag,
    String asset,
    Amount amount,
    Instant createdAt)
    implements WireValue {

  static Transaction read(Members members) {
    return new Transaction(
        members.requiredUnsigned("id"),
        members.requiredText("tx_type"),
        members.requiredText("from_account"),
        members.optionalText("from_account_tag"),
        members.requiredText("to_account"),
        members.optionalText("to_account_tag"),
        members.requiredText("asset"),
        members.amount("amount"),
        members.requiredTime("created_at"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .put("tx_type", type)
        .put("from_account", fromAccount)
        .putIfPresent("from_account_tag", fromAccountTag)
        .put("to_account", toAccount)
        .putIfPresent("to_account_tag", toAccountTag)
        .put("asset", asset)
        .put("amount", amount.toString())
        .put("created_at", WireTime.precise(createdAt))
        .build();
  }
}
