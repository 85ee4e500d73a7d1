package dev.croupier.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Proposal;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.app.Timer;
import dev.croupier.host.HostEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Two wallets on two hosts move money in two sessions over a bad wire: new states, deposits,
 * withdrawals, payments, closes. One session is decided by the first alone, the other by both.
 * Afterwards what the apps were told must be what the node has booked: by the answers to their
 * calls, or, where a host was killed in between, by what they hear after its restart.
 */
final class MoneyGame {

  private static final BigDecimal FUNDS = new BigDecimal("100");
  private static final BigDecimal STEP = new BigDecimal("0.25");
  private static final int ACTS = 12;

  private record Note(int n) {}

  private final long seed;
  private final Map<String, BigDecimal> expected = new HashMap<>();
  private final Map<String, TreeMap<Long, String>> versions = new HashMap<>();
  private final Map<String, Long> latest = new HashMap<>();
  private final Map<String, Integer> settled = new HashMap<>();
  private final Map<String, List<String>> settledStates = new HashMap<>();
  private final Map<String, Integer> unknown = new HashMap<>();
  private BigDecimal doubt = BigDecimal.ZERO;
  private final boolean kills;
  private final List<String> failures = new ArrayList<>();
  private final Player server = new Player(true);
  private final Player player = new Player(false);

  /**
   * @param seed decides everything
   * @param kills whether hosts are killed and started again, too
   */
  MoneyGame(long seed, boolean kills) {
    this.seed = seed;
    this.kills = kills;
  }

  /** How often something was done for sure, and how often a call failed. */
  int done() {
    return versions.values().stream().mapToInt(Map::size).sum() + settledDone();
  }

  /** How often a restart had to find out what was done. */
  int settledDone() {
    return settled.values().stream().mapToInt(Integer::intValue).sum();
  }

  List<String> failures() {
    return failures;
  }

  void play() {
    SplittableRandom random = new SplittableRandom(seed);
    Faults faults =
        Faults.NONE
            .withDelay(Duration.ofMillis(1), Duration.ofMillis(1 + random.nextInt(200)))
            .withCut(random.nextInt(4) * 0.005)
            .withGarble(random.nextInt(4) * 0.005)
            .withRepeat(random.nextInt(3) * 0.05)
            .withDrop(random.nextInt(3) * 0.05)
            .withDuplicate(random.nextInt(3) * 0.05)
            .withReorder(random.nextInt(3) * 0.05);
    try (TestTable table =
        TestTable.builder()
            .seed(seed)
            .seat(
                "player",
                seat ->
                    seat.app(player)
                        .host("two")
                        .allowance("usdc", "50")
                        .transferLimit("usdc", "1")
                        .invitesAlways())
            .seat(
                "server",
                seat ->
                    seat.app(server)
                        .host("one")
                        .allowance("usdc", "50")
                        .transferLimit("usdc", "1")
                        .invitesAlways())
            .open()) {
      table.run();
      assertThat(table.sessions()).as(failures + table.transcript().tail()).hasSize(2);
      table.faults("server", faults);
      table.faults("player", faults);
      if (kills) {
        killAndRestart(table, faults, random);
      } else {
        table.advance(Duration.ofSeconds(75));
      }
      table.faults("server", Faults.NONE);
      table.faults("player", Faults.NONE);
      table.advance(Duration.ofMinutes(3));
      // Nodes tell nobody but the closer of a close; who comes back reads of it.
      table.cut("server").cut("player").advance(Duration.ofSeconds(10));
      check(table, faults);
    }
  }

  private static void killAndRestart(TestTable table, Faults faults, SplittableRandom random) {
    for (int kill = 0; kill < 8; kill++) {
      table.advance(Duration.ofMillis(1_000 + random.nextInt(12_000)));
      String victim = random.nextBoolean() ? "server" : "player";
      table.kill(victim).faults(victim, Faults.NONE);
      table.advance(Duration.ofMillis(random.nextInt(4_000)));
      table.restart(victim).faults(victim, faults);
    }
  }

  private void check(TestTable table, Faults faults) {
    String about = faults + ", " + failures + "\n" + table.transcript().tail();
    assertThat(table.sessions()).as(about).noneMatch(table::isOpen);
    assertThat(failures).as(about).noneMatch(failure -> failure.contains("wrong:"));
    if (!kills) {
      assertThat(failures).as(about).noneMatch(failure -> failure.contains("outcome-unknown"));
    }
    assertThat(player.ends).as(about).isEqualTo(server.ends).hasSize(2);
    if (!kills) {
      assertThat(table.events(HostEvent.SessionClosed.class)).as(about).hasSize(4);
    }
    for (String name : List.of("server", "player")) {
      assertThat(new BigDecimal(table.balance(name, "usdc")))
          .as(name + ", " + about)
          .isCloseTo(expected.get(table.address(name)), within(doubt));
    }
    latest.forEach(
        (session, version) ->
            assertThat(version.intValue() - 1 - accounted(session))
                .as("every version of " + session + " is accounted for: " + versions + about)
                .isBetween(-asked(session), unknown.getOrDefault(session, 0)));
    if (!kills) {
      assertThat(player.losses).as(about).isEqualTo(player.returns);
      assertThat(server.losses).as(about).isEqualTo(server.returns);
    }
  }

  /** How many states settled after a restart may be those that the other had asked for, too. */
  private int asked(String session) {
    Set<String> states = new HashSet<>();
    versions
        .getOrDefault(session, new TreeMap<>())
        .values()
        .forEach(kind -> states.add(kind.substring(kind.indexOf(" ") + 1)));
    return (int)
        settledStates.getOrDefault(session, List.of()).stream()
            .filter(state -> !states.add(state))
            .count();
  }

  private int accounted(String session) {
    return versions.getOrDefault(session, new TreeMap<>()).size()
        + settled.getOrDefault(session, 0);
  }

  /**
   * Nobody can tell whether it was done: a joint session has gone on while the host was down. The
   * books may differ by so much, and by no more.
   */
  private void inDoubt(String session, String kind, BigDecimal amount) {
    unknown.merge(session, 1, Integer::sum);
    if (kind.equals("deposit") || kind.equals("withdraw")) {
      doubt = doubt.add(amount);
    }
  }

  /** One of the two. */
  private final class Player implements SessionApp {
    private final boolean first;
    private final Map<String, List<Allocation>> ends = new TreeMap<>();
    private final Map<String, Long> told = new HashMap<>();
    private int acts;
    private int starts;
    private int losses;
    private int returns;
    private @Nullable Client client;

    Player(boolean first) {
      this.first = first;
    }

    @Override
    public MessageTypes messages() {
      return MessageTypes.ofJson(
          """
          {"properties": {
            "note": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
          }}
          """);
    }

    @Override
    public void onStart(Client here) {
      client = here;
      if (starts++ > 0) {
        return;
      }
      expected.put(here.address(), FUNDS);
      if (first) {
        List<String> both = List.of(here.address(), here.contact("player").orElseThrow());
        for (List<Long> weights : List.of(List.of(100L, 0L), List.of(50L, 50L))) {
          var _ =
              here.createSession(
                      here.prepareSession(
                          new SessionTerms("", both, weights, 100),
                          both.stream().map(wallet -> Allocation.of(wallet, "usdc", "5")).toList()),
                      List.of())
                  .exceptionally(
                      error -> {
                        failed("create", error);
                        return "";
                      });
        }
      }
    }

    @Override
    public boolean onSessionInvite(Invite invite) {
      return true;
    }

    @Override
    public boolean onProposal(Proposal proposal, Session session) {
      return session.random().nextInt(4) > 0;
    }

    @Override
    public void onSessionCreated(Session session) {
      pay(session.self(), "-5");
      again(session);
    }

    private void pay(String wallet, String amount) {
      expected.merge(wallet, new BigDecimal(amount), BigDecimal::add);
    }

    private void again(Session session) {
      session.setTimer("act", Duration.ofMillis(500 + session.random().nextInt(5_000)));
    }

    @Override
    public void onDisconnected(String reason) {
      losses++;
    }

    @Override
    public void onReconnected() {
      returns++;
    }

    @Override
    public void onStateUpdated(StateUpdate update, Session session) {
      Long before = told.put(session.id(), update.version());
      if (before != null && before >= update.version()) {
        failures.add("wrong: told of version " + update.version() + " after " + before);
      }
      latest.merge(session.id(), update.version(), Math::max);
    }

    @Override
    public void onRequestSettled(SettledRequest request, Optional<Session> session) {
      if (!request.done()) {
        failures.add(request.kind() + " after a restart " + request.code());
        if (request.code().equals("outcome-unknown")) {
          String kind = request.kind().name().toLowerCase(Locale.ROOT);
          inDoubt(request.sessionId().orElse(""), kind, request.allocations().getFirst().amount());
        }
        return;
      }
      request.sessionId().ifPresent(id -> settled.merge(id, 1, Integer::sum));
      if (request.kind() == SettledRequest.Kind.OPERATE) {
        settledStates
            .computeIfAbsent(request.sessionId().orElse(""), id -> new ArrayList<>())
            .add("state " + request.allocations());
      }
      for (Allocation share : request.allocations()) {
        String amount = share.amount().toPlainString();
        switch (request.kind()) {
          case DEPOSIT -> pay(share.participant(), "-" + amount);
          case WITHDRAW -> pay(share.participant(), amount);
          case TRANSFER -> {
            pay(client == null ? "" : client.address(), "-" + amount);
            pay(share.participant(), amount);
          }
          case CREATE, CLOSE, OPERATE -> {}
        }
      }
    }

    @Override
    public void onAppMessage(Message message, Session session) {}

    @Override
    public void onTimer(Timer timer, Session session) {
      boolean mayDecide = first || session.terms().weights().getLast() > 0;
      if (!mayDecide) {
        return;
      }
      again(session);
      if (acts++ >= 2 * ACTS && first) {
        follow(session, "close", session.close(session.allocations()));
        return;
      }
      switch (session.random().nextInt(6)) {
        case 0, 1 -> {
          List<Allocation> shares = shifted(session);
          follow(session, "state " + shares, session.submitState(shares));
        }
        case 2 -> move(session, "deposit", "-0.5");
        case 3 -> move(session, "withdraw", "0.5");
        case 4 -> transfer(session);
        default -> {
          var _ = session.send("note", new Note(acts)).exceptionally(error -> null);
        }
      }
    }

    private List<Allocation> shifted(Session session) {
      List<Allocation> now = new ArrayList<>(session.allocations());
      if (now.size() < 2) {
        return now;
      }
      int from = now.get(session.random().nextInt(2)).amount().compareTo(STEP) < 0 ? 1 : 0;
      from = now.get(from).amount().compareTo(STEP) < 0 ? 1 - from : from;
      Allocation giver = now.get(from);
      Allocation taker = now.get(1 - from);
      now.set(from, new Allocation(giver.participant(), "usdc", giver.amount().subtract(STEP)));
      now.set(1 - from, new Allocation(taker.participant(), "usdc", taker.amount().add(STEP)));
      return now;
    }

    private void move(Session session, String kind, String effect) {
      List<Allocation> amount = List.of(Allocation.of(session.self(), "usdc", "0.5"));
      var _ =
          outcome(
                  session,
                  kind,
                  kind.equals("deposit") ? session.deposit(amount) : session.withdraw(amount))
              .thenAccept(done -> pay(session.self(), effect))
              .exceptionally(error -> null);
    }

    private void transfer(Session session) {
      String other =
          session.participants().stream()
              .filter(wallet -> !wallet.equals(session.self()))
              .findFirst()
              .orElseThrow();
      // Each its own amount: of two like each other at the same time nobody could tell which it
      // was.
      String amount = "0.1" + (10 + acts);
      var _ =
          session
              .client()
              .send(other, "usdc", new BigDecimal(amount))
              .handle(
                  (done, error) -> {
                    if (error == null) {
                      pay(session.self(), "-" + amount);
                      pay(other, amount);
                    } else {
                      failed("transfer", error);
                    }
                    return done;
                  });
    }

    private void follow(Session session, String kind, CompletionStage<SessionState> call) {
      var _ = outcome(session, kind, call).exceptionally(error -> null);
    }

    private CompletionStage<SessionState> outcome(
        Session session, String kind, CompletionStage<SessionState> call) {
      return call.whenComplete(
          (state, error) -> {
            if (error == null) {
              String now = name() + " " + kind;
              String before =
                  versions
                      .computeIfAbsent(state.sessionId(), id -> new TreeMap<>())
                      .putIfAbsent(state.version(), now);
              if (before != null && !sameState(before, now)) {
                failures.add(
                    "wrong: version " + state.version() + " twice, " + before + " and " + now);
              }
            } else {
              failed(kind, error);
              if (error instanceof RequestFailedException refused
                  && refused.code().equals("outcome-unknown")) {
                inDoubt(session.id(), kind, new BigDecimal("0.5"));
              }
            }
          });
    }

    /** Both may have asked for the same shares at the same time, and then have them. */
    private boolean sameState(String one, String other) {
      String state = " state ";
      return one.contains(state)
          && !one.equals(other)
          && one.substring(one.indexOf(state)).equals(other.substring(other.indexOf(" ")));
    }

    private String name() {
      return first ? "server" : "player";
    }

    private void failed(String kind, Throwable error) {
      failures.add(
          name()
              + " "
              + kind
              + " "
              + (error instanceof RequestFailedException refused
                  ? refused.code() + ": " + refused.getMessage()
                  : error));
    }

    @Override
    public void onSessionClosed(Session session, List<Allocation> shares) {
      latest.put(session.id(), latest.getOrDefault(session.id(), 1L) + (first ? 1 : 0));
      List<Allocation> before = ends.put(session.id(), shares);
      if (before != null) {
        failures.add("wrong: closed twice");
      }
      if (first) {
        shares.forEach(share -> pay(share.participant(), share.amount().toPlainString()));
      }
    }
  }
}
