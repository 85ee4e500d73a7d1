package dev.croupier.client.v0;

import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.session.AppSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks for several sessions. A node has no question for one session (clearnode-0.x 8.4), so asking
 * for each by itself reads the list of sessions for each, twice. Here the list is read before and
 * after the shares of all; a session whose version is the same in both has those shares, and only
 * the others are asked for by themselves.
 */
final class ManySessions {

  /** From here on reading the whole list is less than finding each. */
  private static final int MANY = 8;

  /** How many are asked about at a time; of more, the last would wait for longer than it may. */
  private static final int AT_ONCE = 256;

  private final Supplier<CompletableFuture<Map<SessionId, AppSession>>> list;
  private final Function<AppSession, CompletableFuture<Optional<List<Allocation>>>> shares;
  private final Function<SessionId, CompletableFuture<Optional<SessionSnapshot>>> single;
  private final Snapshooter snapshots;

  /** Makes a snapshot; empty if the session cannot be read. */
  @FunctionalInterface
  interface Snapshooter {
    Optional<SessionSnapshot> of(AppSession session, Optional<List<Allocation>> shares);
  }

  /**
   * @param list reads the wallet's open sessions
   * @param shares reads the shares in an open session, empty where the node does not tell
   * @param single asks for one session
   */
  ManySessions(
      Supplier<CompletableFuture<Map<SessionId, AppSession>>> list,
      Function<AppSession, CompletableFuture<Optional<List<Allocation>>>> shares,
      Function<SessionId, CompletableFuture<Optional<SessionSnapshot>>> single,
      Snapshooter snapshots) {
    this.list = list;
    this.shares = shares;
    this.single = single;
    this.snapshots = snapshots;
  }

  /** Those of the sessions that the node knows. */
  CompletableFuture<Map<SessionId, SessionSnapshot>> of(Collection<SessionId> ids) {
    Map<SessionId, SessionSnapshot> found = new LinkedHashMap<>();
    if (ids.size() < MANY) {
      return oneByOne(List.copyOf(ids), found);
    }
    return list.get()
        .thenCompose(
            before -> {
              List<AppSession> open = new ArrayList<>();
              List<SessionId> others = new ArrayList<>();
              for (SessionId id : ids) {
                AppSession session = before.get(id);
                if (session == null) {
                  others.add(id);
                } else {
                  open.add(session);
                }
              }
              return together(open, found, others).thenCompose(rest -> oneByOne(rest, found));
            });
  }

  /** Completes with what is left to be asked for by itself. */
  private CompletableFuture<List<SessionId>> together(
      List<AppSession> open, Map<SessionId, SessionSnapshot> found, List<SessionId> rest) {
    if (open.isEmpty()) {
      return CompletableFuture.completedFuture(rest);
    }
    Map<SessionId, Optional<List<Allocation>>> held = new LinkedHashMap<>();
    return inParts(open, shares, (session, told) -> held.put(session.id(), told))
        .thenCompose(done -> list.get())
        .thenApply(
            after -> {
              for (AppSession before : open) {
                AppSession now = after.get(before.id());
                if (now != null && now.version() == before.version()) {
                  Optional<List<Allocation>> told = held.getOrDefault(now.id(), Optional.empty());
                  snapshots.of(now, told).ifPresent(snapshot -> found.put(now.id(), snapshot));
                } else {
                  rest.add(before.id());
                }
              }
              return rest;
            });
  }

  private CompletableFuture<Map<SessionId, SessionSnapshot>> oneByOne(
      List<SessionId> ids, Map<SessionId, SessionSnapshot> found) {
    return inParts(ids, single, (id, told) -> told.ifPresent(snapshot -> found.put(id, snapshot)))
        .thenApply(done -> found);
  }

  /** Asks about some at a time; takes answers in the order of the questions. */
  private static <Q, A> CompletableFuture<Void> inParts(
      List<Q> questions, Function<Q, CompletableFuture<A>> ask, Taker<Q, A> taker) {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (int from = 0; from < questions.size(); from += AT_ONCE) {
      List<Q> part = questions.subList(from, Math.min(from + AT_ONCE, questions.size()));
      done = done.thenCompose(before -> part(part, ask, taker));
    }
    return done;
  }

  private static <Q, A> CompletableFuture<Void> part(
      List<Q> questions, Function<Q, CompletableFuture<A>> ask, Taker<Q, A> taker) {
    List<CompletableFuture<A>> answers = questions.stream().map(ask).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .thenAccept(
            all -> {
              for (int i = 0; i < answers.size(); i++) {
                taker.take(questions.get(i), answers.get(i).join());
              }
            });
  }

  @FunctionalInterface
  private interface Taker<Q, A> {
    void take(Q question, A answer);
  }
}
