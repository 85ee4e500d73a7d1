package dev.croupier.cli.story;

import dev.croupier.host.HostEvent;
import dev.croupier.protocol.SessionId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Whether a run has come to its end: sessions were opened and all are closed, or the first one
 * never came about. Told of every event, one at a time.
 */
public final class Outcome {
  private record Seat(String name, SessionId sessionId) {}

  private final Set<Seat> open = new HashSet<>();
  private final Set<SessionId> settled = new HashSet<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean started;
  private int problems;

  /**
   * @param event what happened
   */
  public synchronized void on(HostEvent event) {
    switch (event) {
      case HostEvent.SessionCreated created -> {
        started = true;
        open.add(new Seat(created.seat(), created.sessionId()));
      }
      case HostEvent.SessionClosed closed -> {
        open.remove(new Seat(closed.seat(), closed.sessionId()));
        settled.add(closed.sessionId());
      }
      case HostEvent.CallFailed failed -> problem(failed.call().equals("createSession"));
      case HostEvent.TurnFailed failed -> problem(!failed.late());
      case HostEvent.SeatFailed failed -> problem(true);
      default -> {}
    }
    if (started && open.isEmpty()) {
      ended.countDown();
    }
  }

  private void problem(boolean grave) {
    problems++;
    // Before there is any session, such an error means that none will come.
    if (grave && !started) {
      ended.countDown();
    }
  }

  /**
   * @return opens when the run is over
   */
  public CountDownLatch ended() {
    return ended;
  }

  /**
   * @return whether at least one session was opened and all are closed
   */
  public synchronized boolean everythingSettled() {
    return !settled.isEmpty() && open.isEmpty();
  }

  /**
   * @return how many sessions were opened and closed
   */
  public synchronized int settledSessions() {
    return settled.size();
  }

  /**
   * @return how many errors apps and calls met
   */
  public synchronized int problems() {
    return problems;
  }
}
