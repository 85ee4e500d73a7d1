package dev.croupier.host.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Named timers by due time. Knows no clock: the caller says what time it is. Not safe for use by
 * many threads.
 *
 * @param <K> whose timers they are
 */
public final class TimerQueue<K> {

  private final PriorityQueue<Entry<K>> byTime =
      new PriorityQueue<>(
          Comparator.<Entry<K>>comparingLong(Entry::dueMs).thenComparingLong(Entry::order));
  private final Map<K, Map<String, Entry<K>>> byName = new HashMap<>();
  private long order;

  /**
   * Sets or replaces a timer.
   *
   * @param owner whose timer
   * @param name unique per owner
   * @param dueMs when it runs out, Unix milliseconds
   * @param dataJson handed back
   */
  public void set(K owner, String name, long dueMs, String dataJson) {
    cancel(owner, name);
    Entry<K> entry = new Entry<>(owner, name, dueMs, dataJson, order++);
    byTime.add(entry);
    byName.computeIfAbsent(owner, key -> new HashMap<>()).put(name, entry);
  }

  /**
   * Removes a timer, also one that has run out and has not been handled yet; nothing happens if
   * there is none of that name.
   *
   * @param owner whose timer
   * @param name the timer
   */
  public void cancel(K owner, String name) {
    Map<String, Entry<K>> own = byName.get(owner);
    if (own != null) {
      Entry<K> entry = own.remove(name);
      if (entry != null) {
        byTime.remove(entry);
      }
      if (own.isEmpty()) {
        byName.remove(owner);
      }
    }
  }

  /**
   * Removes all timers of an owner.
   *
   * @param owner whose timers
   */
  public void cancelAll(K owner) {
    Map<String, Entry<K>> own = byName.remove(owner);
    if (own != null) {
      byTime.removeAll(own.values());
    }
  }

  /**
   * Takes the timers that have run out, the earliest first. Each stays {@link #claim claimable}
   * until it is cancelled or replaced.
   *
   * @param nowMs the time
   * @return the timers
   */
  public List<Entry<K>> due(long nowMs) {
    List<Entry<K>> due = new ArrayList<>();
    while (!byTime.isEmpty() && byTime.element().dueMs() <= nowMs) {
      due.add(byTime.remove());
    }
    return due;
  }

  /**
   * Takes a timer that has run out for good.
   *
   * @param entry from {@link #due}
   * @return false if it was cancelled or replaced in the meantime
   */
  public boolean claim(Entry<K> entry) {
    Map<String, Entry<K>> own = byName.get(entry.owner());
    if (own == null || !entry.equals(own.get(entry.name()))) {
      return false;
    }
    cancel(entry.owner(), entry.name());
    return true;
  }

  /**
   * @param owner whose timers
   * @param name a timer
   * @return whether it is set
   */
  public boolean contains(K owner, String name) {
    return byName.getOrDefault(owner, Map.of()).containsKey(name);
  }

  /**
   * @param owner whose timers
   * @return how many are set
   */
  public int count(K owner) {
    return byName.getOrDefault(owner, Map.of()).size();
  }

  /**
   * @return when the next timer runs out, Unix milliseconds; empty if there is none
   */
  public OptionalLong nextDueMs() {
    return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byTime.element().dueMs());
  }

  /**
   * A timer that was set.
   *
   * @param <K> whose timers they are
   * @param owner whose timer
   * @param name unique per owner
   * @param dueMs when it runs out, Unix milliseconds
   * @param dataJson handed back
   * @param order tells equal due times apart
   */
  public record Entry<K>(K owner, String name, long dueMs, String dataJson, long order) {}
}
