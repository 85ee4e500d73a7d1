package dev.croupier.host.cosign;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Co-signing among the seats of one host, without a network. Safe for use by many threads. */
public final class LocalCoSigning implements CoSigning {

  private final Map<Address, CoSigner> seats = new ConcurrentHashMap<>();

  /**
   * @param seat a seat of this host
   */
  public void add(CoSigner seat) {
    seats.put(seat.wallet(), seat);
  }

  @Override
  public boolean isLocal(Address wallet) {
    return seats.containsKey(wallet);
  }

  @Override
  public Map<Address, CompletableFuture<Signature>> ask(Proposal proposal) {
    Map<Address, CompletableFuture<Signature>> answers = new LinkedHashMap<>();
    for (Address signer : proposal.signers()) {
      CoSigner seat = seats.get(signer);
      answers.put(
          signer,
          seat == null
              ? CompletableFuture.failedFuture(
                  new CoSigningException.NotReachable(signer, "it is no seat of this host"))
              : seat.consider(proposal));
    }
    return answers;
  }

  @Override
  public void withdraw(Proposal proposal) {
    for (Address signer : proposal.signers()) {
      CoSigner seat = seats.get(signer);
      if (seat != null) {
        seat.withdrawn(proposal);
      }
    }
  }
}
