package dev.croupier.plugin;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.InvalidTimerException;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Intent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongFunction;

/** The client object of one app instance: questions go to the seat, requests become effects. */
final class SeatClient implements Client {

  private final SeatView seat;
  private final Turns turns;
  private final Calls calls;
  private final AppJson json;
  private final Map<String, Runnable> actions = new HashMap<>();
  private long lastAction;

  SeatClient(SeatView seat, Turns turns, Calls calls, AppJson json) {
    this.seat = seat;
    this.turns = turns;
    this.calls = calls;
    this.json = json;
  }

  @Override
  public String address() {
    return seat.address();
  }

  @Override
  public ConnectionStatus status() {
    turns.scope("Client.status");
    return seat.status();
  }

  @Override
  public List<String> activeSessions() {
    turns.scope("Client.activeSessions");
    return List.copyOf(seat.activeSessions());
  }

  @Override
  public Optional<String> contact(String name) {
    turns.scope("Client.contact");
    return Optional.ofNullable(seat.contacts().get(name));
  }

  @Override
  public String settings() {
    return seat.settingsJson();
  }

  @Override
  public <T> T settings(Class<T> type) {
    return json.read("settings of seat \"" + seat.name() + "\"", seat.settingsJson(), type);
  }

  @Override
  public SessionRequest prepareSession(SessionTerms terms, List<Allocation> allocations) {
    long timeMs = turns.scope("Client.prepareSession").turn().timeMs();
    return seat.prepareSession(terms, allocations, Optional.empty(), timeMs);
  }

  @Override
  public CompletionStage<String> signSessionRequest(SessionRequest request) {
    return call(
        "Client.signSessionRequest", Answers::text, id -> new Effect.SignSession(id, request));
  }

  @Override
  public CompletionStage<String> createSession(SessionRequest request, List<String> signatures) {
    return call(
        "Client.createSession",
        Answers::text,
        id -> new Effect.CreateSession(id, request, signatures));
  }

  @Override
  public CompletionStage<Void> sendMessage(String sessionId, String type, Object data) {
    turns.scope("Client.sendMessage");
    String dataJson = json.write("message \"" + type + "\"", data);
    seat.checkOutgoing(type, dataJson);
    return call(
        "Client.sendMessage",
        Answers::nothing,
        id -> new Effect.SendMessage(id, sessionId, type, dataJson));
  }

  @Override
  public CompletionStage<SessionState> closeSession(
      String sessionId, List<Allocation> finalAllocations) {
    return call(
        "Client.closeSession",
        Answers::sessionState,
        id -> new Effect.CloseSession(id, sessionId, finalAllocations));
  }

  @Override
  public CompletionStage<SessionState> submitState(
      String sessionId, List<Allocation> allocations, Optional<String> sessionData) {
    return submit("Client.submitState", sessionId, Intent.OPERATE, allocations, sessionData);
  }

  CompletionStage<SessionState> submit(
      String name,
      String sessionId,
      Intent intent,
      List<Allocation> allocations,
      Optional<String> sessionData) {
    return call(
        name,
        Answers::sessionState,
        id -> new Effect.SubmitState(id, sessionId, intent, allocations, sessionData));
  }

  @Override
  public CompletionStage<Map<String, BigDecimal>> balances() {
    return call("Client.balances", Answers::balances, Effect.GetBalances::new);
  }

  @Override
  public CompletionStage<Void> connect() {
    return call("Client.connect", Answers::nothing, Effect.Connect::new);
  }

  @Override
  public CompletionStage<Void> disconnect() {
    return call("Client.disconnect", Answers::nothing, Effect.Disconnect::new);
  }

  @Override
  public CompletionStage<Void> send(String destination, String asset, BigDecimal amount) {
    return call(
        "Client.send",
        Answers::nothing,
        id -> new Effect.Transfer(id, destination, asset, amount.toPlainString()));
  }

  @Override
  public void after(Duration delay, Runnable action) {
    TurnScope scope = turns.scope("Client.after");
    if (delay.isNegative()) {
      throw new InvalidTimerException("after", delay);
    }
    String name = "after:" + ++lastAction;
    scope.add(new Effect.SetTimer(Optional.empty(), name, delay.toMillis(), "null"));
    actions.put(name, action);
  }

  /**
   * @return how many actions there have been
   */
  long lastAction() {
    return lastAction;
  }

  /** A turn failed: what it wanted done later will not be. */
  void dropActionsAfter(long before) {
    for (long action = before + 1; action <= lastAction; action++) {
      actions.remove("after:" + action);
    }
  }

  /** The time of an action has come; one of an earlier instance is nobody's any more. */
  void timeFor(String name) {
    Runnable action = actions.remove(name);
    if (action != null) {
      action.run();
    }
  }

  @Override
  public void log(String text) {
    turns.scope("Client.log").add(new Effect.Log("info", text));
  }

  String secret() {
    return seat.secret();
  }

  private <T> CompletionStage<T> call(
      String name, Function<String, T> reader, LongFunction<Effect> effect) {
    TurnScope scope = turns.scope(name);
    // Made first: an effect that refuses its values must not leave a call nobody will answer.
    scope.add(effect.apply(calls.lastId() + 1));
    return calls.begin(reader);
  }
}
