package dev.croupier.plugin;

import static dev.croupier.plugin.InstanceUnderTest.SENDER;
import static dev.croupier.plugin.InstanceUnderTest.SESSION_ID;
import static dev.croupier.plugin.InstanceUnderTest.TIME_MS;
import static dev.croupier.plugin.InstanceUnderTest.failure;
import static dev.croupier.plugin.InstanceUnderTest.logged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.Invite;
import dev.croupier.app.Proposal;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Intent;
import dev.croupier.host.turn.TurnOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs reach their handlers; what handlers ask for comes out as effects, or not at all. */
class PluginTurnTest {

  private static final SessionRequest REQUEST =
      new SessionRequest(
          SessionTerms.decidedByFirst("demo", List.of(SENDER, FakeSeat.ADDRESS)),
          List.of(Allocation.of(SENDER, "usdc", "1.50")),
          5,
          Optional.empty(),
          "body");

  @TempDir Path folder;

  @Test
  void everyInput_reachesItsHandler() throws IOException {
    String body =
        """
        private Client client;
        @Override public void onStart(Client c) { client = c; c.log("start " + c.address() + c.status()); }
        @Override public boolean onSessionInvite(Invite i) { return i.request().nonce() == 5; }
        @Override public void onSessionCreated(Session s) { s.log("created " + s.id() + s.self()); }
        @Override public void onAppMessage(Message m, Session s) {
          s.log(m.type() + m.is("note") + m.sender() + m.json());
        }
        @Override public void onTimer(Timer t, Session s) { s.log(t.name() + t.json() + t.as(List.class)); }
        @Override public void onSessionClosed(Session s, List<Allocation> a) {
          s.log("closed " + a.getFirst().amount() + s.allocations().getFirst().amount());
        }
        @Override public void onStop() { client.log("stop"); }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(logged(app.seatTurn(new Input.Started())))
          .containsExactly("start " + FakeSeat.ADDRESS + "CONNECTED");
      assertThat(
              app.seatTurn(new Input.Invited(9, new Invite(SENDER, SESSION_ID, REQUEST))).effects())
          .containsExactly(new Effect.AnswerInvite(9, true, ""));
      assertThat(logged(app.turn(new Input.SessionCreated())))
          .containsExactly("created " + SESSION_ID + FakeSeat.ADDRESS);
      assertThat(logged(app.note("{\"n\":1.10}")))
          .containsExactly("notetrue" + SENDER + "{\"n\":1.10}");
      assertThat(logged(app.turn(new Input.TimerFired("tick", "[1]"))))
          .containsExactly("tick[1][1]");
      assertThat(
              logged(
                  app.turn(new Input.SessionClosed(List.of(Allocation.of(SENDER, "usdc", "0.7"))))))
          .containsExactly("closed 0.71.50");
      assertThat(logged(app.seatTurn(new Input.Stopped()))).containsExactly("stop");
    }
  }

  @Test
  void action_runsInALaterTurnOfTheSeat_onceAndOnlyIfItsTurnEndedWell() throws IOException {
    String body =
        """
        @Override public void onStart(Client c) {
          c.after(java.time.Duration.ofSeconds(2), () -> { c.log("now"); c.after(java.time.Duration.ZERO, () -> c.log("then")); });
        }
        @Override public void onAppMessage(Message m, Session s) {
          s.client().after(java.time.Duration.ofSeconds(1), () -> s.client().log("never"));
          throw new ArithmeticException("no");
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(app.seatTurn(new Input.Started()).effects())
          .containsExactly(new Effect.SetTimer(Optional.empty(), "after:1", 2_000, "null"));
      assertThat(app.note("{}").failure()).isPresent();
      assertThat(app.seatTurn(new Input.TimerFired("after:2", "null")).effects()).isEmpty();
      assertThat(app.seatTurn(new Input.TimerFired("after:1", "null")).effects())
          .containsExactly(
              new Effect.Log("info", "now"),
              new Effect.SetTimer(Optional.empty(), "after:3", 0, "null"));
      assertThat(app.seatTurn(new Input.TimerFired("after:1", "null")).effects()).isEmpty();
      assertThat(logged(app.seatTurn(new Input.TimerFired("after:3", "null"))))
          .containsExactly("then");
    }
  }

  @Test
  void draw_isKeptInTheState_andItsSecretIsTheSeats() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          Draw draw = s.state(Draw.class, Draw.open(s, "coin", List.of(s.self())));
          s.setState(draw.missing().isEmpty() ? draw
              : draw.phase() == Draw.Phase.COMMIT ? draw.commit(s.self(), draw.commitment())
              : draw.reveal(s.self(), draw.mine().salt()));
          s.log(draw.phase() + " " + draw.own().orElseThrow().reveal().salt().substring(0, 6));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(logged(app.note("{}"))).containsExactly("COMMIT 0x5e5e");
      assertThat(logged(app.note("{}"))).containsExactly("REVEAL 0x5e5e");
      assertThat(logged(app.note("{}"))).containsExactly("DONE 0x5e5e");
    }
  }

  @Test
  void objectThatCameWithAReload_hearsOfIt_andHasItsClientFromTheSession() throws IOException {
    String body =
        """
        public record Old(int n) {}
        public record New(int count, String from) {}
        @Override public String version() { return "2"; }
        @Override public void onReload(String previous, Session s) {
          s.setState(new New(s.state(Old.class, new Old(0)).n(), previous));
          s.client().log("has " + s.client().address());
        }
        @Override public void onAppMessage(Message m, Session s) {}
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.state("{\"n\":7}");
      TurnOutcome outcome = app.turn(new Input.Reloaded("1"));

      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.stateJson()).contains("{\"count\":7,\"from\":\"1\"}");
      assertThat(logged(outcome)).containsExactly("has " + FakeSeat.ADDRESS);
    }
  }

  @Test
  void answers_carryTheAppsReasons() throws IOException {
    String body =
        """
        @Override public Answer answerInvite(Invite i) { return Answer.decline("stake above 1"); }
        @Override public Answer answerProposal(Proposal p, Session s) {
          return p.version() == 3 ? Answer.sign() : Answer.decline("not my share");
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(
              app.seatTurn(new Input.Invited(3, new Invite(SENDER, SESSION_ID, REQUEST))).effects())
          .containsExactly(new Effect.AnswerInvite(3, false, "stake above 1"));
      assertThat(app.turn(new Input.Proposed(1, proposal(3))).effects())
          .containsExactly(new Effect.AnswerProposal(1, true, ""));
      assertThat(app.turn(new Input.Proposed(2, proposal(4))).effects())
          .containsExactly(new Effect.AnswerProposal(2, false, "not my share"));
    }
  }

  private static Proposal proposal(long version) {
    return new Proposal(
        SENDER, SESSION_ID, Proposal.Kind.CLOSE, version, List.of(), Optional.empty());
  }

  @Test
  void newStatesAndSettledRequests_reachTheirHandlers() throws IOException {
    String body =
        """
        @Override public void onStateUpdated(StateUpdate u, Session s) {
          s.log(u.version() + " " + u.kind() + u.sessionData() + s.sessionData());
        }
        @Override public void onRequestSettled(SettledRequest r, Optional<Session> s) {
          s.ifPresent(session -> session.log(r.kind() + " " + r.done() + r.code()));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(
              logged(
                  app.turn(
                      new Input.StateUpdated(
                          new StateUpdate(
                              4,
                              List.of(),
                              Optional.of(Proposal.Kind.DEPOSIT),
                              Optional.of("r"))))))
          .containsExactly("4 Optional[DEPOSIT]Optional[r]Optional.empty");
      Input settled =
          new Input.RequestSettled(
              "run",
              0,
              1,
              new SettledRequest(
                  SettledRequest.Kind.CLOSE,
                  Optional.of(SESSION_ID),
                  List.of(),
                  false,
                  "superseded",
                  "others"));
      assertThat(logged(app.turn(settled))).containsExactly("CLOSE falsesuperseded");
      assertThat(app.seatTurn(settled).effects()).isEmpty();
    }
  }

  @Test
  void handlersLeftOut_doNothing_andDeclineInvites() throws IOException {
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, "")) {
      assertThat(app.seatTurn(new Input.Started()).effects()).isEmpty();
      assertThat(app.turn(new Input.TimerFired("tick", "{}")).effects()).isEmpty();
      assertThat(
              app.seatTurn(new Input.Invited(3, new Invite(SENDER, SESSION_ID, REQUEST))).effects())
          .containsExactly(new Effect.AnswerInvite(3, false, "declined by the app"));
    }
  }

  @Test
  void effects_keepTheirOrderAndNumberTheirCalls() throws IOException {
    String body =
        """
        public record Note(BigDecimal amount, long big, Optional<String> text) {}
        private Client client;
        @Override public void onStart(Client c) {
          client = c;
          SessionTerms terms = SessionTerms.decidedByFirst("demo", List.of(c.address(), c.contact("server").get()));
          SessionRequest request = c.prepareSession(terms, List.of());
          c.signSessionRequest(request);
          c.createSession(request, List.of("0x1b"));
          c.balances();
          c.send(c.contact("server").get(), "usdc", new BigDecimal("1E+2"));
        }
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", new Note(new BigDecimal("1000000000000000000000.10"), 9007199254740993L, Optional.empty()));
          s.setTimer("tick", java.time.Duration.ofSeconds(2), Map.of("round", 1));
          s.cancelTimer("old");
          s.setTimer("plain", java.time.Duration.ZERO);
          client.submitState(s.id(), s.allocations(), Optional.of("half time"));
          s.close(s.allocations());
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      List<Effect> first = app.seatTurn(new Input.Started()).effects();
      SessionRequest request =
          new SessionRequest(
              SessionTerms.decidedByFirst("demo", List.of(FakeSeat.ADDRESS, SENDER)),
              List.of(),
              TIME_MS,
              Optional.empty(),
              "body");
      assertThat(first)
          .containsExactly(
              new Effect.SignSession(1, request),
              new Effect.CreateSession(2, request, List.of("0x1b")),
              new Effect.GetBalances(3),
              new Effect.Transfer(4, SENDER, "usdc", "100"));
      List<Allocation> shares = List.of(Allocation.of(SENDER, "usdc", "1.50"));
      assertThat(app.note("{}").effects())
          .containsExactly(
              new Effect.SendMessage(
                  5,
                  SESSION_ID,
                  "note",
                  "{\"amount\":1000000000000000000000.10,\"big\":9007199254740993,\"text\":null}"),
              new Effect.SetTimer(Optional.of(SESSION_ID), "tick", 2000, "{\"round\":1}"),
              new Effect.CancelTimer(Optional.of(SESSION_ID), "old"),
              new Effect.SetTimer(Optional.of(SESSION_ID), "plain", 0, "{}"),
              new Effect.SubmitState(
                  6, SESSION_ID, Intent.OPERATE, shares, Optional.of("half time")),
              new Effect.CloseSession(7, SESSION_ID, shares));
    }
  }

  @Test
  void handlerThatThrows_leavesOnlyItsReportWithThePlace() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", 1);
          s.setState(Map.of("lost", true));
          deeper();
        }
        static void deeper() {
          throw new IllegalStateException("no table", new ArithmeticException("by zero"));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      TurnOutcome outcome = app.note("{}");
      assertThat(failure(outcome))
          .isEqualTo("IllegalStateException: no table, caused by ArithmeticException: by zero");
      AppFailure failure = outcome.failure().orElseThrow();
      assertThat(failure.location()).isEqualTo("demo.DemoApp:8");
      assertThat(failure.trace().lines().toList())
          .hasSize(2)
          .allMatch(line -> line.startsWith("at demo.DemoApp."));
    }
  }

  @Test
  void errorsOfEveryKind_areContained() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          switch (m.json()) {
            case "1" -> forever(1);
            case "2" -> throw new AssertionError("rule");
            case "3" -> throw new RuntimeException() {
              @Override public String getMessage() { throw new IllegalStateException(); }
            };
            default -> s.log("alive");
          }
        }
        static int forever(int n) { return forever(n + 1) + 1; }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      TurnOutcome overflow = app.note("1");
      assertThat(failure(overflow)).isEqualTo("StackOverflowError");
      assertThat(overflow.failure().orElseThrow().trace().lines()).hasSizeLessThanOrEqualTo(30);
      assertThat(failure(app.note("2"))).isEqualTo("AssertionError: rule");
      assertThat(failure(app.note("3"))).contains("its getMessage() threw");
      assertThat(logged(app.note("4"))).containsExactly("alive");
    }
  }

  @Test
  void hostAndItsLibraries_areInvisible() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          for (String name : new String[] {
              "dev.croupier.host.turn.Turn", "dev.croupier.plugin.PluginEngine", "org.slf4j.Logger",
              "tools.jackson.databind.JsonNode", "org.pf4j.PluginManager", "org.junit.jupiter.api.Test",
              "dev.croupier.app.Session", "java.sql.Driver", "org.jspecify.annotations.Nullable"}) {
            try {
              Class.forName(name);
              s.log("sees " + name);
            } catch (ClassNotFoundException e) {
            }
          }
          s.log("" + (Thread.currentThread().getContextClassLoader() == getClass().getClassLoader()));
        }
        """;
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(logged(app.note("{}")))
          .containsExactly(
              "sees dev.croupier.app.Session",
              "sees java.sql.Driver",
              "sees org.jspecify.annotations.Nullable",
              "true");
    }
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void timeAndRandomness_comeFromTheTurn() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.log(s.now().toEpochMilli() + " " + s.random().nextInt(1_000_000) + " " + s.random().nextInt());
        }
        """;
    Input input = new Input.MessageReceived("note", SENDER, "{}", 1);
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      List<String> first = logged(app.turn(input, 42));
      assertThat(first.getFirst()).startsWith(TIME_MS + " ");
      assertThat(logged(app.turn(input, 42))).isEqualTo(first);
      assertThat(logged(app.turn(input, 43))).isNotEqualTo(first);
    }
  }

  @Test
  void state_isReadWrittenAndReportedOnlyWhenChanged() throws IOException {
    String body =
        """
        public record Score(int rounds, BigDecimal pot) {}
        @Override public void onAppMessage(Message m, Session s) {
          Score score = s.state(Score.class, new Score(0, BigDecimal.ZERO));
          if (m.json().equals("true")) {
            s.setState(new Score(score.rounds() + 1, score.pot().add(new BigDecimal("0.10"))));
          } else {
            s.setState(score);
          }
          s.log("" + s.state(Score.class, score));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(app.note("true").stateJson()).contains("{\"rounds\":1,\"pot\":0.10}");
      TurnOutcome second = app.note("true");
      assertThat(second.stateJson()).contains("{\"rounds\":2,\"pot\":0.20}");
      assertThat(logged(second)).containsExactly("Score[rounds=2, pot=0.20]");
      assertThat(app.note("false").stateJson()).isEmpty();
    }
  }

  @Test
  void stateThatDoesNotFitItsType_failsTheTurnNamingSessionTypeAndMember() throws IOException {
    String body =
        """
        public record Score(int rounds) {}
        @Override public void onAppMessage(Message m, Session s) { s.state(Score.class, new Score(0)); }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(failure(app.startFrom("{\"rounds\":\"many\"}").note("{}")))
          .contains(
              "state of session " + SESSION_ID + " does not fit demo.DemoApp$Score at rounds");
    }
  }

  @Test
  void settings_areReadIntoARecord() throws IOException {
    String body =
        """
        public record Settings(String opponent, int rounds, Optional<BigDecimal> stake) {}
        @Override public void onStart(Client c) { c.log(c.settings(Settings.class) + c.settings()); }
        """;
    String settings = "{\"opponent\":\"player\",\"rounds\":3,\"stake\":\"1\"}";
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body, settings)) {
      assertThat(logged(app.seatTurn(new Input.Started())))
          .containsExactly("Settings[opponent=player, rounds=3, stake=Optional[1]]" + settings);
    }
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body, "{\"rounds\":3}")) {
      assertThat(failure(app.seatTurn(new Input.Started())))
          .contains("settings of seat \"player\" does not fit demo.DemoApp$Settings")
          .contains("opponent");
    }
  }

  @Test
  void messageThatBreaksItsSchema_isRefusedAtTheCall() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) { s.send("forbidden", Map.of()); }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      TurnOutcome outcome = app.note("{}");
      assertThat(failure(outcome)).contains("message \"forbidden\" was not sent");
      assertThat(outcome.failure().orElseThrow().location()).isEqualTo("demo.DemoApp:2");
    }
  }

  @Test
  void negativeTimer_isRefused() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.setTimer("tick", java.time.Duration.ofMillis(-1), 1);
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(failure(app.note("{}")))
          .startsWith("InvalidTimerException: timer \"tick\" cannot be set to PT-0.001S");
    }
  }

  @Test
  void sessionKeptAfterItsTurn_isRefusedOutsideAndInOthersTurns() throws IOException {
    String body =
        """
        private static Session kept;
        public static void poke() { kept.send("note", 1); }
        @Override public void onAppMessage(Message m, Session s) {
          if (kept == null) { kept = s; return; }
          kept.send("note", kept.now().toEpochMilli());
        }
        @Override public void onStart(Client c) { kept.log("from the seat's turn"); }
        """;
    String other = "0x" + "cd".repeat(32);
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.note("{}");
      assertThat(app.note("{}").failure()).as("a later turn of the same session").isEmpty();
      assertThat(failure(app.turnOf(other, new Input.MessageReceived("note", SENDER, "{}", 1))))
          .isEqualTo(
              "OutsideTurnException: Session.now of session "
                  + SESSION_ID
                  + " was called in a turn of session "
                  + other
                  + "; use sessions and clients only in handlers and in continuations of their own"
                  + " answers, on the thread that runs them");
      assertThat(failure(app.seatTurn(new Input.Started())))
          .contains("was called in a turn of no session");
    }
  }

  @Test
  void otherThreads_areRefused() throws IOException {
    String body =
        """
        private String outcome = "allowed";
        @Override public void onAppMessage(Message m, Session s) {
          Thread thread = new Thread(() -> {
            try { s.send("note", 1); } catch (OutsideTurnException e) { outcome = e.call() + ": " + e.getMessage(); }
          }, "stray");
          thread.start();
          try { thread.join(); } catch (InterruptedException e) { throw new AssertionError(e); }
          s.log(outcome);
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(logged(app.note("{}")).getFirst())
          .startsWith(
              "Session.send: Session.send was called on thread \"stray\" that runs no turn");
    }
  }

  @Test
  void clientKeptAfterItsTurn_isRefusedOutsideTurns() throws Exception {
    String body =
        """
        public static Client kept;
        public static Runnable poke = () -> kept.balances();
        @Override public void onStart(Client c) { kept = c; }
        @Override public void onSessionCreated(Session s) { kept.balances(); }
        """;
    Path jar = PluginJar.withApp("demo", "DemoApp", body).jar(folder.resolve("kept.jar"));
    try (PluginEngine engine = PluginEngine.inside(folder.resolve("kept"));
        var app =
            (PluginApp)
                engine.load(new dev.croupier.host.engine.AppSource("kept", "plugin", jar, ""));
        var instance = app.start(new FakeSeat())) {
      instance.run(
          new dev.croupier.host.turn.Turn(1, new Input.Started(), Optional.empty(), TIME_MS, 1));
      Runnable poke = (Runnable) app.constructor().getDeclaringClass().getField("poke").get(null);
      org.assertj.core.api.Assertions.assertThatThrownBy(poke::run)
          .isInstanceOf(dev.croupier.app.OutsideTurnException.class)
          .hasMessageStartingWith("Client.balances was called outside of a turn");
    }
  }
}
