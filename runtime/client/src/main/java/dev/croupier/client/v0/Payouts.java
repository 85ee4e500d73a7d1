package dev.croupier.client.v0;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.ledger.GetLedgerTransactionsParams;
import dev.croupier.protocol.v0.ledger.LedgerTransactions;
import dev.croupier.protocol.v0.ledger.Transaction;
import dev.croupier.protocol.v0.ledger.TransactionType;
import dev.croupier.protocol.v0.session.AppSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What the close of a session has paid out, from the transaction book (clearnode-0.x 7.3, 8.9): a
 * close writes one row for each allocation, zero ones included, and no method tells them otherwise.
 * Withdrawals from the session write the same kind of row; what is older than the latest by more
 * than a moment, or names a participant and asset again, is one of those.
 */
final class Payouts {
  private static final long PAGE = 100;
  private static final Duration ONE_CLOSE = Duration.ofSeconds(1);

  private final Questions questions;

  Payouts(Questions questions) {
    this.questions = questions;
  }

  /** The allocations of a closed session's close, in the order in which they were paid. */
  CompletableFuture<List<Allocation>> of(AppSession session) {
    return rows(session.id().toString(), 0, new ArrayList<>()).thenApply(Payouts::latest);
  }

  private CompletableFuture<List<Transaction>> rows(
      String session, long offset, List<Transaction> sofar) {
    GetLedgerTransactionsParams params =
        new GetLedgerTransactionsParams(
            session,
            TransactionType.APP_WITHDRAWAL.wireName(),
            null,
            new ListOptions(offset == 0 ? null : offset, PAGE, "desc"));
    return questions
        .ask(params, answer -> LedgerTransactions.read(answer.params()).transactions())
        .thenCompose(
            page -> {
              sofar.addAll(page);
              return page.size() < PAGE
                  ? CompletableFuture.completedFuture(sofar)
                  : rows(session, offset + PAGE, sofar);
            });
  }

  private static List<Allocation> latest(List<Transaction> rows) {
    record Place(String wallet, String asset) {}
    List<Transaction> newestFirst =
        rows.stream().sorted(Comparator.comparingLong(Transaction::id).reversed()).toList();
    List<Allocation> paid = new ArrayList<>();
    Set<Place> places = new HashSet<>();
    for (Transaction row : newestFirst) {
      Instant earliest = newestFirst.getFirst().createdAt().minus(ONE_CLOSE);
      if (row.createdAt().isBefore(earliest)
          || !places.add(new Place(row.toAccount(), row.asset()))) {
        break;
      }
      paid.addFirst(new Allocation(Address.parse(row.toAccount()), row.asset(), row.amount()));
    }
    return paid;
  }
}
