package dev.croupier.host.guard;

import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a seat knows about a session, as far as the guard needs it.
 *
 * @param id the session
 * @param definition who takes part and who decides
 * @param version the last version the node confirmed
 * @param open false once closed
 * @param shares the shares as last confirmed by the node, empty if the node has not told them; one
 *     per participant and asset, in the order of participants and symbols, also where nothing is
 *     left (nodes tell no zeros)
 * @param sessionData the text the node keeps with it, {@code ""} for none; empty if that was not
 *     told
 */
public record SessionFacts(
    SessionId id,
    SessionDefinition definition,
    long version,
    boolean open,
    Optional<List<Allocation>> shares,
    Optional<String> sessionData) {
  /** Orders the shares and adds those that are zero. */
  public SessionFacts {
    shares = shares.map(told -> whole(definition.participants(), told));
  }

  /** A session of whose text nothing was told. */
  public SessionFacts(
      SessionId id,
      SessionDefinition definition,
      long version,
      boolean open,
      Optional<List<Allocation>> shares) {
    this(id, definition, version, open, shares, Optional.empty());
  }

  private static List<Allocation> whole(List<Address> participants, List<Allocation> told) {
    SortedMap<String, Map<Address, Amount>> amounts = new TreeMap<>();
    for (Allocation share : told) {
      amounts
          .computeIfAbsent(share.asset(), asset -> new HashMap<>())
          .put(share.participant(), share.amount());
    }
    List<Allocation> all = new ArrayList<>();
    for (Address participant : participants) {
      amounts.forEach(
          (asset, byOwner) ->
              all.add(
                  new Allocation(
                      participant, asset, byOwner.getOrDefault(participant, Amount.ZERO))));
    }
    return List.copyOf(all);
  }
}
