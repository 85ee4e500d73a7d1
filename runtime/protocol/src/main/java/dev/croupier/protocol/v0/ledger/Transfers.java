package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code transfer} and the notification {@code tr} (clearnode-0.x 9.3, 12).
 *
 * @param transactions one per allocation of the transfer, in order
 */
public record Transfers(List<Transaction> transactions) implements WireValue {
  /** Copies the rows. */
  public Transfers {
    transactions = List.copyOf(transactions);
  }

  /**
   * Reads the params of an answer or notification.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static Transfers read(JsonValue params) {
    return new Transfers(
        Members.ofAnswer(Method.TRANSFER, params).requiredList("transactions", Transaction::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("transactions", JsonArray.from(transactions, Transaction::toJson))
        .build();
  }
}
