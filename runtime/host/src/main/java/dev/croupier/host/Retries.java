package dev.croupier.host;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * When to ask a node again: at the next connection if there is none, else after a pause that
 * doubles as long as questions are repeated. Runs on the seat's loop.
 */
final class Retries {

  private static final long SHORTEST_MS = 500;
  private static final long LONGEST_MS = 16_000;
  private static final long NEVER = Long.MAX_VALUE;

  private final InstantSource clock;
  private List<Runnable> waiting = new ArrayList<>();
  private boolean online;
  private long dueMs = NEVER;
  private long pauseMs = SHORTEST_MS;

  Retries(InstantSource clock) {
    this.clock = clock;
  }

  /** Something was found out. */
  void answered() {
    pauseMs = SHORTEST_MS;
  }

  void connected() {
    online = true;
    pauseMs = SHORTEST_MS;
    run();
  }

  void disconnected() {
    online = false;
    dueMs = NEVER;
  }

  /** At once if there is a connection, else with the next one. */
  void whenConnected(Runnable question) {
    if (online) {
      question.run();
    } else {
      waiting.add(question);
    }
  }

  /** After a pause, or with the next connection. */
  void later(Runnable question) {
    waiting.add(question);
    if (online && dueMs == NEVER) {
      dueMs = clock.millis() + pauseMs;
      pauseMs = Math.min(LONGEST_MS, 2 * pauseMs);
    }
  }

  int due(long nowMs) {
    return nowMs < dueMs ? 0 : run();
  }

  private int run() {
    dueMs = NEVER;
    List<Runnable> now = waiting;
    waiting = new ArrayList<>();
    now.forEach(Runnable::run);
    return now.size();
  }

  OptionalLong nextDueMs() {
    return dueMs == NEVER ? OptionalLong.empty() : OptionalLong.of(dueMs);
  }
}
