package dev.croupier.host.guard;

import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What shares of a session must look like (clearnode-0.x 10.1, 10.3, 10.4). Each check returns, or
 * throws the {@link ShareRefused} whose rule is broken first. Safe for use by many threads.
 */
final class ShareRules {

  private final Function<String, Optional<Integer>> decimals;

  /**
   * @param decimals an asset's decimals, empty if the node does not know the asset
   */
  ShareRules(Function<String, Optional<Integer>> decimals) {
    this.decimals = decimals;
  }

  /** Participants only, each once per asset, nothing negative, no more decimals than there are. */
  void check(SessionDefinition definition, Collection<Allocation> shares) {
    Set<Place> seen = new HashSet<>();
    for (Allocation share : shares) {
      if (!definition.participants().contains(share.participant())) {
        throw new ShareRefused.Outsider(share.participant());
      }
      if (!seen.add(Place.of(share))) {
        throw new ShareRefused.DuplicateShare(share.participant(), share.asset());
      }
      if (share.amount().signum() < 0) {
        throw new ShareRefused.NegativeAmount(share.participant(), share.asset(), share.amount());
      }
      checkPrecision(share.asset(), share.amount());
    }
  }

  /** Everybody is listed and every asset's total stays. */
  void checkDistribution(SessionFacts session, Collection<Allocation> shares) {
    check(session.definition(), shares);
    checkEverybodyListed(session, shares);
    Map<String, Amount> held = totals(held(session));
    Map<String, Amount> wanted = totals(shares);
    wanted.forEach(
        (asset, amount) -> {
          boolean emptySession = held.isEmpty() && amount.signum() == 0;
          if (!held.containsKey(asset) && !emptySession) {
            throw new ShareRefused.ForeignAsset(asset, held.keySet());
          }
        });
    held.forEach(
        (asset, amount) -> {
          Amount sum = wanted.getOrDefault(asset, Amount.ZERO);
          if (!sum.equals(amount)) {
            throw new ShareRefused.NotConserved(asset, sum, amount);
          }
        });
  }

  /**
   * Everybody is listed, nobody's share shrinks and somebody's grows.
   *
   * @return what each share grows by, where it does
   */
  List<Allocation> checkDeposit(SessionFacts session, Collection<Allocation> shares) {
    return changes(session, shares, 1);
  }

  /** Everybody is listed, nobody's share grows and somebody's shrinks. */
  void checkWithdrawal(SessionFacts session, Collection<Allocation> shares) {
    changes(session, shares, -1);
  }

  private List<Allocation> changes(
      SessionFacts session, Collection<Allocation> shares, int direction) {
    check(session.definition(), shares);
    checkEverybodyListed(session, shares);
    Map<Place, Amount> before = new HashMap<>();
    held(session).forEach(share -> before.put(Place.of(share), share.amount()));
    Set<Place> unlisted = new LinkedHashSet<>(before.keySet());
    List<Allocation> changes = new ArrayList<>();
    for (Allocation share : shares) {
      unlisted.remove(Place.of(share));
      Amount was = before.getOrDefault(Place.of(share), Amount.ZERO);
      Amount change = share.amount().minus(was);
      if (change.signum() == -direction) {
        throw new ShareRefused.WrongWay(
            share.participant(), share.asset(), was, share.amount(), direction > 0);
      }
      if (change.signum() != 0) {
        changes.add(new Allocation(share.participant(), share.asset(), change));
      }
    }
    for (Place place : unlisted) {
      if (before.getOrDefault(place, Amount.ZERO).signum() > 0) {
        throw new ShareRefused.MissingShare(place.wallet(), place.asset());
      }
    }
    if (changes.isEmpty()) {
      throw new ShareRefused.NothingMoves(session.id());
    }
    return changes;
  }

  void checkPrecision(String asset, Amount amount) {
    if (amount.signum() == 0) {
      return;
    }
    int places = decimals.apply(asset).orElseThrow(() -> new ShareRefused.UnknownAsset(asset));
    if (amount.scaleNeeded() > places) {
      throw new ShareRefused.TooPrecise(asset, amount, places);
    }
  }

  private static List<Allocation> held(SessionFacts session) {
    return session.shares().orElseThrow(() -> new ShareRefused.SharesUnknown(session.id()));
  }

  private static void checkEverybodyListed(SessionFacts session, Collection<Allocation> shares) {
    Set<Address> listed = new HashSet<>();
    shares.forEach(share -> listed.add(share.participant()));
    for (Address participant : session.definition().participants()) {
      if (!listed.contains(participant)) {
        throw new ShareRefused.MissingParticipant(participant);
      }
    }
  }

  private static Map<String, Amount> totals(Collection<Allocation> shares) {
    Map<String, Amount> totals = new TreeMap<>();
    shares.forEach(share -> totals.merge(share.asset(), share.amount(), Amount::plus));
    return totals;
  }

  private record Place(Address wallet, String asset) {
    static Place of(Allocation share) {
      return new Place(share.participant(), share.asset());
    }
  }
}
