package dev.croupier.plugin;

import static dev.croupier.plugin.InstanceUnderTest.SESSION_ID;
import static dev.croupier.plugin.InstanceUnderTest.failure;
import static dev.croupier.plugin.InstanceUnderTest.logged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.TurnOutcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers complete stages in turns of their own, and no failure gets lost on the way. */
class PluginStageTest {

  @TempDir Path folder;

  @Test
  void continuation_runsInTheAnswersTurn_andItsEffectsBelongToIt() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", 1).thenRun(() -> {
            s.log("acknowledged");
            s.setState(Map.of("sent", 1));
            s.close(s.allocations()).thenAccept(state ->
                s.log(state.sessionId() + " " + state.version() + " " + state.open()));
          });
          s.log("asked");
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(logged(app.note("{}"))).containsExactly("asked");
      TurnOutcome second = app.answer(1, "null");
      assertThat(logged(second)).containsExactly("acknowledged");
      assertThat(second.stateJson()).contains("{\"sent\":1}");
      assertThat(second.effects()).element(1).isInstanceOf(Effect.CloseSession.class);
      assertThat(
              logged(
                  app.answer(
                      2, "{\"sessionId\":\"" + SESSION_ID + "\",\"version\":2,\"open\":false}")))
          .containsExactly(SESSION_ID + " 2 false");
    }
  }

  @Test
  void answers_haveTheTypesOfTheirCalls() throws IOException {
    String body =
        """
        @Override public void onStart(Client c) {
          c.balances().thenAccept(b -> c.log("" + b));
          SessionRequest r = c.prepareSession(SessionTerms.decidedByFirst("demo", List.of()), List.of());
          c.createSession(r, List.of()).thenCombine(c.signSessionRequest(r), (id, sig) -> id + sig)
              .thenAccept(c::log);
          c.send(c.address(), "usdc", BigDecimal.ONE).thenAccept(nothing -> c.log("" + nothing));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.seatTurn(new Input.Started());
      assertThat(logged(app.answer(1, "{\"usdc\":\"1.10\",\"weth\":\"0.000000000000000001\"}")))
          .containsExactly("{usdc=1.10, weth=1E-18}");
      assertThat(logged(app.answer(3, "\"0x02\""))).isEmpty();
      assertThat(logged(app.answer(2, "\"0x01\""))).containsExactly("0x010x02");
      assertThat(logged(app.answer(4, "null"))).containsExactly("null");
    }
  }

  @Test
  void continuationThatThrows_failsItsTurnWithThePlace() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", 1).thenRun(() -> {
            s.log("lost");
            s.setState(1);
            throw new IllegalStateException("in a continuation");
          }).thenRun(() -> s.log("never"));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.note("{}");
      TurnOutcome outcome = app.answer(1, "null");
      assertThat(failure(outcome)).isEqualTo("IllegalStateException: in a continuation");
      assertThat(outcome.failure().orElseThrow().location()).isEqualTo("demo.DemoApp:6");
    }
  }

  @Test
  void continuationThatThrows_isHandledByTheAuthorsOwnHandler() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", 1).thenRun(() -> { throw new IllegalStateException("mine"); })
              .exceptionally(e -> { s.log(e.getCause().getMessage()); return null; });
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.note("{}");
      assertThat(logged(app.answer(1, "null"))).containsExactly("mine");
    }
  }

  @Test
  void refusedCallNobodyHandles_isReportedBesideAGoodTurn() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", 1);
          s.close(List.of()).thenAccept(state -> s.log("never"));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.note("{}");
      for (long call = 1; call <= 2; call++) {
        TurnOutcome outcome = app.refuse(call, "guard: totals of usdc differ");
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.unhandled())
            .extracting(AppFailure::message)
            .containsExactly("RequestFailedException: guard: totals of usdc differ");
      }
      assertThat(logged(app.answer(9, "null"))).hasSize(1);
    }
  }

  @Test
  void refusedCall_givesItsHandlerCodeAndReason() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", 1).whenComplete((nothing, e) -> {
            RequestFailedException refusal = (RequestFailedException) e;
            s.log(refusal.code() + ": " + refusal.getMessage());
          }).exceptionally(e -> null);
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.note("{}");
      TurnOutcome outcome = app.refuse(1, "session is closed");
      assertThat(logged(outcome)).containsExactly("node-refused: session is closed");
      assertThat(outcome.unhandled()).isEmpty();
    }
  }

  @Test
  void stagesHandedToAllOf_areHandledThere() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          java.util.concurrent.CompletableFuture.allOf(
              s.send("note", 1).toCompletableFuture(), s.send("note", 2).toCompletableFuture())
              .whenComplete((all, e) -> s.log(e == null ? "both" : "one failed"));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.note("{}");
      assertThat(logged(app.answer(1, "null"))).isEmpty();
      TurnOutcome outcome = app.refuse(2, "no");
      assertThat(logged(outcome)).containsExactly("one failed");
      assertThat(outcome.unhandled()).isEmpty();
    }
  }

  @Test
  void waitingForAnAnswer_isRefusedInsteadOfHangingForever() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          var stage = s.send("note", 1).toCompletableFuture();
          if (m.json().equals("1")) stage.join();
          try {
            stage.get(1, java.util.concurrent.TimeUnit.DAYS);
          } catch (java.util.concurrent.ExecutionException | InterruptedException
              | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
          }
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      assertThat(failure(app.note("1")))
          .startsWith("BlockedTurnException: join() would wait forever");
      assertThat(failure(app.note("2")))
          .startsWith("BlockedTurnException: get() would wait forever");
    }
  }

  @Test
  void asyncVariants_runInTheTurnToo() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", 1).thenRunAsync(() -> s.log("same thread"));
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      app.note("{}");
      assertThat(logged(app.answer(1, "null"))).containsExactly("same thread");
    }
  }

  @Test
  void callsOfAFailedTurn_areForgotten() throws IOException {
    String body =
        """
        @Override public void onAppMessage(Message m, Session s) {
          s.send("note", 1).thenRun(() -> s.log("must not run"));
          if (m.json().equals("1")) throw new IllegalStateException("after the call");
        }
        """;
    try (InstanceUnderTest app = InstanceUnderTest.of(folder, body)) {
      failure(app.note("1"));
      assertThat(logged(app.answer(1, "null")))
          .containsExactly("the answer to call 1 of an earlier instance was dropped");
      app.note("2");
      assertThat(logged(app.answer(2, "null"))).containsExactly("must not run");
    }
  }
}
