package dev.croupier.host.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The messages of one sender in one session, made into one row: each names the one before it, so
 * what comes twice and what comes early can be told. Numbers only rise. A message whose predecessor
 * was passed on already, though it is not the latest, is passed on: its sender has begun anew or
 * has lost what it remembered, and its word on the order of its own messages counts.
 *
 * @param <M> what is passed on
 */
final class Inbox<M> {

  private final DeliveryLimits limits;
  private final TreeMap<Long, Early<M>> early = new TreeMap<>();
  private long earlyBytes;
  private long last;
  private long told;

  /** When there is something missing, since when it is asked for. */
  private long gapSinceMs = Exchange.NEVER;

  private long askAtMs = Exchange.NEVER;
  private long pauseMs;

  Inbox(DeliveryLimits limits, long last) {
    this.limits = limits;
    this.last = last;
    this.told = last;
  }

  /** The number up to which everything was passed on. */
  long last() {
    return last;
  }

  /** When to ask for what is missing. */
  long askAtMs() {
    return askAtMs;
  }

  /** When to give up what is missing. */
  long giveUpAtMs() {
    return gapSinceMs == Exchange.NEVER ? Exchange.NEVER : gapSinceMs + limits.gapTimeoutMs();
  }

  /** Takes a message; empty if it is a repetition, else what can be passed on now. */
  Optional<List<M>> arrived(long id, long previous, int bytes, M message, long nowMs) {
    if (id <= last || early.containsKey(id)) {
      return Optional.empty();
    }
    told = Math.max(told, id);
    List<M> passed = new ArrayList<>();
    if (previous <= last) {
      passUpTo(id - 1, passed);
      passed.add(message);
      last = id;
      drain(passed);
    } else {
      hold(id, new Early<>(previous, bytes, message));
    }
    settle(!passed.isEmpty(), nowMs);
    return Optional.of(passed);
  }

  /** Takes its sender's word that there is nothing more between two numbers than has come. */
  List<M> complete(long from, long upTo, long nowMs) {
    List<M> passed = new ArrayList<>();
    long before = last;
    if (from <= last && upTo > last) {
      passUpTo(upTo, passed);
      last = Math.max(last, upTo);
      drain(passed);
    }
    settle(last > before, nowMs);
    return passed;
  }

  /** Its sender has sent messages up to this number. */
  void told(long id, long nowMs) {
    told = Math.max(told, id);
    settle(false, nowMs);
  }

  /** Goes on without what is missing; empty if nothing waits behind it. */
  Optional<Loss<M>> giveUp(long nowMs) {
    long after = last;
    gapSinceMs = Exchange.NEVER;
    askAtMs = Exchange.NEVER;
    if (early.isEmpty()) {
      told = last;
      return Optional.empty();
    }
    List<M> passed = new ArrayList<>();
    last = early.firstEntry().getValue().previous();
    Loss<M> loss = new Loss<>(after, last, passed);
    drain(passed);
    settle(true, nowMs);
    return Optional.of(loss);
  }

  /** What is missing was asked for. */
  void asked(long nowMs) {
    if (askAtMs != Exchange.NEVER) {
      pauseMs = Math.min(limits.longestAskMs(), pauseMs * 2);
      askAtMs = nowMs + pauseMs;
    }
  }

  /** Only the time counts in which there was a way to ask. */
  void connected(long nowMs) {
    if (gapSinceMs != Exchange.NEVER) {
      gapSinceMs = nowMs;
    }
  }

  private void settle(boolean progress, long nowMs) {
    if (told <= last) {
      gapSinceMs = Exchange.NEVER;
      askAtMs = Exchange.NEVER;
    } else if (progress || gapSinceMs == Exchange.NEVER) {
      gapSinceMs = nowMs;
      pauseMs = limits.reorderMs();
      askAtMs = nowMs + pauseMs;
    }
  }

  private void drain(List<M> passed) {
    while (!early.isEmpty() && early.firstEntry().getValue().previous() <= last) {
      passFirst(passed);
    }
  }

  private void passUpTo(long id, List<M> passed) {
    while (!early.isEmpty() && early.firstKey() <= id) {
      passFirst(passed);
    }
  }

  private void passFirst(List<M> passed) {
    Map.Entry<Long, Early<M>> first = early.pollFirstEntry();
    earlyBytes -= first.getValue().bytes();
    last = first.getKey();
    passed.add(first.getValue().message());
  }

  private void hold(long id, Early<M> message) {
    early.put(id, message);
    earlyBytes += message.bytes();
    // The furthest goes: what comes first is needed first, and all of it can be asked for again.
    while (early.size() > limits.earlyMessages() || earlyBytes > limits.earlyBytes()) {
      earlyBytes -= early.pollLastEntry().getValue().bytes();
    }
  }

  private record Early<M>(long previous, int bytes, M message) {}

  /** Messages above one number up to another that will not come, and what waited for them. */
  record Loss<M>(long after, long upTo, List<M> passed) {}
}
