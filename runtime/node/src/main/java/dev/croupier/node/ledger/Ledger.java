package dev.croupier.node.ledger;

import dev.croupier.node.storage.Sql;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads balances, entries and transactions (clearnode-0.x 7.3). Money enters only
 * through {@link Faucet}; everything else moves it from one share to another, in equal credits and
 * debits.
 */
public final class Ledger {
  private final Sql sql;
  private final Moments moments;
  private long lastEntry;
  private long lastTransaction;

  /**
   * @param sql the database
   * @param moments times of new rows
   */
  public Ledger(Sql sql, Moments moments) {
    this.sql = sql;
    this.moments = moments;
    this.lastEntry = highest("SELECT MAX(id) FROM ledger_entry");
    this.lastTransaction = highest("SELECT MAX(id) FROM ledger_transaction");
  }

  /**
   * @param share whose money
   * @param asset symbol of an asset, known or not
   * @return what the share holds, zero if it never had any
   */
  public Amount balance(Share share, String asset) {
    return sql.first(
            "SELECT amount FROM ledger_balance WHERE account = ? AND wallet = ? AND asset = ?",
            row -> Amount.parse(row.text(1)),
            share.account().text(),
            share.wallet().toString(),
            asset)
        .orElse(Amount.ZERO);
  }

  /**
   * @param share whose money
   * @return every asset the share ever touched with what is left of it, zeros included, by symbol
   */
  public List<AssetAmount> balances(Share share) {
    return sql.list(
        "SELECT asset, amount FROM ledger_balance WHERE account = ? AND wallet = ? ORDER BY asset",
        row -> new AssetAmount(row.text(1), Amount.parse(row.text(2))),
        share.account().text(),
        share.wallet().toString());
  }

  /**
   * @param account an account
   * @return what each wallet ever had in it, by asset and then by wallet, zeros included
   */
  public Map<String, Map<Address, Amount>> shares(AccountId account) {
    Map<String, Map<Address, Amount>> shares = new LinkedHashMap<>();
    sql.forEach(
        "SELECT asset, wallet, amount FROM ledger_balance WHERE account = ? ORDER BY asset, wallet",
        row ->
            shares
                .computeIfAbsent(row.text(1), asset -> new LinkedHashMap<>())
                .put(Address.parse(row.text(2)), Amount.parse(row.text(3))),
        account.text());
    return shares;
  }

  /**
   * Moves money from one share to another: a debit here, a credit there.
   *
   * @param from the share that pays
   * @param to the share that receives
   * @param asset symbol of the asset
   * @param amount how much, not negative; zero writes nothing
   * @param sessionKey the session key that allowed it and is charged for it, or null
   * @throws LedgerInvariantException if the paying share holds less
   */
  public void move(
      Share from, Share to, String asset, Amount amount, @Nullable Address sessionKey) {
    if (amount.signum() < 0) {
      throw new LedgerInvariantException("cannot move " + amount + " " + asset);
    }
    change(from, asset, amount.negate(), sessionKey);
    change(to, asset, amount, null);
  }

  /**
   * Gives new amounts to shares of one account, keeping the account's total.
   *
   * @param account the account
   * @param asset symbol of the asset
   * @param amounts the new amount of each wallet that is listed
   * @throws LedgerInvariantException if the total would change
   */
  public void redistribute(AccountId account, String asset, Map<Address, Amount> amounts) {
    Amount change = Amount.ZERO;
    for (Map.Entry<Address, Amount> share : amounts.entrySet()) {
      Share owner = new Share(account, share.getKey());
      Amount difference = share.getValue().minus(balance(owner, asset));
      change(owner, asset, difference, null);
      change = change.plus(difference);
    }
    if (change.signum() != 0) {
      throw new LedgerInvariantException(
          "redistributing " + asset + " in " + account + " would change its total by " + change);
    }
  }

  /**
   * Empties shares of an account and pays new amounts to the wallets that held them.
   *
   * @param account the account
   * @param asset symbol of the asset
   * @param amounts what each wallet gets; together what their shares held
   * @throws LedgerInvariantException if more or less is paid than the shares held
   */
  public void payOut(AccountId account, String asset, Map<Address, Amount> amounts) {
    Amount left = Amount.ZERO;
    for (Map.Entry<Address, Amount> payment : amounts.entrySet()) {
      Share share = new Share(account, payment.getKey());
      Amount held = balance(share, asset);
      change(share, asset, held.negate(), null);
      change(Share.unified(payment.getKey()), asset, payment.getValue(), null);
      left = left.plus(held).minus(payment.getValue());
    }
    if (left.signum() != 0) {
      throw new LedgerInvariantException(
          "paying out " + asset + " of " + account + " would leave " + left + " unaccounted for");
    }
  }

  /**
   * Writes the record of a movement. It moves nothing by itself.
   *
   * @param type what kind
   * @param from account the money left
   * @param to account it went to
   * @param asset symbol of the asset
   * @param amount how much
   * @return the id of the record
   */
  public long recordTransaction(
      TransactionType type, AccountId from, AccountId to, String asset, Amount amount) {
    long id = ++lastTransaction;
    sql.update(
        "INSERT INTO ledger_transaction (id, tx_type, from_account, to_account, asset, amount,"
            + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        type.wireName(),
        from.text(),
        to.text(),
        asset,
        amount.toString(),
        moments.next());
    return id;
  }

  private void change(Share share, String asset, Amount difference, @Nullable Address sessionKey) {
    if (difference.signum() == 0) {
      return;
    }
    Amount after = balance(share, asset).plus(difference);
    if (after.signum() < 0 && !share.wallet().equals(Faucet.ADDRESS)) {
      throw new LedgerInvariantException(
          share.wallet()
              + " would be overdrawn in "
              + share.account()
              + ": "
              + after
              + " "
              + asset);
    }
    boolean credit = difference.signum() > 0;
    String account = share.account().text();
    String wallet = share.wallet().toString();
    sql.update(
        "INSERT INTO ledger_entry (id, account, wallet, asset, credit, debit, session_key,"
            + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ++lastEntry,
        account,
        wallet,
        asset,
        credit ? difference.toString() : "0",
        credit ? "0" : difference.negate().toString(),
        sessionKey == null ? null : sessionKey.toString(),
        moments.next());
    sql.update(
        "INSERT INTO ledger_balance (account, wallet, asset, amount) VALUES (?, ?, ?, ?) ON CONFLICT"
            + " (account, wallet, asset) DO UPDATE SET amount = excluded.amount",
        account,
        wallet,
        asset,
        after.toString());
  }

  private long highest(String query) {
    return sql.first(query, row -> row.number(1)).orElse(0L);
  }
}
