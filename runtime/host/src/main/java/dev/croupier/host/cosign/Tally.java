package dev.croupier.host.cosign;

import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signature;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the answers to a proposal: who has signed, who has refused, who is still silent, and
 * whether that is enough. Knows no time and asks nobody. Not safe for use by many threads.
 *
 * <p>The proposer counts as signing: it signs last, when everybody else has.
 */
public final class Tally {

  /** How a proposal stands. */
  public enum Verdict {
    /** More answers are needed, and can still come. */
    WAITING,
    /** What is there suffices. */
    ENOUGH,
    /** Whatever else comes, it will not suffice. */
    OUT_OF_REACH
  }

  private final Map<Address, Long> weights;
  private final long quorum;
  private final Set<Address> required;
  private final Set<Address> silent;
  private final Map<Address, Signature> signed = new LinkedHashMap<>();
  private final Map<Address, String> refused = new LinkedHashMap<>();
  private final long ownWeight;

  private Tally(
      Map<Address, Long> weights, long ownWeight, long quorum, Collection<Address> required) {
    this.weights = weights;
    this.ownWeight = ownWeight;
    this.quorum = quorum;
    this.required = Set.copyOf(required);
    this.silent = new LinkedHashSet<>(weights.keySet());
  }

  /**
   * Every one of these has to sign, as for a new session.
   *
   * @param signers who has to sign, the proposer not among them
   * @return the tally
   */
  public static Tally everyone(Collection<Address> signers) {
    Map<Address, Long> weights = new LinkedHashMap<>();
    signers.forEach(signer -> weights.put(signer, 0L));
    return new Tally(weights, 0, 0, signers);
  }

  /**
   * Weights have to reach the quorum, as for a state or a close. Asked are those who weigh
   * something; nodes of the 0.3 line refuse signatures that weigh nothing (clearnode-0.x 10.3).
   *
   * @param definition who decides in the session
   * @param proposer who proposes
   * @param payers who has to sign whatever the weights, since they pay in
   * @return the tally
   */
  public static Tally quorum(
      SessionDefinition definition, Address proposer, Collection<Address> payers) {
    Map<Address, Long> weights = new LinkedHashMap<>();
    for (Address participant : definition.participants()) {
      long weight = definition.weightOf(participant);
      if (!participant.equals(proposer) && (weight > 0 || payers.contains(participant))) {
        weights.put(participant, weight);
      }
    }
    Set<Address> required = new LinkedHashSet<>(payers);
    required.remove(proposer);
    return new Tally(weights, definition.weightOf(proposer), definition.quorum(), required);
  }

  /**
   * Notes a signature; only the first answer of a wallet counts.
   *
   * @param signer who has signed
   * @param signature the signature, established to be theirs
   */
  public void sign(Address signer, Signature signature) {
    if (silent.remove(signer)) {
      signed.put(signer, signature);
    }
  }

  /**
   * Notes a refusal; only the first answer of a wallet counts.
   *
   * @param signer who has refused
   * @param reason why, for people
   */
  public void refuse(Address signer, String reason) {
    if (silent.remove(signer)) {
      refused.put(signer, reason);
    }
  }

  /**
   * @return how it stands
   */
  public Verdict verdict() {
    if (weight() >= quorum && signed.keySet().containsAll(required)) {
      return Verdict.ENOUGH;
    }
    long reachable = weight() + silent.stream().mapToLong(this::weightOf).sum();
    boolean refusedByRequired = refused.keySet().stream().anyMatch(required::contains);
    return reachable < quorum || refusedByRequired ? Verdict.OUT_OF_REACH : Verdict.WAITING;
  }

  private long weightOf(Address signer) {
    return weights.getOrDefault(signer, 0L);
  }

  /**
   * @return the weight of the proposer and of all who have signed
   */
  public long weight() {
    return ownWeight + signed.keySet().stream().mapToLong(this::weightOf).sum();
  }

  /**
   * @return the weight that is needed
   */
  public long quorum() {
    return quorum;
  }

  /**
   * @return those to ask
   */
  public Set<Address> asked() {
    return Set.copyOf(weights.keySet());
  }

  /**
   * @return those who have not answered, in the order of the participants
   */
  public Set<Address> silent() {
    return new LinkedHashSet<>(silent);
  }

  /**
   * @return who has signed, in the order of their answers
   */
  public Map<Address, Signature> signed() {
    return new LinkedHashMap<>(signed);
  }

  /**
   * @return who has refused, and why, in the order of their answers
   */
  public Map<Address, String> refused() {
    return new LinkedHashMap<>(refused);
  }
}
