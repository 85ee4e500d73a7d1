package dev.croupier.node.ledger;

import dev.croupier.node.storage.Sql;
import dev.croupier.protocol.Hash32;

/**
 * Remembers requests that must not be carried out twice, for as long as their timestamps would let
 * them pass (clearnode-0.x 9.3, 16). It survives a restart. Used on the ledger writer's thread
 * only.
 */
public final class ProcessedRequests {
  private static final int CLEAN_UP_EVERY = 1000;

  private final Sql sql;
  private int sinceCleanUp;

  /**
   * @param sql the database
   */
  public ProcessedRequests(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param digest digest of a request's text
   * @return whether it was carried out before
   */
  public boolean contains(Hash32 digest) {
    return sql.first(
            "SELECT 1 FROM processed_request WHERE digest = ?",
            row -> row.number(1),
            digest.toString())
        .isPresent();
  }

  /**
   * Remembers a request.
   *
   * @param digest digest of its text
   * @param forgetAfterMs when its timestamp is too old for it to be taken again
   * @param nowMs the time
   */
  public void add(Hash32 digest, long forgetAfterMs, long nowMs) {
    if (++sinceCleanUp >= CLEAN_UP_EVERY) {
      sinceCleanUp = 0;
      sql.update("DELETE FROM processed_request WHERE forget_after < ?", nowMs);
    }
    sql.update(
        "INSERT INTO processed_request (digest, forget_after) VALUES (?, ?)",
        digest.toString(),
        forgetAfterMs);
  }
}
