package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.Invite;
import dev.croupier.app.Proposal;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Intent;
import dev.croupier.host.turn.TurnOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What handlers are called with, and what becomes of what they ask for. */
class TurnTest {
  private static ScriptEngine engine;
  @TempDir Path base;
  private ScriptFolder script;

  @BeforeAll
  static void startEngine() {
    engine = new ScriptEngine(ScriptFolder.PATIENT);
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @BeforeEach
  void makeFolder() {
    script = new ScriptFolder(base, engine);
  }

  @AfterEach
  void closeInstance() {
    script.close();
  }

  @Test
  void messageHandler_ofTheFoundingDocuments_answersPingWithPong() {
    script.start(
        """
        export async function onAppMessage(type, sessionId, data, session) {
          if (type === 'ping') {
            await client.sendMessage(sessionId, 'pong', { from: client.address, replyTo: data.timestamp });
            console.log('Sent pong');
          }
        }
        """);

    TurnOutcome outcome = script.message("ping", "{\"timestamp\":17}");

    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.unhandled()).isEmpty();
    assertThat(outcome.effects())
        .containsExactly(
            new Effect.SendMessage(
                1,
                ScriptFolder.SESSION,
                "pong",
                "{\"from\":\"" + FakeSeat.SELF + "\",\"replyTo\":17}"));
    assertThat(script.answer(1, "null").effects())
        .containsExactly(new Effect.Log("info", "Sent pong"));
  }

  @Test
  void session_showsWhatTheHostVerified() {
    script.start(
        """
        export function onAppMessage(type, sessionId, data, session) {
          session.log(session.id === sessionId, session.sender, session.participants, session.weights,
              session.quorum, session.allocations, session.definition.application, session.now());
        }
        """);

    assertThat(ScriptFolder.logs(script.message("ping", "{}")))
        .containsExactly(
            "true %2$s [\"%1$s\", \"%2$s\"] [100, 0] 100 [{participant: \"%1$s\", asset: \"usdc\", amount: \"1.50\"}, {participant: \"%2$s\", asset: \"usdc\", amount: \"0\"}] test 1000"
                .formatted(FakeSeat.SELF, FakeSeat.OTHER));
  }

  @Test
  void sender_staysThatOfItsOwnTurn_inContinuations() {
    script.start(
        """
        export async function onAppMessage(type, sessionId, data, session) {
          if (type === 'ping') {
            await session.send('pong', {});
            console.log(session.sender);
          }
        }
        """);
    script.message("ping", "{}");
    script.in(ScriptFolder.SESSION, new Input.MessageReceived("pong", FakeSeat.SELF, "{}", 9));

    assertThat(
            ScriptFolder.logs(
                script.in(
                    ScriptFolder.SESSION,
                    new Input.Answered(1, new Input.CallResult.Succeeded("null")))))
        .containsExactly(FakeSeat.OTHER);
  }

  @Test
  void client_preparesSignsAndCreates_overSeveralTurns() {
    script.start(
        """
        export async function onStart() {
          const request = client.prepareSession({
            participants: [client.address, client.contacts.player.toLowerCase()],
            allocations: [
              { participant: client.address, asset: 'usdc', amount: 1 },
              { participant: client.contacts.player, asset: 'usdc', amount: '0.50' },
            ],
          });
          const signature = await client.signSessionRequest(request);
          const id = await client.createSession(request, [signature]);
          console.log('created', id);
        }
        """);
    SessionRequest request =
        new SessionRequest(
            new SessionTerms("", List.of(FakeSeat.SELF, FakeSeat.OTHER), List.of(100L, 0L), 100),
            List.of(
                Allocation.of(FakeSeat.SELF, "usdc", "1"),
                Allocation.of(FakeSeat.OTHER, "usdc", "0.50")),
            1_000,
            Optional.empty(),
            "body of 1000");

    assertThat(script.started().effects()).containsExactly(new Effect.SignSession(1, request));
    assertThat(script.answer(1, "\"0x51\"").effects())
        .containsExactly(new Effect.CreateSession(2, request, List.of("0x51")));
    assertThat(script.answer(2, "\"0xid\"").effects())
        .containsExactly(new Effect.Log("info", "created 0xid"));
  }

  @Test
  void client_callsForMoney_becomeEffectsWithExactAmounts() {
    script.start(
        """
        export function onAppMessage(type, id, data, session) {
          client.send({ to: client.contacts.player, asset: 'usdc', amount: '0.1' });
          client.submitState(id, session.allocations, { round: 2 });
          session.close([{ participant: client.address, asset: 'usdc', amount: 2n }]);
          client.getBalances();
        }
        """);

    assertThat(script.message("ping", "{}").effects())
        .containsExactly(
            new Effect.Transfer(1, FakeSeat.OTHER, "usdc", "0.1"),
            new Effect.SubmitState(
                2,
                ScriptFolder.SESSION,
                Intent.OPERATE,
                List.of(
                    Allocation.of(FakeSeat.SELF, "usdc", "1.50"),
                    Allocation.of(FakeSeat.OTHER, "usdc", "0")),
                Optional.of("{\"round\":2}")),
            new Effect.CloseSession(
                3, ScriptFolder.SESSION, List.of(Allocation.of(FakeSeat.SELF, "usdc", "2"))),
            new Effect.GetBalances(4));
  }

  @Test
  void proposal_isAnsweredByTheAppsHandler_andRefusedWithoutOne() {
    Input.Proposed proposed =
        new Input.Proposed(
            9,
            new Proposal(
                FakeSeat.OTHER,
                ScriptFolder.SESSION,
                Proposal.Kind.CLOSE,
                3,
                List.of(Allocation.of(FakeSeat.SELF, "usdc", "1.5")),
                Optional.empty()));
    script.start(
        """
        export async function onProposal(proposal, session) {
          const mine = proposal.allocations.find((share) => share.participant === client.address);
          return proposal.kind === 'close' && session.id === proposal.sessionId && mine.amount === '1.5'
            ? true : 'not my share';
        }
        """);
    assertThat(script.in(ScriptFolder.SESSION, proposed).effects())
        .containsExactly(new Effect.AnswerProposal(9, true, ""));

    script.start("export function onProposal() { return 'not now'; }");
    assertThat(script.in(ScriptFolder.SESSION, proposed).effects())
        .containsExactly(new Effect.AnswerProposal(9, false, "not now"));

    script.start("export const none = 0;");
    assertThat(script.in(ScriptFolder.SESSION, proposed).effects())
        .containsExactly(new Effect.AnswerProposal(9, false, "the app signs no proposals"));
  }

  @Test
  void newStatesAndSettledRequests_reachTheirHandlers() {
    script.start(
        """
        export function onStateUpdated(id, update, session) {
          console.log(id === session.id, update.version, update.kind, update.allocations[0].amount,
            update.sessionData, session.sessionData);
        }
        export function onRequestSettled(request, session) {
          console.log(request.kind, request.done, request.code, request.sessionId, session === null);
        }
        """);
    assertThat(
            ScriptFolder.logs(
                script.in(
                    ScriptFolder.SESSION,
                    new Input.StateUpdated(
                        new StateUpdate(
                            4,
                            List.of(Allocation.of(FakeSeat.SELF, "usdc", "1.5")),
                            Optional.of(Proposal.Kind.DEPOSIT),
                            Optional.of("r"))))))
        .containsExactly("true 4 deposit 1.5 r undefined");
    Input settled =
        new Input.RequestSettled(
            "run",
            0,
            1,
            new SettledRequest(
                SettledRequest.Kind.CREATE,
                Optional.empty(),
                List.of(),
                false,
                "not-done",
                "too late"));
    assertThat(ScriptFolder.logs(script.turn(settled, Optional.empty())))
        .containsExactly("create false not-done undefined true");
    assertThat(ScriptFolder.logs(script.in(ScriptFolder.SESSION, settled)))
        .containsExactly("create false not-done undefined false");
  }

  @Test
  void depositAndWithdraw_tellWhatMoves() {
    script.start(
        """
        export async function onAppMessage(type, id, data, session) {
          session.deposit([{ participant: client.address, asset: 'usdc', amount: '2' }]);
          session.withdraw([{ participant: client.address, asset: 'usdc', amount: '0.5' }]);
        }
        """);
    assertThat(script.message("ping", "{}").effects())
        .containsExactly(
            new Effect.SubmitState(
                1,
                ScriptFolder.SESSION,
                Intent.DEPOSIT,
                List.of(Allocation.of(FakeSeat.SELF, "usdc", "2")),
                Optional.empty()),
            new Effect.SubmitState(
                2,
                ScriptFolder.SESSION,
                Intent.WITHDRAW,
                List.of(Allocation.of(FakeSeat.SELF, "usdc", "0.5")),
                Optional.empty()));
  }

  @Test
  void amount_givenAsAFraction_isRefusedBecauseItIsNotExact() {
    script.start(
        """
        export function onStart() {
          return client.send({ to: client.contacts.player, asset: 'usdc', amount: 0.1 });
        }
        """);

    TurnOutcome outcome = script.started();

    assertThat(outcome.failure().orElseThrow().message())
        .isEqualTo(
            "TypeError: amount is the number 0.1, which JavaScript cannot hold exactly;"
                + " write it as a text such as '0.1'");
    assertThat(outcome.failure().orElseThrow().location()).isEqualTo("bot/main.js:3:10");
  }

  @Test
  void refusedCall_rejectsWithCodeMessageAndTheCallersLine() {
    script.start(
        """
        export async function onAppMessage(type, sessionId) {
          try {
            await client.sendMessage(sessionId, 'pong', {});
          } catch (error) {
            console.log(error.code, error.message.includes('not active'), error instanceof Error);
            throw error;
          }
        }
        """);
    script.message("ping", "{}");

    TurnOutcome outcome = script.refuse(1, "session-unknown", "session 0xab is not active");

    assertThat(ScriptFolder.logs(outcome)).containsExactly("session-unknown true true");
    assertThat(outcome.failure().orElseThrow().message())
        .isEqualTo("Error: session 0xab is not active");
    assertThat(outcome.failure().orElseThrow().location()).isEqualTo("bot/main.js:4:18");
  }

  @Test
  void refusedMessage_awaitedDeeper_namesTheLineThatAwaitsIt() {
    script.start(
        """
        async function answer(sessionId) {
          await null;
          await client.sendMessage(sessionId, 'pong', {});
        }
        export async function onAppMessage(type, sessionId) {
          await answer(sessionId);
        }
        """);
    script.message("ping", "{}");

    TurnOutcome outcome = script.refuse(1, "session-unknown", "session 0xab is not active");

    assertThat(outcome.failure().orElseThrow().location()).isEqualTo("bot/main.js:4:16");
    assertThat(outcome.failure().orElseThrow().trace())
        .isEqualTo("at answer (bot/main.js:4:16)\nat onAppMessage (bot/main.js:7:9)");
  }

  @Test
  void refusedMessage_thatNobodyAwaits_namesTheHandlerThatSentIt() {
    script.start(
        """
        export function onAppMessage(type, sessionId) {
          client.sendMessage(sessionId, 'pong', {});
        }
        """);
    script.message("ping", "{}");

    TurnOutcome outcome = script.refuse(1, "session-unknown", "session 0xab is not active");

    assertThat(outcome.unhandled())
        .singleElement()
        .satisfies(
            unhandled -> {
              assertThat(unhandled.message()).isEqualTo("Error: session 0xab is not active");
              assertThat(unhandled.location()).isEqualTo("bot/main.js:2:8");
            });
  }

  @Test
  void refusedPayment_thatNobodyAwaits_namesTheLineThatAskedForIt() {
    script.start(
        """
        export function onAppMessage(type, sessionId) {
          client.closeSession(sessionId, []);
        }
        """);
    script.message("ping", "{}");

    TurnOutcome outcome = script.refuse(1, "guard-refused", "totals differ");

    assertThat(outcome.unhandled().getFirst().location()).isEqualTo("bot/main.js:3:3");
  }

  @Test
  void message_ofAnUndeclaredType_isRefusedAtTheCall() {
    script.start(
        """
        export async function onAppMessage(type, sessionId) {
          try {
            await client.sendMessage(sessionId, 'bang', {});
          } catch (error) {
            console.log(error.code, error.message);
          }
        }
        """);

    assertThat(script.message("ping", "{}").effects())
        .containsExactly(
            new Effect.Log(
                "info",
                "message-refused message \"bang\" was not sent: the app has no such message type"));
  }

  @Test
  void timers_callBackInLaterTurns_untilCleared() {
    script.start(
        """
        let ticks = 0;
        export function onStart() {
          setTimeout((a, b) => console.log('once', a, b), 500, 1, 'two');
          const id = setInterval(() => {
            console.log('tick', ++ticks);
            if (ticks === 2) clearInterval(id);
          }, 100);
        }
        """);

    assertThat(script.started().effects())
        .containsExactly(
            new Effect.SetTimer(Optional.empty(), "setTimeout:1", 500, "null"),
            new Effect.SetTimer(Optional.empty(), "setInterval:2", 100, "null"));
    assertThat(script.timer("setInterval:2").effects())
        .containsExactly(
            new Effect.SetTimer(Optional.empty(), "setInterval:2", 100, "null"),
            new Effect.Log("info", "tick 1"));
    assertThat(ScriptFolder.logs(script.timer("setTimeout:1"))).containsExactly("once 1 two");
    assertThat(script.timer("setInterval:2").effects())
        .containsExactly(
            new Effect.SetTimer(Optional.empty(), "setInterval:2", 100, "null"),
            new Effect.Log("info", "tick 2"),
            new Effect.CancelTimer(Optional.empty(), "setInterval:2"));
    assertThat(script.timer("setInterval:2").effects()).isEmpty();
    assertThat(script.timer("setTimeout:1").effects()).isEmpty();
  }

  @Test
  void interval_whoseCallbackThrows_goesOn() {
    script.start(
        """
        export function onStart() {
          setInterval(() => { client.getBalances(); throw new Error('tick'); }, 100);
        }
        """);
    script.started();

    TurnOutcome outcome = script.timer("setInterval:1");

    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.effects())
        .containsExactly(new Effect.SetTimer(Optional.empty(), "setInterval:1", 100, "null"));
    assertThat(outcome.unhandled())
        .singleElement()
        .satisfies(failure -> assertThat(failure.location()).isEqualTo("bot/main.js:3:51"));
  }

  @Test
  void sessionTimer_isDurableAndComesBackWithItsData() {
    script.start(
        """
        export function onAppMessage(type, id, data, session) {
          session.setTimer('turn', 30000, { player: 1 });
          session.clearTimer('other');
        }
        export function onTimer(name, id, data, session) {
          session.state.expired = [name, data.player];
        }
        """);

    assertThat(script.message("ping", "{}").effects())
        .containsExactly(
            new Effect.SetTimer(
                Optional.of(ScriptFolder.SESSION), "turn", 30_000, "{\"player\":1}"),
            new Effect.CancelTimer(Optional.of(ScriptFolder.SESSION), "other"));
    assertThat(
            script
                .in(ScriptFolder.SESSION, new Input.TimerFired("turn", "{\"player\":1}"))
                .stateJson())
        .contains("{\"expired\":[\"turn\",1]}");
  }

  @Test
  void invite_isAnsweredByTheHandler_alsoLater() {
    script.start(
        """
        export async function onSessionInvite(invite) {
          const balances = await client.getBalances();
          return balances.usdc === '5' && invite.allocations[0].amount === '1.50' || 'too poor';
        }
        """);
    SessionRequest request =
        new SessionRequest(
            SessionTerms.decidedByFirst("test", List.of(FakeSeat.OTHER, FakeSeat.SELF)),
            List.of(Allocation.of(FakeSeat.SELF, "usdc", "1.50")),
            7,
            Optional.empty(),
            "body");
    Input.Invited invited =
        new Input.Invited(77, new Invite(FakeSeat.OTHER, ScriptFolder.SESSION, request));

    assertThat(script.turn(invited, Optional.empty()).effects())
        .containsExactly(new Effect.GetBalances(1));
    assertThat(script.answer(1, "{\"usdc\":\"5\"}").effects())
        .containsExactly(new Effect.AnswerInvite(77, true, ""));
    script.turn(invited, Optional.empty());
    assertThat(script.answer(2, "{}").effects())
        .containsExactly(new Effect.AnswerInvite(77, false, "too poor"));
  }

  @Test
  void invite_withoutAHandler_isDeclined() {
    script.start("");
    SessionRequest request =
        new SessionRequest(
            SessionTerms.decidedByFirst("test", List.of(FakeSeat.OTHER, FakeSeat.SELF)),
            List.of(),
            7,
            Optional.empty(),
            "body");

    assertThat(
            script
                .turn(
                    new Input.Invited(1, new Invite(FakeSeat.OTHER, ScriptFolder.SESSION, request)),
                    Optional.empty())
                .effects())
        .containsExactly(new Effect.AnswerInvite(1, false, "the app takes no invites"));
  }

  @Test
  void lifecycleHandlers_getTheArgumentsOfTheFoundingDocuments() {
    script.start(
        """
        export function onStart(c) { console.log('start', c === client, client.status(), client.name); }
        export function onSessionCreated(id, session) { console.log('created', id === session.id); }
        export function onSessionClosed(id, allocations, session) {
          console.log('closed', allocations, session.id === id);
        }
        export const onStop = () => console.log('stop');
        """);

    assertThat(ScriptFolder.logs(script.started())).containsExactly("start true connected server");
    assertThat(ScriptFolder.logs(script.in(ScriptFolder.SESSION, new Input.SessionCreated())))
        .containsExactly("created true");
    assertThat(
            ScriptFolder.logs(
                script.in(
                    ScriptFolder.SESSION,
                    new Input.SessionClosed(List.of(Allocation.of(FakeSeat.SELF, "usdc", "1.5"))))))
        .containsExactly(
            "closed [{participant: \""
                + FakeSeat.SELF
                + "\", asset: \"usdc\", amount: \"1.5\"}] true");
    assertThat(ScriptFolder.logs(script.turn(new Input.Stopped(), Optional.empty())))
        .containsExactly("stop");
  }

  @Test
  void handlers_mayBeAssignedToTheClient() {
    script.start("client.onAppMessage = (type) => console.log('got', type);");

    assertThat(ScriptFolder.logs(script.message("ping", "{}"))).containsExactly("got ping");
  }

  @Test
  void effects_beyondTheLimit_areRefused() {
    script.start(
        """
        export function onAppMessage(type, id) {
          for (let i = 0; i < 1001; i++) client.sendMessage(id, 'pong', {}).catch(() => {});
          client.sendMessage(id, 'pong', {}).catch((e) => console.log(e.code));
        }
        """);

    TurnOutcome outcome = script.message("ping", "{}");

    assertThat(outcome.effects()).hasSize(1_001);
    assertThat(ScriptFolder.logs(outcome)).containsExactly("too-many-effects");
  }
}
