package dev.croupier.pingpong;

import java.util.ArrayList;
import java.util.List;

/**
 * The server's durable state of a session.
 *
 * @param rounds how many pings are to be answered
 * @param latenciesMs how long each answer so far took
 */
public record Rally(int rounds, List<Long> latenciesMs) {

  /** Copies the list. */
  public Rally {
    latenciesMs = List.copyOf(latenciesMs);
  }

  Rally plus(long latencyMs) {
    List<Long> more = new ArrayList<>(latenciesMs);
    more.add(latencyMs);
    return new Rally(rounds, more);
  }

  int played() {
    return latenciesMs.size();
  }

  boolean isOver() {
    return played() >= rounds;
  }

  double averageMs() {
    return latenciesMs.stream().mapToLong(Long::longValue).average().orElse(0);
  }
}
