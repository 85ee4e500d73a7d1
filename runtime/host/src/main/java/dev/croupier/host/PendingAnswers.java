package dev.croupier.host;

import dev.croupier.host.loop.TimerQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Questions that wait for an answer, each under a number and with a time limit. Runs on the seat's
 * loop.
 *
 * @param <T> what is asked
 */
final class PendingAnswers<T> {

  private static final String LIMIT = "limit";

  private final Map<Long, T> waiting = new LinkedHashMap<>();
  private final TimerQueue<Long> limits = new TimerQueue<>();
  private long lastId;

  int size() {
    return waiting.size();
  }

  /**
   * @param question what is asked
   * @param untilMs how long it waits
   * @return its number
   */
  long add(T question, long untilMs) {
    long id = ++lastId;
    waiting.put(id, question);
    limits.set(id, LIMIT, untilMs, "");
    return id;
  }

  /** Takes a question out; empty if it does not wait any more. */
  Optional<T> take(long id) {
    limits.cancelAll(id);
    return Optional.ofNullable(waiting.remove(id));
  }

  /** Looks at a question and leaves it. */
  Optional<T> find(long id) {
    return Optional.ofNullable(waiting.get(id));
  }

  /** What waits, with its number; oldest first. */
  Map<Long, T> all() {
    return Collections.unmodifiableMap(waiting);
  }

  /** Takes out those that fit. */
  List<T> takeAll(Predicate<T> wanted) {
    List<T> taken = new ArrayList<>();
    for (Map.Entry<Long, T> entry : List.copyOf(waiting.entrySet())) {
      if (wanted.test(entry.getValue())) {
        take(entry.getKey()).ifPresent(taken::add);
      }
    }
    return taken;
  }

  /** Takes out those whose time is over. */
  List<T> expired(long nowMs) {
    List<T> expired = new ArrayList<>();
    for (TimerQueue.Entry<Long> limit : limits.due(nowMs)) {
      take(limit.owner()).ifPresent(expired::add);
    }
    return expired;
  }

  OptionalLong nextDueMs() {
    return limits.nextDueMs();
  }
}
