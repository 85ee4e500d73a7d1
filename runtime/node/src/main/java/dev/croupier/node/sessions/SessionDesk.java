package dev.croupier.node.sessions;

import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.ledger.Books;
import dev.croupier.node.rules.Profile;
import dev.croupier.node.storage.Sql;

/**
 * Everything that happens to app sessions, in one place.
 *
 * @param store the sessions in the database
 * @param creation creates them
 * @param submission changes them
 * @param closing closes them
 */
public record SessionDesk(
    SessionStore store,
    SessionCreation creation,
    StateSubmission submission,
    SessionClosing closing) {

  /**
   * @param profile whose rules apply
   * @param sql the database
   * @param books the ledger
   * @param keys the session keys
   * @return the sessions of that database
   */
  public static SessionDesk open(Profile profile, Sql sql, Books books, SessionKeys keys) {
    SessionStore store = new SessionStore(sql);
    return new SessionDesk(
        store,
        new SessionCreation(profile, books.ledger(), store, keys, books.moments()),
        new StateSubmission(profile, books.ledger(), store, keys, books.moments()),
        new SessionClosing(profile, books.ledger(), store, books.moments()));
  }
}
