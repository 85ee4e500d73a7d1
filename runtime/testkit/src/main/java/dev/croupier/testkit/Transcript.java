package dev.croupier.testkit;

import dev.croupier.host.HostEvent;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What happened at a table, a line each, with names in the place of addresses. The same apps, the
 * same seed and the same steps give the same text, so it can be kept in a file and compared.
 */
public final class Transcript {

  /** Set to {@code true} to write files anew instead of comparing with them. */
  public static final String UPDATE = "croupier.transcripts.update";

  private static final int TAIL = 40;

  private final Instant start;
  private final Names names;
  private final List<String> lines = new ArrayList<>();

  Transcript(Instant start, Names names) {
    this.start = start;
    this.names = names;
  }

  void add(Instant at, String who, String text) {
    double seconds = Duration.between(start, at).toMillis() / 1000.0;
    String first = String.format(Locale.ROOT, "%9.3f %-10s ", seconds, who);
    lines.add((first + names.in(text)).stripTrailing());
  }

  void add(HostEvent event) {
    tell(event).ifPresent(text -> add(event.at(), event.seat(), text));
  }

  private Optional<String> tell(HostEvent event) {
    return switch (event) {
      case HostEvent.SeatConnected e -> Optional.of("is connected");
      case HostEvent.SeatDisconnected e -> Optional.of("is disconnected: " + e.reason());
      case HostEvent.SeatStopped e -> Optional.of("has stopped");
      case HostEvent.SeatFailed e -> Optional.of("cannot go on: " + e.reason());
      case HostEvent.InviteReceived e -> Optional.of("is invited by " + names.of(e.initiator()));
      case HostEvent.SignatureRefused e ->
          Optional.of("does not sign for " + names.of(e.initiator()) + ": " + e.reason());
      case HostEvent.SessionCreated e ->
          Optional.of(
              "sees " + session(e.sessionId()) + " " + word(e.entry()) + shares(e.shares()));
      case HostEvent.StateUpdated e ->
          Optional.of(
              "sees version " + e.version() + " of " + session(e.sessionId()) + shares(e.shares()));
      case HostEvent.SessionClosed e ->
          Optional.of(
              "sees "
                  + session(e.sessionId())
                  + " closed"
                  + shares(Optional.of(e.finalAllocations())));
      case HostEvent.MessageSent e -> Optional.of("-> " + e.type() + " " + e.dataJson());
      case HostEvent.MessageReceived e ->
          e.own()
              ? Optional.empty()
              : Optional.of(
                  "<- " + e.type() + " " + e.dataJson() + " from " + names.of(e.sender()));
      case HostEvent.MessageRefused e ->
          Optional.of(
              "refuses %s %s from %s (%s): %s"
                  .formatted(
                      e.direction() == HostEvent.Direction.IN ? "incoming" : "outgoing",
                      e.type(),
                      names.of(e.sender()),
                      e.code(),
                      e.reason()));
      case HostEvent.TurnFailed e ->
          Optional.of(
              "fails at "
                  + (e.failure().location().isEmpty() ? "an unknown place" : e.failure().location())
                  + ": "
                  + e.failure().message()
                  + " (while handling "
                  + e.input()
                  + ")");
      case HostEvent.CallFailed e ->
          Optional.of(e.call() + " failed (" + e.code() + "): " + e.reason());
      case HostEvent.TransferSent e ->
          Optional.of(
              "pays "
                  + e.amount().amount()
                  + " "
                  + e.amount().asset()
                  + " to "
                  + names.of(e.destination()));
      case HostEvent.AppLog e -> Optional.of(e.level() + ": " + e.text());
      case HostEvent.NodeProblem e -> Optional.of("cannot use what the node sent: " + e.reason());
      case HostEvent.MessagesLost e ->
          Optional.of(
              "has lost messages of " + names.of(e.sender()) + " in " + session(e.sessionId()));
      case HostEvent.RepeatsDropped e ->
          Optional.of(
              "has dropped " + e.count() + " repeated messages in " + session(e.sessionId()));
      case HostEvent.AppReloaded e ->
          Optional.of("runs " + e.app() + " anew: " + String.join(", ", e.changed()) + " changed");
      case HostEvent.ReloadRefused e ->
          Optional.of("goes on with the old " + e.app() + ": " + e.location() + " " + e.reason());
      case HostEvent.Balances e -> Optional.empty();
      case HostEvent.SignatureGiven e -> Optional.empty();
      default -> Optional.of(event.getClass().getSimpleName());
    };
  }

  private static String word(HostEvent.SessionEntry entry) {
    return entry.name().toLowerCase(Locale.ROOT);
  }

  private String session(SessionId id) {
    names.session(id);
    return id.toString();
  }

  private String shares(Optional<List<Allocation>> shares) {
    return shares
        .map(
            all ->
                all.stream()
                    .map(
                        share ->
                            names.of(share.participant())
                                + " "
                                + share.amount()
                                + " "
                                + share.asset())
                    .collect(Collectors.joining(", ", ": ", "")))
        .orElse("");
  }

  /**
   * @return the lines, in the order in which things happened
   */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * @return all lines, each with its end
   */
  public String text() {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** The last lines, for the reports of failed assertions. */
  String tail() {
    int from = Math.max(0, lines.size() - TAIL);
    return "What happened"
        + (from > 0 ? " (the last " + TAIL + " of " + lines.size() + " lines)" : "")
        + ":\n"
        + lines.subList(from, lines.size()).stream()
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining());
  }

  /**
   * Compares with a file made earlier. With the system property {@value #UPDATE} set to {@code
   * true}, or if there is no file yet, it is written instead.
   *
   * @param file where the text is kept
   * @throws AssertionError if the texts differ; it names the first line that does
   */
  public void assertMatches(Path file) {
    try {
      if (Boolean.getBoolean(UPDATE) || !Files.exists(file)) {
        Files.writeString(file, text());
        return;
      }
      List<String> kept = Files.readAllLines(file);
      for (int i = 0; i < Math.max(kept.size(), lines.size()); i++) {
        String expected = i < kept.size() ? kept.get(i) : "(the end)";
        String actual = i < lines.size() ? lines.get(i) : "(the end)";
        if (!expected.equals(actual)) {
          throw new AssertionError(
              "line %d of %s%n  was  %s%n  is   %s%nWrite the file anew with -D%s=true if this is how it should be."
                  .formatted(i + 1, file, expected, actual, UPDATE));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole text. */
  @Override
  public String toString() {
    return text();
  }
}
