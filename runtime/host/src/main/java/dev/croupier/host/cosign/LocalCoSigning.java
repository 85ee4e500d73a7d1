package dev.croupier.host.cosign;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

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
  public CompletableFuture<List<Signature>> collect(Proposal proposal) {
    List<CoSigner> asked = new ArrayList<>();
    for (Address signer : proposal.signers()) {
      CoSigner seat = seats.get(signer);
      if (seat == null) {
        return CompletableFuture.failedFuture(new CoSigningException.NotReachable(signer));
      }
      asked.add(seat);
    }
    CompletableFuture<List<Signature>> all = new CompletableFuture<>();
    List<CompletableFuture<Signature>> answers = new ArrayList<>();
    for (CoSigner seat : asked) {
      answers.add(seat.consider(proposal));
    }
    AtomicInteger missing = new AtomicInteger(answers.size());
    for (CompletableFuture<Signature> answer : answers) {
      CompletableFuture<?> _ =
          answer.whenComplete(
              (signature, refusal) -> {
                if (refusal != null) {
                  all.completeExceptionally(refusal);
                } else if (missing.decrementAndGet() == 0) {
                  all.complete(answers.stream().map(CompletableFuture::join).toList());
                }
              });
    }
    if (answers.isEmpty()) {
      all.complete(List.of());
    }
    return all;
  }
}
