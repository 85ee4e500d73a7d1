package dev.croupier.node.methods;

import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.sessions.AppSession;
import dev.croupier.node.sessions.SessionStore;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.rpc.messages.OpenSessions;
import dev.croupier.rpc.messages.RelayedSession;
import dev.croupier.rpc.messages.RelayedSessions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The open sessions of the ledger; those used lately are in memory. */
public final class LedgerOpenSessions implements OpenSessions {
  private final RelayedSessions relayed;
  private final SessionStore sessions;
  private final LedgerCalls calls;
  private final Executor workers;

  /**
   * @param relayed the sessions in memory, told of closes
   * @param sessions the sessions in the database, for those that are not
   * @param calls the way there
   * @param workers where messages are checked and signed
   */
  public LedgerOpenSessions(
      RelayedSessions relayed, SessionStore sessions, LedgerCalls calls, Executor workers) {
    this.relayed = relayed;
    this.sessions = sessions;
    this.calls = calls;
    this.workers = workers;
  }

  @Override
  public CompletionStage<Optional<RelayedSession>> find(SessionId id, Address asker) {
    RelayedSession known = relayed.find(id);
    if (known != null) {
      return CompletableFuture.completedFuture(Optional.of(known));
    }
    CompletableFuture<Optional<RelayedSession>> found = new CompletableFuture<>();
    calls.<Optional<RelayedSession>>run(
        notices ->
            // Entered here, on the thread that also commits closes, so that none is missed between.
            sessions
                .find(id)
                .filter(AppSession::open)
                .map(session -> relayed.add(session.id(), session.participants())),
        (session, failure) ->
            workers.execute(
                () -> {
                  if (failure == null) {
                    found.complete(session);
                  } else {
                    found.completeExceptionally(failure);
                  }
                }));
    return found;
  }
}
