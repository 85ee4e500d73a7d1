package dev.croupier.host;

import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Compares a seat's open sessions with those the node has open. The node's list tells no shares, so
 * what differs is asked for: sessions the seat does not know, those with another version or without
 * known shares, and those the node does not list any more. Runs on the seat's loop.
 */
final class OpenSessions {

  private final SeatContext seat;

  OpenSessions(SeatContext seat) {
    this.seat = seat;
  }

  /**
   * What a comparison has found.
   *
   * @param news the sessions that differ, as the node has them
   * @param same those that are as the seat knows them
   * @param lost those the node does not know any more
   */
  record Found(List<SessionSnapshot> news, List<SessionId> same, List<SessionId> lost) {}

  /**
   * Asks the node and compares. Sessions that are opened here meanwhile are left aside.
   *
   * @param shares whether to ask also for sessions whose shares are not known
   * @return completes on the loop; fails if one question is not answered
   */
  CompletableFuture<Found> compare(boolean shares) {
    List<SessionId> before = seat.sessions().openIds();
    return seat.connection()
        .openSessions()
        .thenComposeAsync(open -> differing(before, open, shares), seat.tasks());
  }

  private CompletableFuture<Found> differing(
      List<SessionId> before, List<SessionSnapshot> open, boolean shares) {
    Set<SessionId> listed = new HashSet<>();
    List<SessionId> differing = new ArrayList<>();
    List<SessionId> same = new ArrayList<>();
    for (SessionSnapshot snapshot : open) {
      if (listed.add(snapshot.sessionId())) {
        (differs(snapshot, shares) ? differing : same).add(snapshot.sessionId());
      }
    }
    for (SessionId id : before) {
      if (!listed.contains(id) && isOpen(id)) {
        differing.add(id);
      }
    }
    return seat.connection()
        .sessions(differing)
        .thenApplyAsync(known -> found(differing, known, same), seat.tasks());
  }

  private static Found found(
      List<SessionId> differing, Map<SessionId, SessionSnapshot> known, List<SessionId> same) {
    List<SessionSnapshot> news = new ArrayList<>();
    List<SessionId> lost = new ArrayList<>();
    for (SessionId id : differing) {
      SessionSnapshot snapshot = known.get(id);
      if (snapshot == null) {
        lost.add(id);
      } else {
        news.add(snapshot);
      }
    }
    return new Found(news, same, lost);
  }

  private boolean isOpen(SessionId id) {
    return seat.sessions().find(id).filter(session -> session.facts().open()).isPresent();
  }

  private boolean differs(SessionSnapshot snapshot, boolean shares) {
    SessionId id = snapshot.sessionId();
    return snapshot.definition().participants().contains(seat.wallet())
        && !seat.sessions().isOver(id)
        && seat.sessions()
            .find(id)
            .map(
                known ->
                    known.facts().version() != snapshot.version()
                        || (shares && known.facts().shares().isEmpty()))
            .orElse(true);
  }
}
