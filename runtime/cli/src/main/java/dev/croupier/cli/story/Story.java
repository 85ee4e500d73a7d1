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
import java.util.stream.Stream;

/**
 * Tells a run as a short story: who sits where, each session from its creation to its settlement,
 * each message once, and what the apps say. Told of one event at a time.
 */
public final class Story implements HostListener {
  private static final int LONGEST_DATA = 100;
  private static final int HASH_LENGTH = 64;
  private static final int SHOWN_OF_HASH = 8;

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
      case HostEvent.SignaturesCollected e ->
          detail(
              e,
              "signatures to %s session %s: %s; %d s left"
                  .formatted(
                      e.operation(), e.sessionId().shortText(), answers(e), e.left().toSeconds()));
      case HostEvent.ProposalReceived e ->
          detail(
              e,
              "asked by %s to sign: %s session %s"
                  .formatted(names.of(e.initiator()), e.operation(), e.sessionId().shortText()));
      case HostEvent.SessionCreated e -> sessionCreated(e);
      case HostEvent.StateUpdated e ->
          detail(e, "sees version " + e.version() + " of " + e.sessionId().shortText());
      case HostEvent.SessionClosed e -> sessionClosed(e);
      case HostEvent.MessageSent e ->
          said(e.seat(), terminal.cyan(e.type()) + " " + terminal.dim(data(e.dataJson())));
      case HostEvent.MessageReceived e -> received(e);
      case HostEvent.MessageRefused e -> refused(e);
      case HostEvent.MessagesLost e -> lost(e);
      case HostEvent.RepeatsDropped e ->
          detail(e, e.count() + " repeated messages were dropped in that session");
      case HostEvent.TurnFailed e -> failed(e);
      case HostEvent.WorkerEnded e ->
          bad(
              e,
              (e.location().isEmpty() ? "" : terminal.bold(e.location()) + ": ")
                  + "the worker of "
                  + e.app()
                  + " has ended: "
                  + names.in(e.reason()));
      case HostEvent.WorkerRestarted e ->
          said(
              e.seat(),
              "%s runs again in a new worker, after %,d ms; its sessions go on"
                  .formatted(e.app(), e.tookMs()));
      case HostEvent.CallFailed e ->
          bad(e, e.call() + " failed (" + e.code() + "): " + names.in(e.reason()));
      case HostEvent.CallFound e ->
          said(e.seat(), e.call() + " before the connection was lost: " + names.in(e.text()));
      case HostEvent.TransferSent e ->
          said(
              e.seat(),
              "pays %s %s to %s"
                  .formatted(e.amount().amount(), e.amount().asset(), names.of(e.destination())));
      case HostEvent.AppLog e -> log(e);
      case HostEvent.AppReloaded e -> reloaded(e);
      case HostEvent.ReloadRefused e -> reloadRefused(e);
      case HostEvent.ReloadUnneeded e ->
          reload(e.app() + " is again what runs; version " + shortened(e.version()) + " goes on");
      case HostEvent.VersionClosed e ->
          detail(
              e,
              "version %s closed with %d calls unanswered"
                  .formatted(shortened(e.version()), e.unanswered()));
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
            + (event.entry() == HostEvent.SessionEntry.RESUMED ? " goes on" : " created")
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

  private String answers(HostEvent.SignaturesCollected event) {
    return Stream.of(
            event.signed().stream().map(wallet -> names.of(wallet) + " has signed"),
            event.refused().entrySet().stream()
                .map(
                    refusal ->
                        names.of(refusal.getKey())
                            + " has refused ("
                            + names.in(refusal.getValue())
                            + ")"),
            event.waitingFor().stream().map(wallet -> names.of(wallet) + " has not answered"))
        .flatMap(parts -> parts)
        .collect(Collectors.joining(", "));
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
    bad(event, text);
  }

  private void lost(HostEvent.MessagesLost event) {
    bad(
        event,
        "messages after %d up to %d of %s are lost"
            .formatted(event.after(), event.upTo(), names.of(event.sender())));
  }

  private void failed(HostEvent.TurnFailed event) {
    AppFailure failure = event.failure();
    bad(
        event,
        (failure.location().isEmpty() ? "" : terminal.bold(failure.location()) + ": ")
            + names.in(failure.message())
            + terminal.dim(
                " (%s, turn %d%s, while handling %s)"
                    .formatted(
                        event.app(),
                        event.turn(),
                        event.sessionId().map(id -> " of session " + id.shortText()).orElse(""),
                        event.input())));
    if (!failure.trace().isEmpty()) {
      failure.trace().lines().forEach(line -> terminal.line(terminal.dim("      " + line)));
    }
  }

  private void reloaded(HostEvent.AppReloaded event) {
    reload(
        "%s reloaded in %d ms: %s changed, %d session%s %s"
            .formatted(
                terminal.bold(event.app()),
                event.tookMs(),
                event.changed().isEmpty() ? "its code" : String.join(", ", event.changed()),
                event.sessions(),
                event.sessions() == 1 ? "" : "s",
                event.sessions() == 1 ? "goes on with it" : "go on with it"));
    detail(
        event,
        "runs version %s instead of %s"
            .formatted(shortened(event.version()), shortened(event.previousVersion())));
  }

  private void reloadRefused(HostEvent.ReloadRefused event) {
    boolean first = event.version().isEmpty();
    terminal.line(
        "  %s %s not %s: %s%s; %s"
            .formatted(
                terminal.red("✗"),
                terminal.bold(event.app()),
                first ? "loaded" : "reloaded",
                event.location().isEmpty() ? "" : terminal.bold(event.location()) + ": ",
                event.reason(),
                first ? "save a better version and it starts" : "the old version goes on"));
  }

  private void reload(String text) {
    terminal.line("  " + terminal.green("↻") + " " + text);
  }

  /** Hashes are told by their beginning. */
  private static String shortened(String version) {
    return version.length() == HASH_LENGTH ? version.substring(0, SHOWN_OF_HASH) : version;
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
