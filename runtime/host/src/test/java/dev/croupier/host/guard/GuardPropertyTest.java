package dev.croupier.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random sessions and random redistributions. A fair one must pass; each kind of damage must be
 * refused by its own rule, whatever else the session looks like. Beside the guard stands a plain
 * model that adds up whole smallest units.
 */
class GuardPropertyTest {

  private static final int ROUNDS = 3_000;
  private static final Map<String, Integer> DECIMALS = Map.of("usdc", 6, "eth", 18, "points", 0);
  private static final List<Address> WALLETS =
      IntStream.rangeClosed(1, 7).mapToObj(FakeNode::wallet).toList();
  private static final Address STRANGER = FakeNode.wallet(20);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  private Guard guard(Address wallet) {
    return new Guard(
        wallet, SpendingLimits.NOTHING, asset -> Optional.ofNullable(DECIMALS.get(asset)));
  }

  private SessionFacts session() {
    List<Address> participants = new ArrayList<>(WALLETS);
    for (int i = participants.size() - 1; i > 0; i--) {
      Collections.swap(participants, i, random.nextInt(i + 1));
    }
    participants = participants.subList(0, random.nextInt(2, 8));
    List<Long> weights = participants.stream().map(p -> (long) random.nextInt(0, 101)).toList();
    SessionDefinition definition =
        new SessionDefinition("x", participants, weights, random.nextInt(1, 101), 0, 1);
    List<Allocation> shares = new ArrayList<>();
    for (String asset : DECIMALS.keySet()) {
      if (random.nextInt(3) > 0) {
        for (Address participant : participants) {
          shares.add(new Allocation(participant, asset, amount(asset)));
        }
      }
    }
    return new SessionFacts(
        FakeNode.idOf(definition),
        definition,
        random.nextLong(1, 1_000),
        true,
        Optional.of(shares));
  }

  /** From nothing to far more than any ledger holds. */
  private Amount amount(String asset) {
    BigInteger units =
        new BigInteger(random.nextInt(1, 200), new java.util.Random(random.nextLong()));
    return random.nextInt(4) == 0 ? Amount.ZERO : ofUnits(asset, units);
  }

  private static Amount ofUnits(String asset, BigInteger units) {
    return Amount.of(new java.math.BigDecimal(units, DECIMALS.get(asset)));
  }

  private static BigInteger units(Allocation share) {
    return share
        .amount()
        .toBigDecimal()
        .movePointRight(DECIMALS.get(share.asset()))
        .toBigIntegerExact();
  }

  /** Splits every asset's total at random. */
  private List<Allocation> fair(SessionFacts session) {
    List<Address> participants = session.definition().participants();
    List<Allocation> shares = new ArrayList<>();
    for (String asset : DECIMALS.keySet()) {
      BigInteger left = BigInteger.ZERO;
      boolean held = false;
      for (Allocation share : session.shares().orElseThrow()) {
        if (share.asset().equals(asset)) {
          left = left.add(units(share));
          held = true;
        }
      }
      for (int i = 0; held && i < participants.size(); i++) {
        BigInteger part =
            i == participants.size() - 1
                ? left
                : new BigInteger(left.bitLength() + 1, new java.util.Random(random.nextLong()))
                    .mod(left.add(BigInteger.ONE));
        left = left.subtract(part);
        shares.add(new Allocation(participants.get(i), asset, ofUnits(asset, part)));
      }
    }
    if (shares.isEmpty()) {
      participants.forEach(p -> shares.add(new Allocation(p, "usdc", Amount.ZERO)));
    }
    Collections.shuffle(shares, new java.util.Random(random.nextLong()));
    return shares;
  }

  private Optional<GuardException> check(SessionFacts session, List<Allocation> shares) {
    return check(session, session.id(), session.version() + 1, shares);
  }

  private Optional<GuardException> check(
      SessionFacts session, SessionId id, long version, List<Allocation> shares) {
    Guard guard = guard(session.definition().participants().getFirst());
    try {
      if (random.nextBoolean()) {
        guard.checkClose(
            new Operation.CloseSession(id, shares, Optional.empty()), Optional.of(session));
        if (version != session.version() + 1) {
          return Optional.of(new DecisionRefused.WrongVersion(id, version, session.version() + 1));
        }
      } else {
        guard.checkState(
            new Operation.SubmitState(
                id, Operation.Intent.OPERATE, version, shares, Optional.empty()),
            Optional.of(session),
            Optional.empty());
      }
      return Optional.empty();
    } catch (GuardException e) {
      return Optional.of(e);
    }
  }

  private void expect(Optional<GuardException> outcome, Class<?> rule, List<Allocation> shares) {
    assertThat(outcome)
        .as("seed %d, shares %s", seed, shares)
        .hasValueSatisfying(refusal -> assertThat(refusal).isInstanceOf(rule));
  }

  @Test
  void fairShares_alwaysPass() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      List<Allocation> shares = fair(session);
      assertThat(check(session, shares)).as("seed %d, shares %s", seed, shares).isEmpty();
    }
  }

  @Test
  void wrongTotals_neverPass() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      List<Allocation> shares = fair(session);
      int index = random.nextInt(shares.size());
      Allocation one = shares.get(index);
      BigInteger less = units(one).subtract(BigInteger.ONE);
      BigInteger wrong =
          random.nextBoolean() && less.signum() >= 0 ? less : units(one).add(BigInteger.ONE);
      shares.set(
          index, new Allocation(one.participant(), one.asset(), ofUnits(one.asset(), wrong)));
      boolean empty = session.shares().orElseThrow().isEmpty();
      expect(
          check(session, shares),
          empty ? ShareRefused.ForeignAsset.class : ShareRefused.NotConserved.class,
          shares);
    }
  }

  @Test
  void duplicates_neverPass_evenIfTheTotalsAreRight() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      List<Allocation> shares = fair(session);
      Allocation one = shares.get(random.nextInt(shares.size()));
      shares.add(new Allocation(one.participant(), one.asset(), Amount.ZERO));
      expect(check(session, shares), ShareRefused.DuplicateShare.class, shares);
    }
  }

  @Test
  void outsiders_neverPass_evenWithNothing() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      List<Allocation> shares = fair(session);
      shares.add(
          random.nextInt(shares.size()),
          new Allocation(STRANGER, shares.getFirst().asset(), Amount.ZERO));
      expect(check(session, shares), ShareRefused.Outsider.class, shares);
    }
  }

  @Test
  void negatives_neverPass_evenIfTheTotalsAreRight() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      List<Allocation> shares = fair(session);
      Allocation one = shares.getFirst();
      int other =
          IntStream.range(1, shares.size())
              .filter(i -> shares.get(i).asset().equals(one.asset()))
              .findFirst()
              .orElseThrow();
      Allocation two = shares.get(other);
      BigInteger moved = units(one).add(BigInteger.valueOf(random.nextLong(1, 1_000_000)));
      shares.set(
          0,
          new Allocation(
              one.participant(), one.asset(), ofUnits(one.asset(), units(one).subtract(moved))));
      shares.set(
          other,
          new Allocation(
              two.participant(), two.asset(), ofUnits(two.asset(), units(two).add(moved))));
      expect(check(session, shares), ShareRefused.NegativeAmount.class, shares);
    }
  }

  @Test
  void amountsBetweenTwoSmallestUnits_neverPass_evenIfTheTotalsAreRight() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      List<Allocation> shares = fair(session);
      String asset = shares.getFirst().asset();
      Amount dust = Amount.of(new java.math.BigDecimal(BigInteger.ONE, DECIMALS.get(asset) + 1));
      int other =
          IntStream.range(1, shares.size())
              .filter(i -> shares.get(i).asset().equals(asset))
              .findFirst()
              .orElseThrow();
      Allocation one = shares.getFirst();
      Allocation two = shares.get(other);
      shares.set(0, new Allocation(one.participant(), asset, one.amount().plus(dust)));
      shares.set(other, new Allocation(two.participant(), asset, two.amount().minus(dust)));
      GuardException refusal = check(session, shares).orElseThrow();
      assertThat(refusal)
          .as("seed %d, shares %s", seed, shares)
          .isInstanceOfAny(ShareRefused.TooPrecise.class, ShareRefused.NegativeAmount.class);
    }
  }

  @Test
  void leftOutParticipants_neverPass() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      Address missing = session.definition().participants().getLast();
      List<Allocation> shares =
          fair(session).stream().filter(share -> !share.participant().equals(missing)).toList();
      expect(check(session, shares), ShareRefused.MissingParticipant.class, shares);
    }
  }

  @Test
  void wrongVersions_neverPass() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      long version =
          random.nextInt(10) == 0
              ? random.nextLong()
              : session.version() + 2 - random.nextInt(1, 5);
      if (version != session.version() + 1) {
        List<Allocation> shares = fair(session);
        expect(
            check(session, session.id(), version, shares),
            DecisionRefused.WrongVersion.class,
            shares);
      }
    }
  }

  @Test
  void signers_passExactlyWhenTheirWeightsReachTheQuorum() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionFacts session = session();
      List<Address> signers = new ArrayList<>();
      long weight = 0;
      for (Address participant : session.definition().participants()) {
        if (random.nextBoolean()) {
          signers.add(participant);
          signers.add(participant);
          weight += session.definition().weightOf(participant);
        }
      }
      boolean passes;
      try {
        Guard.checkQuorum(session, signers);
        passes = true;
      } catch (DecisionRefused.WeightBelowQuorum e) {
        passes = false;
      }
      assertThat(passes)
          .as("seed %d, weight %d, %s", seed, weight, session.definition())
          .isEqualTo(weight >= session.definition().quorum());
    }
  }
}
