package dev.croupier.client.v0;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.ledger.GetLedgerEntriesParams;
import dev.croupier.protocol.v0.ledger.LedgerEntries;
import dev.croupier.protocol.v0.ledger.LedgerEntry;
import dev.croupier.protocol.v0.session.AppSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Who holds what in a session, added up from its ledger entries (clearnode-0.x 7.3, 8.8): no method
 * tells the shares of others. A logged-in connection sees only its own entries unless it names a
 * wallet, so every participant is asked for by name. Entries are never removed, so pages in
 * ascending order hold still.
 */
final class Shares {
  private static final long PAGE = 100;

  private final Questions questions;

  Shares(Questions questions) {
    this.questions = questions;
  }

  /** The shares that are not zero, in the order of the participants. */
  CompletableFuture<List<Allocation>> of(AppSession session) {
    CompletableFuture<List<Allocation>> shares =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (String participant : session.participants().stream().distinct().toList()) {
      shares =
          shares.thenCombine(
              sums(session, participant, 0, new TreeMap<>()),
              (all, own) -> {
                Address wallet = Address.parse(participant);
                own.forEach(
                    (asset, amount) -> {
                      if (amount.signum() != 0) {
                        all.add(new Allocation(wallet, asset, amount));
                      }
                    });
                return all;
              });
    }
    return shares;
  }

  private CompletableFuture<Map<String, Amount>> sums(
      AppSession session, String participant, long offset, Map<String, Amount> sums) {
    GetLedgerEntriesParams params =
        new GetLedgerEntriesParams(
            session.id().toString(),
            null,
            participant,
            new ListOptions(offset == 0 ? null : offset, PAGE, "asc"));
    return questions
        .ask(params, answer -> LedgerEntries.read(answer.params()).entries())
        .thenCompose(
            entries -> {
              for (LedgerEntry entry : entries) {
                sums.merge(entry.asset(), entry.credit().minus(entry.debit()), Amount::plus);
              }
              return entries.size() < PAGE
                  ? CompletableFuture.completedFuture(sums)
                  : sums(session, participant, offset + PAGE, sums);
            });
  }
}
