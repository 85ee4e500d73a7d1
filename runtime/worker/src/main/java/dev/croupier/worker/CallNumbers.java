package dev.croupier.worker;

import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.util.Optional;

/**
 * Keeps call ids and the names of an instance's own timers unique although its worker is started
 * anew and counts from 1 again. Answers and timers of a worker that is gone are dropped: what
 * waited for them is gone with it.
 */
final class CallNumbers {

  private int lives;
  private long offset;
  private long highest;

  /** The worker is started anew. */
  void startAnew() {
    lives++;
    offset = highest;
  }

  /**
   * @param turn as the host tells it
   * @return as the worker is to see it, or empty if it is nothing to this worker
   */
  Optional<Turn> toWorker(Turn turn) {
    return switch (turn.input()) {
      case Input.Answered(long callId, Input.CallResult result) ->
          callId <= offset
              ? Optional.empty()
              : Optional.of(with(turn, new Input.Answered(callId - offset, result)));
      case Input.TimerFired(String name, String data) when turn.session().isEmpty() ->
          name.startsWith(prefix())
              ? Optional.of(
                  with(turn, new Input.TimerFired(name.substring(prefix().length()), data)))
              : Optional.empty();
      default -> Optional.of(turn);
    };
  }

  private static Turn with(Turn turn, Input input) {
    return new Turn(turn.number(), input, turn.session(), turn.timeMs(), turn.seed());
  }

  /** The first worker's names stay as they are. */
  private String prefix() {
    return lives == 0 ? "" : lives + "/";
  }

  /**
   * @param outcome as the worker tells it
   * @return as the host is to see it
   */
  TurnOutcome fromWorker(TurnOutcome outcome) {
    return new TurnOutcome(
        outcome.effects().stream().map(this::fromWorker).toList(),
        outcome.stateJson(),
        outcome.failure(),
        outcome.unhandled());
  }

  private Effect fromWorker(Effect effect) {
    return switch (effect) {
      case Effect.SendMessage e ->
          new Effect.SendMessage(id(e.callId()), e.sessionId(), e.type(), e.dataJson());
      case Effect.SignSession e -> new Effect.SignSession(id(e.callId()), e.request());
      case Effect.CreateSession e ->
          new Effect.CreateSession(id(e.callId()), e.request(), e.signatures());
      case Effect.CloseSession e ->
          new Effect.CloseSession(id(e.callId()), e.sessionId(), e.allocations());
      case Effect.SubmitState e ->
          new Effect.SubmitState(
              id(e.callId()), e.sessionId(), e.intent(), e.allocations(), e.sessionData());
      case Effect.GetBalances e -> new Effect.GetBalances(id(e.callId()));
      case Effect.Connect e -> new Effect.Connect(id(e.callId()));
      case Effect.Disconnect e -> new Effect.Disconnect(id(e.callId()));
      case Effect.SignText e -> new Effect.SignText(id(e.callId()), e.text());
      case Effect.Transfer e ->
          new Effect.Transfer(id(e.callId()), e.destination(), e.asset(), e.amount());
      case Effect.SetTimer e when e.sessionId().isEmpty() ->
          new Effect.SetTimer(e.sessionId(), prefix() + e.name(), e.delayMs(), e.dataJson());
      case Effect.CancelTimer e when e.sessionId().isEmpty() ->
          new Effect.CancelTimer(e.sessionId(), prefix() + e.name());
      case Effect.SetTimer _,
          Effect.CancelTimer _,
          Effect.AnswerInvite _,
          Effect.AnswerProposal _,
          Effect.Log _ ->
          effect;
    };
  }

  private long id(long own) {
    long id = offset + own;
    highest = Math.max(highest, id);
    return id;
  }
}
