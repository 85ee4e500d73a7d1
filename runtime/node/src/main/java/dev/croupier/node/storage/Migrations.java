package dev.croupier.node.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Brings the schema of a ledger up to date: the numbered scripts beside this class, each applied
 * once, in order and in a transaction of its own.
 *
 * <p>A library such as Flyway does the same for about 400 ms of start time and insists on opening
 * connections of its own, which neither the exclusive lock nor a database in memory allows. The
 * node promises to be up within a second, so this is done by hand.
 */
final class Migrations {
  private static final int NEWEST = 1;

  private Migrations() {}

  static void apply(Sql sql, String place) {
    sql.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_by TEXT NOT"
            + " NULL)");
    int version =
        sql.first(
                "SELECT COALESCE(MAX(version), 0) FROM schema_version", row -> (int) row.number(1))
            .orElse(0);
    if (version > NEWEST) {
      throw new LedgerTooNewException(place, version, NEWEST);
    }
    for (int next = version + 1; next <= NEWEST; next++) {
      sql.execute("BEGIN IMMEDIATE");
      try {
        for (String statement : Pattern.compile(";\\s*\\n").splitAsStream(script(next)).toList()) {
          if (!statement.isBlank()) {
            sql.execute(statement);
          }
        }
        sql.update("INSERT INTO schema_version VALUES (?, ?)", next, "croupier");
        sql.execute("COMMIT");
      } catch (StorageException e) {
        sql.execute("ROLLBACK");
        throw e;
      }
    }
  }

  private static String script(int version) {
    String name = "V" + version + ".sql";
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new StorageException("the program lacks its schema script " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("--"))
          .reduce("", (script, line) -> script + line + "\n");
    } catch (IOException e) {
      throw new StorageException("cannot read the schema script " + name, e);
    }
  }
}
