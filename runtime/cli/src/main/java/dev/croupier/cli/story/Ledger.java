package dev.croupier.cli.story;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every seat's balances as first and as last heard. */
final class Ledger {
  /**
   * One row of the final table.
   *
   * @param seat the seat
   * @param asset the asset
   * @param before as first heard
   * @param after as last heard
   */
  record Row(String seat, String asset, Amount before, Amount after) {}

  private final Map<String, Map<String, Amount>> first = new LinkedHashMap<>();
  private final Map<String, Map<String, Amount>> last = new LinkedHashMap<>();

  void heard(String seat, List<AssetAmount> balances) {
    Map<String, Amount> now = new TreeMap<>();
    balances.forEach(balance -> now.put(balance.asset(), balance.amount()));
    first.putIfAbsent(seat, now);
    last.put(seat, now);
  }

  /**
   * @return what changed or is not zero, seats in order of appearance
   */
  List<Row> rows() {
    return last.entrySet().stream()
        .flatMap(
            seat ->
                seat.getValue().entrySet().stream()
                    .map(
                        balance ->
                            new Row(
                                seat.getKey(),
                                balance.getKey(),
                                first
                                    .getOrDefault(seat.getKey(), Map.of())
                                    .getOrDefault(balance.getKey(), Amount.ZERO),
                                balance.getValue())))
        .filter(row -> row.before().signum() != 0 || row.after().signum() != 0)
        .toList();
  }
}
