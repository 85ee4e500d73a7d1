package dev.croupier.node.auth;

import dev.croupier.node.ledger.Moments;
import dev.croupier.node.storage.Row;
import dev.croupier.node.storage.Sql;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.rpc.RefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registered session keys and what they have spent. Used on the ledger writer's thread only.
 */
public final class SessionKeys {
  private static final String COLUMNS =
      "SELECT id, address, wallet, application, scope, expires_at, created_at FROM session_key";

  private final Sql sql;
  private final Moments moments;
  private long lastId;

  /**
   * @param sql the database
   * @param moments times of new rows
   */
  public SessionKeys(Sql sql, Moments moments) {
    this.sql = sql;
    this.moments = moments;
    this.lastId = sql.first("SELECT MAX(id) FROM session_key", row -> row.number(1)).orElse(0L);
  }

  /**
   * @param address an address
   * @return the key registered under it, active or not
   */
  public Optional<SessionKey> find(Address address) {
    return sql.first(COLUMNS + " WHERE address = ?", this::key, address.toString());
  }

  /**
   * @param wallet a wallet
   * @return its keys, newest first, expired ones included
   */
  public List<SessionKey> of(Address wallet) {
    return sql.list(COLUMNS + " WHERE wallet = ? ORDER BY id DESC", this::key, wallet.toString());
  }

  /**
   * @param nowMs the time
   * @return all keys that are active
   */
  public List<SessionKey> active(long nowMs) {
    return sql.list(
        COLUMNS + " WHERE expires_at IS NULL OR expires_at > ? ORDER BY id", this::key, nowMs);
  }

  /**
   * Tells which wallets a set of recovered addresses stands for.
   *
   * @param recovered the addresses that signed
   * @param nowMs the time, which decides about expired keys
   * @return the signers; an address that is no active key stands for itself
   */
  public Signers resolve(Collection<Address> recovered, long nowMs) {
    Signers signers = new Signers();
    for (Address address : recovered) {
      signers.add(address, find(address).filter(key -> key.isActive(nowMs)).orElse(null));
    }
    return signers;
  }

  /**
   * Stores a key.
   *
   * @return the stored key
   */
  SessionKey insert(
      Address address,
      Address wallet,
      String application,
      String scope,
      List<AssetAmount> allowances,
      @Nullable Long expiresAtMs) {
    SessionKey key =
        new SessionKey(
            ++lastId, address, wallet, application, scope, allowances, expiresAtMs, moments.next());
    sql.update(
        "INSERT INTO session_key (id, address, wallet, application, scope, expires_at, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        key.id(),
        address.toString(),
        wallet.toString(),
        application,
        scope,
        expiresAtMs,
        key.createdAtMicros());
    for (int i = 0; i < key.allowances().size(); i++) {
      AssetAmount allowance = key.allowances().get(i);
      sql.update(
          "INSERT INTO session_key_allowance (address, position, asset, amount) VALUES (?, ?, ?, ?)",
          address.toString(),
          i,
          allowance.asset(),
          allowance.amount().toString());
    }
    return key;
  }

  /** Forgets a key; what it spent stays on record for its address. */
  void delete(SessionKey key) {
    sql.update("DELETE FROM session_key WHERE address = ?", key.address().toString());
    sql.update("DELETE FROM session_key_allowance WHERE address = ?", key.address().toString());
  }

  /** Ends a key now; its address stays barred. */
  void expire(SessionKey key, long nowMs) {
    sql.update(
        "UPDATE session_key SET expires_at = ? WHERE address = ?", nowMs, key.address().toString());
  }

  /**
   * @param key a session key
   * @param asset symbol of an asset
   * @return what the key's address has spent of it, ever
   */
  public Amount spent(Address key, String asset) {
    return sql.first(
            "SELECT amount FROM session_key_spending WHERE address = ? AND asset = ?",
            row -> Amount.parse(row.text(1)),
            key.toString(),
            asset)
        .orElse(Amount.ZERO);
  }

  /**
   * Charges a key for money that leaves its wallet.
   *
   * @param key the key that signed
   * @param asset symbol of the asset
   * @param amount how much, positive
   * @throws RefusedException with a text of clearnode-0.x 6.2 if the cap does not allow it
   */
  public void charge(SessionKey key, String asset, Amount amount) {
    Amount spent = spent(key.address(), asset);
    Amount total = spent.plus(amount);
    if (!key.isUnlimited()) {
      checkCap(key, asset, amount, spent);
    }
    sql.update(
        "INSERT INTO session_key_spending (address, asset, amount) VALUES (?, ?, ?) ON CONFLICT"
            + " (address, asset) DO UPDATE SET amount = excluded.amount",
        key.address().toString(),
        asset,
        total.toString());
  }

  private static void checkCap(SessionKey key, String asset, Amount amount, Amount spent) {
    String prefix = "session key spending validation failed: operation denied: ";
    if (key.allowances().isEmpty()) {
      throw new RefusedException(prefix + "session key has no allowance configured");
    }
    Amount cap =
        key.allowances().stream()
            .filter(allowance -> allowance.asset().equals(asset))
            .map(AssetAmount::amount)
            .reduce((earlier, later) -> later)
            .orElseThrow(
                () ->
                    new RefusedException(
                        prefix + "asset " + asset + " not allowed in session key spending cap"));
    Amount left = cap.minus(spent);
    if (amount.compareTo(left) > 0) {
      throw new RefusedException(
          prefix
              + "insufficient session key allowance: "
              + amount
              + " required, "
              + left
              + " available");
    }
  }

  private SessionKey key(Row row) {
    Address address = Address.parse(row.text(2));
    String expiresAt = row.textOrNull(6);
    return new SessionKey(
        row.number(1),
        address,
        Address.parse(row.text(3)),
        row.text(4),
        row.text(5),
        allowances(address),
        expiresAt == null ? null : Long.valueOf(expiresAt),
        row.number(7));
  }

  private List<AssetAmount> allowances(Address address) {
    return sql.list(
        "SELECT asset, amount FROM session_key_allowance WHERE address = ? ORDER BY position",
        row -> new AssetAmount(row.text(1), Amount.parse(row.text(2))),
        address.toString());
  }
}
