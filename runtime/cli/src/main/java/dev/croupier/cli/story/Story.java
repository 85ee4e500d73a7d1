package dev.croupier.cli.story;

import dev.croupier.cli.Terminal;
import dev.croupier.host.HostEvent;
import dev.croupier.host.HostListener;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells a run as a short story: who sits where, each session from its creation to its settlement,
 * each message once, and what the apps say. Told of one event at a time.
 */
public final class Story implements HostListener {
  private static final int LONGEST_DATA = 100;

  private final Terminal terminal;
  private final boolean verbose;
  private final Names names = new Names();
  private final Ledger ledger = new Ledger();
  private final Set<String> seats = new HashSet<>();
  private final Set<SessionId> created = new HashSet<>();
  private final Set<SessionId> closed = new HashSet<>();
  private final Map<SessionId, Set<String>> signers = new HashMap<>();

  /**
   * @param terminal where it is told
   * @param verbose also tell what arrives, duplicates and reconnects
   */
  public Story(Terminal terminal, boolean verbose) {
    this.terminal = terminal;
    this.verbose = verbose;
  }

  @Override
  public void on(HostEvent event) {
    switch (event) {
      case HostEvent.SeatConnected e -> connected(e);
      case HostEvent.SeatDisconnected e -> detail(e, "disconnected: " + e.reason());
      case HostEvent.SeatStopped e -> detail(e, "stopped");
      case HostEvent.SeatFailed e -> bad(e, "cannot go on: " + e.reason());
      case HostEvent.Balances e -> ledger.heard(e.seat(), e.balances());
      case HostEvent.InviteReceived e ->
          detail(
              e, "is invited by " + names.of(e.initiator()) + " to " + e.sessionId().shortText());
      case HostEvent.SignatureGiven e ->
          e.sessionId()
              .filter(id -> e.operation().equals("create"))
              .ifPresent(
                  id -> signers.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(e.seat()));
      case HostEvent.SignatureRefused e ->
          bad(e, "did not sign for " + names.of(e.initiator()) + ": " + names.in(e.reason()));
      case HostEvent.SessionCreated e -> sessionCreated(e);
      case HostEvent.StateUpdated e ->
          detail(e, "sees version " + e.version() + " of " + e.sessionId().shortText());
      case HostEvent.SessionClosed e -> sessionClosed(e);
      case HostEvent.MessageSent e ->
          said(e.seat(), terminal.cyan(e.type()) + " " + terminal.dim(data(e.dataJson())));
      case HostEvent.MessageReceived e -> received(e);
      case HostEvent.MessageRefused e -> refused(e);
      case HostEvent.TurnFailed e -> failed(e);
      case HostEvent.CallFailed e ->
          bad(e, e.call() + " failed (" + e.code() + "): " + names.in(e.reason()));
      case HostEvent.TransferSent e ->
          said(
              e.seat(),
              "pays %s %s to %s"
                  .formatted(e.amount().amount(), e.amount().asset(), names.of(e.destination())));
      case HostEvent.AppLog e -> log(e);
      case HostEvent.NodeProblem e -> bad(e, names.in(e.reason()));
    }
  }

  /** Prints how the seats' money has changed. */
  public void balances() {
    List<Ledger.Row> rows = ledger.rows();
    if (rows.isEmpty()) {
      return;
    }
    terminal.line("");
    terminal.line(terminal.bold("  %-12s %14s %14s".formatted("Balances", "before", "after")));
    for (Ledger.Row row : rows) {
      terminal.line(
          "  %-12s %14s %14s %s".formatted(row.seat(), row.before(), row.after(), row.asset()));
    }
  }

  private void connected(HostEvent.SeatConnected event) {
    names.learn(event.wallet(), event.seat());
    if (seats.add(event.seat())) {
      terminal.line(
          "  %s  %s  %s"
              .formatted(
                  terminal.bold("%-10s".formatted(event.seat())),
                  event.wallet().shortText(),
                  event.app()));
    } else {
      detail(event, "is connected again");
    }
  }

  private void sessionCreated(HostEvent.SessionCreated event) {
    if (!created.add(event.sessionId())) {
      return;
    }
    terminal.line("");
    String money =
        event
            .shares()
            .map(shares -> total(shares))
            .filter(text -> !text.isEmpty())
            .map(text -> ", " + text + " on the table")
            .orElse("");
    Set<String> signed = signers.getOrDefault(event.sessionId(), Set.of());
    terminal.line(
        "  "
            + terminal.green("●")
            + " session "
            + terminal.bold(event.sessionId().shortText())
            + " created"
            + (signed.isEmpty() ? "" : ", signed by " + String.join(" and ", signed))
            + money);
  }

  private void sessionClosed(HostEvent.SessionClosed event) {
    if (!closed.add(event.sessionId())) {
      return;
    }
    String result =
        event.finalAllocations().stream()
            .map(
                share -> names.of(share.participant()) + " " + share.amount() + " " + share.asset())
            .collect(Collectors.joining(", "));
    terminal.line(
        "  "
            + terminal.green("●")
            + " session "
            + terminal.bold(event.sessionId().shortText())
            + " closed and settled"
            + (result.isEmpty() ? "" : ": " + result));
  }

  private void received(HostEvent.MessageReceived event) {
    boolean seatHere = seats.contains(names.of(event.sender()));
    if (!seatHere) {
      said(
          names.of(event.sender()),
          terminal.cyan(event.type()) + " " + terminal.dim(data(event.dataJson())));
    } else if (verbose && !event.own()) {
      detail(event, "received " + event.type() + " from " + names.of(event.sender()));
    }
  }

  private void refused(HostEvent.MessageRefused event) {
    String text =
        "%s %s from %s refused (%s): %s"
            .formatted(
                event.direction() == HostEvent.Direction.IN ? "incoming" : "outgoing",
                event.type(),
                names.of(event.sender()),
                event.code(),
                names.in(event.reason()));
    if (event.code().equals("duplicate")) {
      detail(event, text);
    } else {
      bad(event, text);
    }
  }

  private void failed(HostEvent.TurnFailed event) {
    AppFailure failure = event.failure();
    bad(
        event,
        (failure.location().isEmpty() ? "" : terminal.bold(failure.location()) + ": ")
            + names.in(failure.message())
            + terminal.dim(" (while handling " + event.input() + ")"));
    if (!failure.trace().isEmpty()) {
      failure.trace().lines().forEach(line -> terminal.line(terminal.dim("      " + line)));
    }
  }

  private void log(HostEvent.AppLog event) {
    String text = names.in(event.text());
    switch (event.level()) {
      case "error", "warn" -> bad(event, text);
      case "debug" -> detail(event, text);
      default -> said(event.seat(), text);
    }
  }

  private void said(String who, String text) {
    terminal.line("  %s  %s".formatted(terminal.bold("%-10s".formatted(who)), text));
  }

  private void bad(HostEvent event, String text) {
    terminal.line(
        "  %s  %s %s"
            .formatted(terminal.bold("%-10s".formatted(event.seat())), terminal.red("✗"), text));
  }

  private void detail(HostEvent event, String text) {
    if (verbose) {
      terminal.line(terminal.dim("  %-10s  %s".formatted(event.seat(), text)));
    }
  }

  private String data(String json) {
    String text = names.in(json);
    return text.length() <= LONGEST_DATA ? text : text.substring(0, LONGEST_DATA) + "…";
  }

  private static String total(List<Allocation> shares) {
    Map<String, Amount> totals = new TreeMap<>();
    shares.forEach(share -> totals.merge(share.asset(), share.amount(), Amount::plus));
    return totals.entrySet().stream()
        .filter(entry -> entry.getValue().signum() != 0)
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(" and "));
  }
}
