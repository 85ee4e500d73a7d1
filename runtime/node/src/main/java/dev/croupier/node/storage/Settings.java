package dev.croupier.node.storage;

import java.util.Optional;

/** Named texts that belong to a ledger, such as the key of the node that signs its frames. */
public final class Settings {
  private final Sql sql;

  /**
   * @param sql the database
   */
  public Settings(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param name name of a setting
   * @return its value, or empty
   */
  public Optional<String> get(String name) {
    return sql.first("SELECT value FROM setting WHERE name = ?", row -> row.text(1), name);
  }

  /**
   * @param name name of a setting
   * @param value its new value
   */
  public void put(String name, String value) {
    sql.update(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value ="
            + " excluded.value",
        name,
        value);
  }
}
