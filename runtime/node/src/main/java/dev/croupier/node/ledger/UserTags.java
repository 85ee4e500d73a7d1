package dev.croupier.node.ledger;

import dev.croupier.node.storage.Sql;
import dev.croupier.protocol.Address;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Short names of wallets, made at the first login and fixed for ever (clearnode-0.x 9.2). */
public final class UserTags {
  private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LENGTH = 6;

  private final Sql sql;
  private final RandomGenerator random;

  /**
   * @param sql the database
   * @param random where new tags come from
   */
  public UserTags(Sql sql, RandomGenerator random) {
    this.sql = sql;
    this.random = random;
  }

  /**
   * Gives a wallet its tag, unless it has one.
   *
   * @param wallet the wallet
   * @return whether the tag is new, so that this is the wallet's first login
   */
  public boolean register(Address wallet) {
    if (of(wallet).isPresent()) {
      return false;
    }
    String tag;
    do {
      StringBuilder letters = new StringBuilder(LENGTH);
      for (int i = 0; i < LENGTH; i++) {
        letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      tag = letters.toString();
    } while (owner(tag).isPresent());
    sql.update("INSERT INTO user_tag (wallet, tag) VALUES (?, ?)", wallet.toString(), tag);
    return true;
  }

  /**
   * @param wallet a wallet
   * @return its tag, or empty if it never logged in
   */
  public Optional<String> of(Address wallet) {
    return sql.first(
        "SELECT tag FROM user_tag WHERE wallet = ?", row -> row.text(1), wallet.toString());
  }

  /**
   * @param tag a tag in any letter case
   * @return the wallet it belongs to, or empty
   */
  public Optional<Address> owner(String tag) {
    return sql.first(
        "SELECT wallet FROM user_tag WHERE tag = ?",
        row -> Address.parse(row.text(1)),
        tag.toUpperCase(Locale.ROOT));
  }
}
