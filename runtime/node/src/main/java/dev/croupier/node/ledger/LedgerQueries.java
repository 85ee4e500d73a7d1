package dev.croupier.node.ledger;

import dev.croupier.node.storage.Row;
import dev.croupier.node.storage.Sql;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of entries and transactions as clients ask for them (clearnode-0.x 8.8, 8.9). */
public final class LedgerQueries {
  private static final String TRANSACTION_COLUMNS =
      "SELECT t.id, t.tx_type, t.from_account, f.tag, t.to_account, g.tag, t.asset, t.amount,"
          + " t.created_at FROM ledger_transaction t LEFT JOIN user_tag f ON f.wallet ="
          + " t.from_account LEFT JOIN user_tag g ON g.wallet = t.to_account";

  private final Sql sql;

  /**
   * @param sql the database
   */
  public LedgerQueries(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param account only entries of this account, or null
   * @param asset only entries in this asset, or null
   * @param wallet only entries of this wallet, or null
   * @param page which of them
   * @return the entries
   */
  public List<Entry> entries(
      @Nullable AccountId account, @Nullable String asset, @Nullable Address wallet, Page page) {
    Filter filter = new Filter();
    filter.add("account = ?", account == null ? null : account.text());
    filter.add("asset = ?", asset);
    filter.add("wallet = ?", wallet == null ? null : wallet.toString());
    return sql.list(
        "SELECT id, account, wallet, asset, credit, debit, created_at FROM ledger_entry"
            + filter.where()
            + page.orderBy("id"),
        row ->
            new Entry(
                row.number(1),
                new Share(new AccountId(row.text(2)), Address.parse(row.text(3))),
                row.text(4),
                Amount.parse(row.text(5)),
                Amount.parse(row.text(6)),
                row.number(7)),
        filter.arguments(page));
  }

  /**
   * @param account only transactions from or to this account, or null
   * @param asset only transactions in this asset, or null
   * @param type only transactions of this kind, or null
   * @param page which of them
   * @return the transactions
   */
  public List<LedgerTransaction> transactions(
      @Nullable AccountId account,
      @Nullable String asset,
      @Nullable TransactionType type,
      Page page) {
    Filter filter = new Filter();
    if (account != null) {
      filter.add("(t.from_account = ? OR t.to_account = ?)", account.text(), account.text());
    }
    filter.add("t.asset = ?", asset);
    filter.add("t.tx_type = ?", type == null ? null : type.wireName());
    return sql.list(
        TRANSACTION_COLUMNS + filter.where() + page.orderBy("t.id"),
        LedgerQueries::transaction,
        filter.arguments(page));
  }

  /**
   * @param id number of a transaction that exists
   * @return the transaction
   */
  public LedgerTransaction transaction(long id) {
    return sql.first(TRANSACTION_COLUMNS + " WHERE t.id = ?", LedgerQueries::transaction, id)
        .orElseThrow();
  }

  private static LedgerTransaction transaction(Row row) {
    return new LedgerTransaction(
        row.number(1),
        TransactionType.ofWireName(row.text(2)).orElseThrow(),
        new AccountId(row.text(3)),
        row.textOrNull(4),
        new AccountId(row.text(5)),
        row.textOrNull(6),
        row.text(7),
        Amount.parse(row.text(8)),
        row.number(9));
  }

  /** Conditions and their arguments; a condition whose argument is null is left out. */
  private static final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();

    void add(String condition, @Nullable String... values) {
      for (String value : values) {
        if (value == null) {
          return;
        }
        arguments.add(value);
      }
      conditions.add(condition);
    }

    String where() {
      return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    Object[] arguments(Page page) {
      List<Object> all = new ArrayList<>(arguments);
      all.add(page.limit());
      all.add(page.offset());
      return all.toArray();
    }
  }
}
