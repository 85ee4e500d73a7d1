package dev.croupier.cli.operator;

import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A session as one seat knows it.
 *
 * @param seat the seat
 * @param id the session
 * @param definition who takes part and who decides
 * @param version the last version the node confirmed
 * @param open false once closed
 * @param shares who holds what, empty if the node has not told
 */
record SessionRow(
    String seat,
    SessionId id,
    SessionDefinition definition,
    long version,
    boolean open,
    Optional<List<Allocation>> shares) {

  /** What the session holds, by asset; empty if unknown. */
  List<AssetAmount> holdings() {
    Map<String, Amount> sums = new TreeMap<>();
    shares
        .orElse(List.of())
        .forEach(share -> sums.merge(share.asset(), share.amount(), Amount::plus));
    return sums.entrySet().stream()
        .map(sum -> new AssetAmount(sum.getKey(), sum.getValue()))
        .toList();
  }
}
