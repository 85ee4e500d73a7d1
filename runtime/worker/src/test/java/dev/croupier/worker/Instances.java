package dev.croupier.worker;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leads an instance from turn to turn and keeps the states of its sessions, like a host. */
final class Instances {
  static final String SESSION = "0x" + "ab".repeat(32);
  static final String OTHER_SESSION = "0x" + "cd".repeat(32);

  private final AppInstance instance;
  private final Map<String, String> states = new HashMap<>();
  private long turns;

  Instances(AppInstance instance) {
    this.instance = instance;
  }

  TurnOutcome message(String data) {
    return message(SESSION, data);
  }

  TurnOutcome message(String session, String data) {
    return turn(
        new Input.MessageReceived("ping", FakeSeat.OTHER, data, turns + 1), Optional.of(session));
  }

  TurnOutcome answer(long callId) {
    return turn(
        new Input.Answered(callId, new Input.CallResult.Succeeded("null")), Optional.of(SESSION));
  }

  TurnOutcome ownTimer(String name) {
    return turn(new Input.TimerFired(name, "null"), Optional.empty());
  }

  TurnOutcome started() {
    return turn(new Input.Started(), Optional.empty());
  }

  TurnOutcome turn(Input input, Optional<String> session) {
    turns++;
    TurnOutcome outcome =
        instance.run(new Turn(turns, input, session.map(this::view), 1_000 + turns, turns * 7919));
    if (outcome.failure().isEmpty()) {
      session.ifPresent(id -> outcome.stateJson().ifPresent(state -> states.put(id, state)));
    }
    return outcome;
  }

  String state(String session) {
    return states.getOrDefault(session, "null");
  }

  private SessionView view(String id) {
    return new SessionView(
        id,
        SessionTerms.decidedByFirst("test", List.of(FakeSeat.SELF, FakeSeat.OTHER)),
        List.of(
            Allocation.of(FakeSeat.SELF, "usdc", "1.50"),
            Allocation.of(FakeSeat.OTHER, "usdc", "0")),
        state(id));
  }

  static List<String> logs(TurnOutcome outcome) {
    return outcome.effects().stream()
        .filter(Effect.Log.class::isInstance)
        .map(effect -> ((Effect.Log) effect).text())
        .toList();
  }

  static long callId(TurnOutcome outcome) {
    return outcome.effects().stream()
        .filter(Effect.SendMessage.class::isInstance)
        .map(effect -> ((Effect.SendMessage) effect).callId())
        .findFirst()
        .orElseThrow();
  }
}
