package dev.croupier.node.ledger;

import dev.croupier.node.storage.Sql;
import dev.croupier.protocol.Amount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks a whole ledger against its own invariants. Reads every entry, so it takes its time. */
public final class LedgerAudit {
  private LedgerAudit() {}

  /**
   * Looks for balances that differ from the sum of their entries, assets whose shares do not add up
   * to zero with the faucet counted, overdrawn shares, and money left in closed sessions.
   *
   * @param sql the database, used by nobody else meanwhile
   * @return what is wrong, empty if nothing is
   */
  public static List<String> findings(Sql sql) {
    List<String> findings = new ArrayList<>();
    Map<String, Amount> fromEntries = new HashMap<>();
    sql.forEach(
        "SELECT account, wallet, asset, credit, debit FROM ledger_entry",
        row ->
            fromEntries.merge(
                row.text(1) + " " + row.text(2) + " " + row.text(3),
                Amount.parse(row.text(4)).minus(Amount.parse(row.text(5))),
                Amount::plus));
    Map<String, Amount> totals = new TreeMap<>();
    sql.forEach(
        "SELECT account, wallet, asset, amount FROM ledger_balance",
        row -> {
          String share = row.text(1) + " " + row.text(2) + " " + row.text(3);
          Amount balance = Amount.parse(row.text(4));
          Amount entries = fromEntries.remove(share);
          if (entries == null || entries.compareTo(balance) != 0) {
            findings.add(share + ": balance " + balance + ", entries " + entries);
          }
          if (balance.signum() < 0 && !row.text(2).equals(Faucet.ADDRESS.toString())) {
            findings.add(share + ": overdrawn, " + balance);
          }
          totals.merge(row.text(3), balance, Amount::plus);
        });
    fromEntries.forEach((share, amount) -> findings.add(share + ": entries without a balance"));
    totals.forEach(
        (asset, total) -> {
          if (total.signum() != 0) {
            findings.add(asset + ": all shares and the faucet add up to " + total);
          }
        });
    sql.forEach(
        "SELECT s.id, b.amount FROM app_session s JOIN ledger_balance b ON b.account = s.id WHERE"
            + " s.status = 'closed' AND b.amount <> '0'",
        row -> findings.add("closed session " + row.text(1) + " still holds " + row.text(2)));
    return findings;
  }
}
