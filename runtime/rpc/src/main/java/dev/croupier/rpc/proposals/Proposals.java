package dev.croupier.rpc.proposals;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.rpc.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The proposals that wait for answers. One ends when everybody asked has answered, when it is
 * withdrawn, or when its time is over. Safe for concurrent use.
 *
 * <p>What wallets are told is told from inside, so that everybody hears of things in the order in
 * which they happened.
 */
public final class Proposals {
  private final int mostPerWallet;
  private final int mostInAll;
  private final long mostChars;
  private final Map<Hash32, Waiting> byId = new LinkedHashMap<>();

  private record Waiting(Proposal proposal, Set<Address> missing, List<Told> answers) {}

  /**
   * An answer as the proposer is told of it.
   *
   * @param answer what is told
   * @param proof the signed request it came with
   */
  record Told(JsonObject answer, String proof) {}

  /**
   * @param mostPerWallet how many one wallet may have waiting at a time
   * @param mostInAll how many may wait at a time
   * @param mostChars how many characters they may have in all
   */
  public Proposals(int mostPerWallet, int mostInAll, long mostChars) {
    this.mostPerWallet = mostPerWallet;
    this.mostInAll = mostInAll;
    this.mostChars = mostChars;
  }

  /**
   * Enters a proposal.
   *
   * @param proposal the proposal
   * @param nowMs the time
   * @param tell tells those asked; must not block
   * @throws RefusedException if the same text is waiting already, or too many are
   */
  public synchronized void add(Proposal proposal, long nowMs, Runnable tell) {
    byId.values().removeIf(waiting -> waiting.proposal().isExpired(nowMs));
    if (byId.containsKey(proposal.id())) {
      throw new RefusedException("proposal " + proposal.id() + " is already waiting");
    }
    long own = 0;
    long chars = proposal.chars();
    for (Waiting waiting : byId.values()) {
      own += waiting.proposal().from().equals(proposal.from()) ? 1 : 0;
      chars += waiting.proposal().chars();
    }
    if (own >= mostPerWallet) {
      throw new RefusedException(
          "too many proposals of " + proposal.from() + " are waiting: at most " + mostPerWallet);
    }
    if (byId.size() >= mostInAll || chars > mostChars) {
      throw new RefusedException(
          "too many proposals are waiting: at most "
              + mostInAll
              + ", and "
              + mostChars
              + " characters in all");
    }
    byId.put(proposal.id(), new Waiting(proposal, new HashSet<>(proposal.to()), new ArrayList<>()));
    tell.run();
  }

  /**
   * Notes that a wallet has answered.
   *
   * @param id id of a proposal
   * @param wallet the wallet
   * @param nowMs the time
   * @param tell given the proposal and the wallets whose answers are still missing, sorted; tells
   *     the proposer and says what it told; must not block
   * @throws RefusedException if there is no such proposal, or the wallet was not asked or has
   *     answered before
   */
  synchronized void answer(
      Hash32 id, Address wallet, long nowMs, BiFunction<Proposal, Set<Address>, Told> tell) {
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
    waiting.answers().add(tell.apply(waiting.proposal(), new TreeSet<>(waiting.missing())));
  }

  /**
   * Takes a proposal back.
   *
   * @param id id of a proposal
   * @param wallet who takes it back
   * @param nowMs the time
   * @param tell given each wallet that had not answered; must not block
   * @throws RefusedException if there is no such proposal, or it is another wallet's
   */
  public synchronized void withdraw(Hash32 id, Address wallet, long nowMs, Consumer<Address> tell) {
    Waiting waiting = waiting(id, nowMs);
    if (!waiting.proposal().from().equals(wallet)) {
      throw new RefusedException("proposal " + id + " was made by another wallet");
    }
    byId.remove(id);
    new TreeSet<>(waiting.missing()).forEach(tell);
  }

  /**
   * Lets a wallet in that may have missed proposals, and answers to its own.
   *
   * @param wallet the wallet
   * @param nowMs the time
   * @param entrance from then on the wallet is told of new ones; must not block
   * @param tell given each proposal that waits for its answer, oldest first; must not block
   * @param retell given each answer to proposals of its own that wait for others; must not block
   */
  synchronized void arrive(
      Address wallet,
      long nowMs,
      Runnable entrance,
      Consumer<Proposal> tell,
      Consumer<Told> retell) {
    entrance.run();
    for (Waiting waiting : byId.values()) {
      if (waiting.proposal().isExpired(nowMs)) {
        continue;
      }
      if (waiting.missing().contains(wallet)) {
        tell.accept(waiting.proposal());
      }
      if (waiting.proposal().from().equals(wallet)) {
        waiting.answers().forEach(retell);
      }
    }
  }

  /**
   * @return how many are waiting
   */
  public synchronized int count() {
    return byId.size();
  }

  private Waiting waiting(Hash32 id, long nowMs) {
    Waiting waiting = byId.get(id);
    if (waiting == null || waiting.proposal().isExpired(nowMs)) {
      throw new RefusedException("proposal " + id + " is not waiting");
    }
    return waiting;
  }
}
