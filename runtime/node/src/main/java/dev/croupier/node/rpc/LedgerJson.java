package dev.croupier.node.rpc;

import dev.croupier.node.ledger.Entry;
import dev.croupier.node.ledger.LedgerTransaction;
import dev.croupier.node.ledger.Moments;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import java.util.List;
import java.util.function.Function;

/** Ledger values as they are written into frames (clearnode-0.x 8.8, 8.9, 9.1, 12). */
public final class LedgerJson {
  private LedgerJson() {}

  public static <T> JsonObject list(String member, List<T> values, Function<T, JsonObject> form) {
    List<JsonValue> elements = values.stream().map(value -> (JsonValue) form.apply(value)).toList();
    return JsonObject.builder().put(member, new JsonArray(elements)).build();
  }

  public static JsonObject balances(String member, List<AssetAmount> balances) {
    return list(
        member,
        balances,
        balance ->
            JsonObject.builder()
                .put("asset", balance.asset())
                .put("amount", balance.amount().toString())
                .build());
  }

  public static JsonObject entry(Entry entry) {
    return JsonObject.builder()
        .put("id", entry.id())
        .put("account_id", entry.share().account().text())
        .put("account_type", 0)
        .put("asset", entry.asset())
        .put("participant", entry.share().wallet().toString())
        .put("credit", entry.credit().toString())
        .put("debit", entry.debit().toString())
        .put("created_at", Moments.precise(entry.createdAtMicros()))
        .build();
  }

  public static JsonObject transaction(LedgerTransaction transaction) {
    return JsonObject.builder()
        .put("id", transaction.id())
        .put("tx_type", transaction.type().wireName())
        .put("from_account", transaction.from().text())
        .putIfPresent("from_account_tag", transaction.fromTag())
        .put("to_account", transaction.to().text())
        .putIfPresent("to_account_tag", transaction.toTag())
        .put("asset", transaction.asset())
        .put("amount", transaction.amount().toString())
        .put("created_at", Moments.precise(transaction.createdAtMicros()))
        .build();
  }
}
