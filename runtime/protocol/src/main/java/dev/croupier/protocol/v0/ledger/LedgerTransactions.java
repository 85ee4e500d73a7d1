package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code get_ledger_transactions} (clearnode-0.x 8.9).
 *
 * @param transactions in the order asked for
 */
public record LedgerTransactions(List<Transaction> transactions) implements WireValue {
  /** Copies the rows. */
  public LedgerTransactions {
    transactions = List.copyOf(transactions);
  }

  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static LedgerTransactions read(JsonValue params) {
    return new LedgerTransactions(
        Members.ofAnswer(Method.GET_LEDGER_TRANSACTIONS, params)
            .requiredList("ledger_transactions", Transaction::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("ledger_transactions", JsonArray.from(transactions, Transaction::toJson))
        .build();
  }
}
