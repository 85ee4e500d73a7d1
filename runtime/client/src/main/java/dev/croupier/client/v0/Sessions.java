package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.ledger.GetLedgerBalancesParams;
import dev.croupier.protocol.v0.ledger.LedgerBalances;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.AppSession;
import dev.croupier.protocol.v0.session.AppSessions;
import dev.croupier.protocol.v0.session.GetAppDefinitionParams;
import dev.croupier.protocol.v0.session.GetAppSessionsParams;
import dev.croupier.protocol.v0.session.SessionStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions about sessions and balances.
 *
 * <p>Nodes have no question for one session and no pages that hold still: lists are sorted by last
 * change, newest first, and give at most {@value #PAGE} rows (clearnode-0.x 8.4, 8.6). While pages
 * are read, a changed session moves to the front and may be missed; so a list of several pages is
 * read until it shows the same sessions twice.
 */
final class Sessions {
  private static final long PAGE = 100;
  private static final int MOST_READINGS = 4;
  private static final int MOST_ASKED = 8;
  private static final long MOST_OPEN = 2000;

  private final String wallet;
  private final Questions questions;
  private final Shares shares;
  private final Payouts payouts;
  private final Snapshots snapshots;
  private final Consumer<NodeException> unusable;
  private final ManySessions many;

  Sessions(
      Address wallet, Questions questions, Snapshots snapshots, Consumer<NodeException> unusable) {
    this.wallet = wallet.toString();
    this.questions = questions;
    this.shares = new Shares(questions);
    this.payouts = new Payouts(questions);
    this.snapshots = snapshots;
    this.unusable = unusable;
    this.many =
        new ManySessions(
            this::listed, session -> told(shares.of(session)), this::session, this::snapshot);
  }

  CompletableFuture<List<AssetAmount>> balances() {
    return questions.askSigned(
        GetLedgerBalancesParams.OWN, answer -> LedgerBalances.read(answer.params()).balances());
  }

  /** All open sessions of the wallet. */
  CompletableFuture<List<SessionSnapshot>> open() {
    return listed()
        .thenApply(
            sessions -> {
              List<SessionSnapshot> readable = new ArrayList<>();
              for (AppSession session : sessions.values()) {
                snapshot(session, Optional.empty()).ifPresent(readable::add);
              }
              return readable;
            });
  }

  private CompletableFuture<Map<SessionId, AppSession>> listed() {
    return settled(wallet, SessionStatus.OPEN, Map.of(), 1);
  }

  /** Several sessions, each as {@link #session} has it. */
  CompletableFuture<Map<SessionId, SessionSnapshot>> sessions(Collection<SessionId> ids) {
    return many.of(ids);
  }

  /** One session: an open one with everybody's share, a closed one with what everybody got. */
  CompletableFuture<Optional<SessionSnapshot>> session(SessionId id) {
    return find(id).thenCompose(found -> withShares(found, 1));
  }

  /** The session is read before and after its shares; they count if its version is the same. */
  private CompletableFuture<Optional<SessionSnapshot>> withShares(
      Optional<AppSession> session, int reading) {
    if (session.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (session.get().status() != SessionStatus.OPEN) {
      return told(payouts.of(session.get())).thenApply(paid -> snapshot(session.get(), paid));
    }
    AppSession before = session.get();
    return told(shares.of(before))
        .thenCompose(
            held -> find(before.id()).thenApply(after -> new SharesAndSession(held, after)))
        .thenCompose(
            read -> {
              boolean same =
                  read.session().map(AppSession::version).equals(Optional.of(before.version()));
              if (same || reading == MOST_READINGS) {
                return CompletableFuture.completedFuture(
                    read.session()
                        .flatMap(now -> snapshot(now, same ? read.shares() : Optional.empty())));
              }
              return withShares(read.session(), reading + 1);
            });
  }

  private record SharesAndSession(
      Optional<List<Allocation>> shares, Optional<AppSession> session) {}

  /** Empty where the node does not let its books be read, or they make no sense. */
  private static CompletableFuture<Optional<List<Allocation>>> told(
      CompletableFuture<List<Allocation>> shares) {
    return shares
        .thenApply(Optional::of)
        .exceptionally(
            error -> {
              Throwable cause = Lifeline.cause(error);
              if (cause instanceof NodeException.Refused || cause instanceof ProtocolException) {
                return Optional.empty();
              }
              throw Lifeline.rethrown(error);
            });
  }

  /**
   * A session is mostly among the wallet's newest; else the node is asked who takes part in it, and
   * the list of one of those is read.
   */
  private CompletableFuture<Optional<AppSession>> find(SessionId id) {
    return page(wallet, null, 0)
        .thenCompose(
            newest -> {
              Optional<AppSession> found = pick(newest, id);
              return found.isPresent() ? CompletableFuture.completedFuture(found) : elsewhere(id);
            });
  }

  private CompletableFuture<Optional<AppSession>> elsewhere(SessionId id) {
    return definition(id)
        .thenCompose(
            definition -> {
              if (definition.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
              }
              List<String> participants = definition.get().participants();
              return search(
                  participants.contains(wallet) ? wallet : participants.getFirst(), id, 1);
            });
  }

  private CompletableFuture<Optional<AppSession>> search(
      String participant, SessionId id, int reading) {
    return searchFrom(participant, id, 0)
        .thenCompose(
            found -> {
              if (found.isPresent()) {
                return CompletableFuture.completedFuture(found);
              }
              if (reading == MOST_READINGS) {
                throw new NodeException.UnusableFrame(
                    "the node knows session " + id + " and does not list it");
              }
              return search(participant, id, reading + 1);
            });
  }

  private CompletableFuture<Optional<AppSession>> searchFrom(
      String participant, SessionId id, long offset) {
    return page(participant, null, offset)
        .thenCompose(
            page -> {
              Optional<AppSession> found = pick(page, id);
              return found.isPresent() || page.size() < PAGE
                  ? CompletableFuture.completedFuture(found)
                  : searchFrom(participant, id, offset + PAGE);
            });
  }

  private CompletableFuture<Optional<AppDefinition>> definition(SessionId id) {
    return questions
        .ask(
            new GetAppDefinitionParams(id.toString()),
            answer -> Optional.of(AppDefinition.read(answer.params())))
        .exceptionally(
            error -> {
              if (Lifeline.cause(error) instanceof NodeException.Refused refused
                  && refused.nodeText().equals(ErrorText.APP_SESSION_NOT_READ)) {
                return Optional.empty();
              }
              throw Lifeline.rethrown(error);
            });
  }

  /** Who takes part in a session; whoever is no wallet is left out. */
  CompletableFuture<Optional<Set<Address>>> participants(SessionId id) {
    return definition(id)
        .thenApply(
            definition ->
                definition.map(
                    found -> {
                      Set<Address> wallets = new LinkedHashSet<>();
                      found.participants().forEach(text -> addressOf(text).ifPresent(wallets::add));
                      return wallets;
                    }));
  }

  private static Optional<Address> addressOf(String text) {
    try {
      return Optional.of(Address.parse(text));
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a session is open. If one participant has few open sessions, one page tells; only if
   * all have many are their pages turned.
   */
  CompletableFuture<Boolean> isOpen(SessionId id, Collection<Address> participants) {
    List<String> wallets = participants.stream().limit(MOST_ASKED).map(Address::toString).toList();
    return isOpen(id, wallets, 0);
  }

  private CompletableFuture<Boolean> isOpen(SessionId id, List<String> wallets, int index) {
    if (wallets.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    if (index == wallets.size()) {
      return isAmongOpen(id, wallets.getFirst(), PAGE);
    }
    return page(wallets.get(index), SessionStatus.OPEN, 0)
        .thenCompose(
            page ->
                pick(page, id).isPresent() || page.size() < PAGE
                    ? CompletableFuture.completedFuture(pick(page, id).isPresent())
                    : isOpen(id, wallets, index + 1));
  }

  private CompletableFuture<Boolean> isAmongOpen(SessionId id, String wallet, long offset) {
    if (offset >= MOST_OPEN) {
      throw new NodeException.UnusableFrame(
          "each participant of session "
              + id.shortText()
              + " has more than "
              + MOST_OPEN
              + " open sessions");
    }
    return page(wallet, SessionStatus.OPEN, offset)
        .thenCompose(
            page ->
                pick(page, id).isPresent() || page.size() < PAGE
                    ? CompletableFuture.completedFuture(pick(page, id).isPresent())
                    : isAmongOpen(id, wallet, offset + PAGE));
  }

  private CompletableFuture<Map<SessionId, AppSession>> settled(
      String participant, SessionStatus status, Map<SessionId, AppSession> before, int reading) {
    return all(participant, status, 0, new LinkedHashMap<>())
        .thenCompose(
            now -> {
              boolean onePage = now.size() < PAGE;
              if (onePage || now.keySet().equals(before.keySet()) || reading == MOST_READINGS) {
                return CompletableFuture.completedFuture(now);
              }
              return settled(participant, status, now, reading + 1);
            });
  }

  private CompletableFuture<Map<SessionId, AppSession>> all(
      String participant, SessionStatus status, long offset, Map<SessionId, AppSession> sofar) {
    return page(participant, status, offset)
        .thenCompose(
            page -> {
              for (AppSession session : page) {
                sofar.putIfAbsent(session.id(), session);
              }
              return page.size() < PAGE
                  ? CompletableFuture.completedFuture(sofar)
                  : all(participant, status, offset + PAGE, sofar);
            });
  }

  private CompletableFuture<List<AppSession>> page(
      String participant, @Nullable SessionStatus status, long offset) {
    GetAppSessionsParams params =
        new GetAppSessionsParams(
            participant,
            status == null ? null : status.wireName(),
            new ListOptions(offset == 0 ? null : offset, PAGE, null));
    return questions.ask(params, answer -> AppSessions.read(answer.params()).sessions());
  }

  private static Optional<AppSession> pick(List<AppSession> sessions, SessionId id) {
    return sessions.stream().filter(session -> session.id().equals(id)).findFirst();
  }

  /** Anybody may name this wallet in a session with nonsense; such a session is left out. */
  private Optional<SessionSnapshot> snapshot(
      AppSession session, Optional<List<Allocation>> allocations) {
    try {
      return Optional.of(snapshots.of(session, allocations));
    } catch (ProtocolException e) {
      unusable.accept(
          new NodeException.UnusableFrame(
              "session " + session.id().shortText() + " cannot be read", e));
      return Optional.empty();
    }
  }
}
