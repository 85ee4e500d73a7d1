package dev.croupier.node.sessions;

import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.rpc.RefusedException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a list of new shares gives out exactly what a session holds (clearnode-0.x 10.3,
 * 10.4). Beyond the servers' checks it refuses lists that name a share twice or leave out a holder,
 * with which those lose or make money (section 16).
 */
final class Redistribution {
  private final Profile profile;

  Redistribution(Profile profile) {
    this.profile = profile;
  }

  /** Checks each listed share by itself: not negative, to a participant, and listed once. */
  static void checkShares(AppSession session, List<Allocation> allocations) {
    Set<Address> participants = new HashSet<>(session.participants());
    Set<Map.Entry<Address, String>> seen = new HashSet<>();
    for (Allocation allocation : allocations) {
      checkNotNegative(allocation);
      checkParticipant(participants, allocation);
      checkOnce(seen, allocation);
    }
  }

  static void checkNotNegative(Allocation allocation) {
    if (allocation.amount().signum() < 0) {
      throw new RefusedException(
          ErrorText.negativeAllocation(allocation.amount(), allocation.asset()));
    }
  }

  static void checkParticipant(Set<Address> participants, Allocation allocation) {
    if (!participants.contains(allocation.participant())) {
      throw new RefusedException(ErrorText.allocationToOutsider(allocation.participant()));
    }
  }

  static void checkOnce(Set<Map.Entry<Address, String>> seen, Allocation allocation) {
    if (!seen.add(Map.entry(allocation.participant(), allocation.asset()))) {
      throw new RefusedException(
          "duplicate allocation for participant "
              + allocation.participant()
              + " in asset "
              + allocation.asset());
    }
  }

  /**
   * Checks that the listed shares of every asset add up to what the session holds of it.
   *
   * @param held what each wallet holds now, by asset, zeros included
   * @param allocations the new shares, each checked
   * @return the new shares by asset
   */
  Map<String, Map<Address, Amount>> check(
      Map<String, Map<Address, Amount>> held, List<Allocation> allocations) {
    Map<String, Map<Address, Amount>> listed = new LinkedHashMap<>();
    for (Allocation allocation : allocations) {
      listed
          .computeIfAbsent(allocation.asset(), asset -> new LinkedHashMap<>())
          .put(allocation.participant(), allocation.amount());
    }
    held.forEach((asset, shares) -> checkTotal(asset, sum(shares), listed.get(asset)));
    listed.forEach(
        (asset, shares) -> {
          if (!held.containsKey(asset) && sum(shares).signum() != 0) {
            throw new RefusedException("allocation references unknown asset " + asset);
          }
        });
    held.forEach((asset, shares) -> checkNobodyLeftOut(asset, shares, listed.get(asset)));
    return listed;
  }

  private void checkTotal(String asset, Amount total, @Nullable Map<Address, Amount> shares) {
    Amount sum = shares == null ? Amount.ZERO : sum(shares);
    boolean blocked = total.signum() == 0 && profile.emptyAssetBlocks();
    if (total.compareTo(sum) != 0 || blocked) {
      throw new RefusedException(
          total.signum() == 0 && !profile.emptyAssetBlocks()
              ? ErrorText.assetNotDeposited(asset)
              : ErrorText.notFullyRedistributed(asset));
    }
  }

  private static void checkNobodyLeftOut(
      String asset, Map<Address, Amount> held, @Nullable Map<Address, Amount> shares) {
    held.forEach(
        (wallet, amount) -> {
          if (amount.signum() != 0 && (shares == null || !shares.containsKey(wallet))) {
            throw new RefusedException(
                "participant "
                    + wallet
                    + " holds "
                    + amount
                    + " "
                    + asset
                    + " and must be listed in the allocations");
          }
        });
  }

  private static Amount sum(Map<Address, Amount> shares) {
    return shares.values().stream().reduce(Amount.ZERO, Amount::plus);
  }
}
