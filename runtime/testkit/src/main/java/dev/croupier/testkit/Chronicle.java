package dev.croupier.testkit;

import dev.croupier.host.HostEvent;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What has happened at a table, as far as its hosts have told or recorded it. */
final class Chronicle {
  private final Names names;
  private final Transcript transcript;
  private final List<HostEvent> events = new ArrayList<>();
  private final Set<String> sessions = new LinkedHashSet<>();
  private final Map<String, Map<String, String>> states = new HashMap<>();

  Chronicle(Names names, Transcript transcript) {
    this.names = names;
    this.transcript = transcript;
  }

  List<HostEvent> events() {
    return Collections.unmodifiableList(events);
  }

  Set<String> sessions() {
    return Collections.unmodifiableSet(sessions);
  }

  /** A turn was recorded. */
  void recorded(JournalRecord record) {
    record
        .stateJson()
        .ifPresent(
            state ->
                states
                    .computeIfAbsent(record.seat(), key -> new HashMap<>())
                    .put(record.session().orElse(""), state));
  }

  Optional<String> state(String seat, String session) {
    return Optional.ofNullable(states.getOrDefault(seat, Map.of()).get(session));
  }

  /** Something happened in a host. */
  void heard(HostEvent event) {
    events.add(event);
    if (event instanceof HostEvent.SessionCreated created) {
      session(created.sessionId());
    }
    transcript.add(event);
  }

  void session(SessionId id) {
    sessions.add(id.toString());
    names.session(id);
  }

  /** Who has how much of an asset in a session, or got at its end, by name. */
  Map<String, String> shares(String sessionId, String asset) {
    Map<String, String> shares = new LinkedHashMap<>();
    for (HostEvent event : events) {
      Optional<List<Allocation>> told =
          switch (event) {
            case HostEvent.SessionCreated e when is(e.sessionId(), sessionId) -> e.shares();
            case HostEvent.StateUpdated e when is(e.sessionId(), sessionId) -> e.shares();
            case HostEvent.SessionClosed e when is(e.sessionId(), sessionId) ->
                Optional.of(e.finalAllocations());
            default -> Optional.empty();
          };
      for (Allocation share : told.orElse(List.of())) {
        if (share.asset().equals(asset)) {
          shares.put(names.of(share.participant()), share.amount().toString());
        }
      }
    }
    return shares;
  }

  private static boolean is(SessionId id, String text) {
    return id.toString().equals(text);
  }

  /** Whether there is such a session that no seat has seen closed. */
  boolean isOpen(String sessionId) {
    return sessions.contains(sessionId)
        && events(HostEvent.SessionClosed.class).stream()
            .noneMatch(closed -> is(closed.sessionId(), sessionId));
  }

  /** Fails unless a session was closed with these shares. */
  void expectClosed(String sessionId, Map<String, String> shares) {
    if (isOpen(sessionId)) {
      throw new AssertionError("the session should be closed, but is open.\n" + transcript.tail());
    }
    Map<String, String> actual = shares(sessionId, "usdc");
    if (!actual.equals(shares)) {
      throw new AssertionError(
          "the session should have been closed with "
              + shares
              + ", but was with "
              + actual
              + ".\n"
              + transcript.tail());
    }
  }

  <E extends HostEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** A line for each error in an app. */
  List<String> failures() {
    return events.stream().flatMap(event -> failure(event).stream()).map(names::in).toList();
  }

  private static Optional<String> failure(HostEvent event) {
    return switch (event) {
      case HostEvent.TurnFailed e ->
          Optional.of(
              e.seat()
                  + " at "
                  + e.failure().location()
                  + ": "
                  + e.failure().message()
                  + " (while handling "
                  + e.input()
                  + ")");
      case HostEvent.SeatFailed e -> Optional.of(e.seat() + " cannot go on: " + e.reason());
      default -> Optional.empty();
    };
  }

  /** Fails if an app has failed. */
  void expectNoFailures() {
    List<String> failures = failures();
    if (!failures.isEmpty()) {
      throw new AssertionError(
          "expected no failures, but there were "
              + failures.size()
              + ":\n"
              + failures.stream().map(line -> "  " + line + "\n").collect(Collectors.joining())
              + transcript.tail());
    }
  }
}
