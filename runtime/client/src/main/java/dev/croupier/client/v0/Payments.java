package dev.croupier.client.v0;

import dev.croupier.client.Payment;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.ledger.GetLedgerTransactionsParams;
import dev.croupier.protocol.v0.ledger.LedgerTransactions;
import dev.croupier.protocol.v0.ledger.Transaction;
import dev.croupier.protocol.v0.ledger.TransactionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Reads transfers out of the transaction book (clearnode-0.x 8.9). Pages come newest first, and a
 * new transaction moves the others on, so a row may be seen twice; its number tells.
 */
final class Payments {
  private static final long PAGE = 100;

  private final Address wallet;
  private final Questions questions;

  Payments(Address wallet, Questions questions) {
    this.wallet = wallet;
    this.questions = questions;
  }

  CompletableFuture<List<Payment>> since(Instant since) {
    return pages(since, 0, new LinkedHashMap<>()).thenApply(rows -> List.copyOf(rows.values()));
  }

  private CompletableFuture<Map<Long, Payment>> pages(
      Instant since, long offset, Map<Long, Payment> sofar) {
    GetLedgerTransactionsParams params =
        new GetLedgerTransactionsParams(
            wallet.toString(),
            TransactionType.TRANSFER.wireName(),
            null,
            new ListOptions(offset == 0 ? null : offset, PAGE, "desc"));
    return questions
        .ask(params, answer -> LedgerTransactions.read(answer.params()).transactions())
        .thenCompose(
            page -> {
              List<Transaction> recent = new ArrayList<>();
              for (Transaction row : page) {
                if (!row.createdAt().isBefore(since)) {
                  recent.add(row);
                  sofar.putIfAbsent(row.id(), payment(row));
                }
              }
              return recent.size() < PAGE
                  ? CompletableFuture.completedFuture(sofar)
                  : pages(since, offset + PAGE, sofar);
            });
  }

  private static Payment payment(Transaction row) {
    return new Payment(
        Address.parse(row.fromAccount()),
        Address.parse(row.toAccount()),
        new AssetAmount(row.asset(), row.amount()),
        row.createdAt());
  }
}
