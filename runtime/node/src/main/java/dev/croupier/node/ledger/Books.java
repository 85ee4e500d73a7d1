package dev.croupier.node.ledger;

import dev.croupier.node.storage.Sql;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * The parts of the ledger that share one database and one sequence of times.
 *
 * @param moments times of new rows
 * @param ledger balances and movements
 * @param queries lists for clients
 * @param tags user tags
 * @param faucet the source of money
 * @param processed requests not to be carried out twice
 */
public record Books(
    Moments moments,
    Ledger ledger,
    LedgerQueries queries,
    UserTags tags,
    Faucet faucet,
    ProcessedRequests processed) {

  /**
   * @param sql the database
   * @param clock the time
   * @param random where user tags come from
   * @return the books in that database
   */
  public static Books open(Sql sql, Clock clock, RandomGenerator random) {
    Moments moments = new Moments(clock, latest(sql));
    Ledger ledger = new Ledger(sql, moments);
    return new Books(
        moments,
        ledger,
        new LedgerQueries(sql),
        new UserTags(sql, random),
        new Faucet(ledger),
        new ProcessedRequests(sql));
  }

  private static long latest(Sql sql) {
    return sql.first(
            "SELECT MAX(latest) FROM (SELECT MAX(created_at) AS latest FROM ledger_entry UNION ALL"
                + " SELECT MAX(created_at) FROM ledger_transaction UNION ALL SELECT"
                + " MAX(updated_at) FROM app_session) AS times",
            row -> row.number(1))
        .orElse(0L);
  }
}
