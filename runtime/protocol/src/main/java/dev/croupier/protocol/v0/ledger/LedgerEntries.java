package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code get_ledger_entries} (clearnode-0.x 8.8).
 *
 * @param entries in the order asked for
 */
public record LedgerEntries(List<LedgerEntry> entries) implements WireValue {
  /** Copies the rows. */
  public LedgerEntries {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static LedgerEntries read(JsonValue params) {
    return new LedgerEntries(
        Members.ofAnswer(Method.GET_LEDGER_ENTRIES, params)
            .requiredList("ledger_entries", LedgerEntry::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("ledger_entries", JsonArray.from(entries, LedgerEntry::toJson))
        .build();
  }
}
