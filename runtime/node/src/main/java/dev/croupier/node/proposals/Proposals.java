package dev.croupier.node.proposals;

import dev.croupier.node.rules.RefusedException;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The proposals that wait for answers. One ends when everybody asked has answered, when it is
 * withdrawn, or when its time is over. Safe for concurrent use.
 */
public final class Proposals {
  private final int mostPerWallet;
  private final Map<Hash32, Waiting> byId = new LinkedHashMap<>();

  private record Waiting(Proposal proposal, Set<Address> missing) {}

  /**
   * @param mostPerWallet how many one wallet may have waiting at a time
   */
  public Proposals(int mostPerWallet) {
    this.mostPerWallet = mostPerWallet;
  }

  /**
   * Enters a proposal.
   *
   * @param proposal the proposal
   * @param nowMs the time
   * @throws RefusedException if the same text is waiting already, or too many of this wallet are
   */
  public synchronized void add(Proposal proposal, long nowMs) {
    byId.values().removeIf(waiting -> waiting.proposal().isExpired(nowMs));
    if (byId.containsKey(proposal.id())) {
      throw new RefusedException("proposal " + proposal.id() + " is already waiting");
    }
    long own =
        byId.values().stream()
            .filter(waiting -> waiting.proposal().from().equals(proposal.from()))
            .count();
    if (own >= mostPerWallet) {
      throw new RefusedException(
          "too many proposals of " + proposal.from() + " are waiting: at most " + mostPerWallet);
    }
    byId.put(proposal.id(), new Waiting(proposal, new HashSet<>(proposal.to())));
  }

  /**
   * @param id id of a proposal
   * @param nowMs the time
   * @return the proposal
   * @throws RefusedException if there is none, or its time is over
   */
  public synchronized Proposal find(Hash32 id, long nowMs) {
    return waiting(id, nowMs).proposal();
  }

  /**
   * Notes that a wallet has answered.
   *
   * @param id id of a proposal
   * @param wallet the wallet
   * @param nowMs the time
   * @return the wallets whose answers are still missing, sorted
   * @throws RefusedException if there is no such proposal, or the wallet was not asked or has
   *     answered before
   */
  public synchronized Set<Address> answer(Hash32 id, Address wallet, long nowMs) {
    Waiting waiting = waiting(id, nowMs);
    if (!waiting.proposal().to().contains(wallet)) {
      throw new RefusedException(wallet + " is not asked to sign proposal " + id);
    }
    if (!waiting.missing().remove(wallet)) {
      throw new RefusedException(wallet + " has already answered proposal " + id);
    }
    if (waiting.missing().isEmpty()) {
      byId.remove(id);
    }
    return new TreeSet<>(waiting.missing());
  }

  /**
   * Takes a proposal back.
   *
   * @param id id of a proposal
   * @param wallet who takes it back
   * @param nowMs the time
   * @return the wallets that had not answered
   * @throws RefusedException if there is no such proposal, or it is another wallet's
   */
  public synchronized Set<Address> withdraw(Hash32 id, Address wallet, long nowMs) {
    Waiting waiting = waiting(id, nowMs);
    if (!waiting.proposal().from().equals(wallet)) {
      throw new RefusedException("proposal " + id + " was made by another wallet");
    }
    byId.remove(id);
    return new TreeSet<>(waiting.missing());
  }

  /**
   * @param wallet a wallet
   * @param nowMs the time
   * @return the proposals that wait for its answer, oldest first
   */
  public synchronized List<Proposal> waitingFor(Address wallet, long nowMs) {
    return byId.values().stream()
        .filter(waiting -> waiting.missing().contains(wallet))
        .map(Waiting::proposal)
        .filter(proposal -> !proposal.isExpired(nowMs))
        .toList();
  }

  private Waiting waiting(Hash32 id, long nowMs) {
    Waiting waiting = byId.get(id);
    if (waiting == null || waiting.proposal().isExpired(nowMs)) {
      throw new RefusedException("proposal " + id + " is not waiting");
    }
    return waiting;
  }
}
