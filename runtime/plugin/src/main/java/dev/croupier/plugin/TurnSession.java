package dev.croupier.plugin;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.InvalidTimerException;
import dev.croupier.app.Session;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * A session as handlers see it. It knows only its id; all else is asked of the turn under way, so a
 * continuation that captured it in an earlier turn sees the session as it stands now.
 */
final class TurnSession implements Session {

  /** How the host writes the state of a session that has none. */
  private static final String NO_STATE = "null";

  private final String id;
  private final SeatClient client;
  private final Turns turns;
  private final AppJson json;

  TurnSession(String id, SeatClient client, Turns turns, AppJson json) {
    this.id = id;
    this.client = client;
    this.turns = turns;
    this.json = json;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String self() {
    return client.address();
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public SessionTerms terms() {
    return turns.session("Session.terms", id).terms();
  }

  @Override
  public List<Allocation> allocations() {
    return turns.session("Session.allocations", id).allocations();
  }

  @Override
  public Optional<String> sessionData() {
    return Optional.of(turns.session("Session.sessionData", id).sessionData())
        .filter(text -> !text.isEmpty());
  }

  @Override
  public CompletionStage<Void> send(String type, Object data) {
    turns.session("Session.send", id);
    return client.sendMessage(id, type, data);
  }

  @Override
  public CompletionStage<SessionState> close(List<Allocation> finalAllocations) {
    turns.session("Session.close", id);
    return client.closeSession(id, finalAllocations);
  }

  @Override
  public CompletionStage<SessionState> submitState(List<Allocation> allocations) {
    return submit("Session.submitState", Intent.OPERATE, allocations);
  }

  @Override
  public CompletionStage<SessionState> deposit(List<Allocation> amounts) {
    return submit("Session.deposit", Intent.DEPOSIT, amounts);
  }

  @Override
  public CompletionStage<SessionState> withdraw(List<Allocation> amounts) {
    return submit("Session.withdraw", Intent.WITHDRAW, amounts);
  }

  private CompletionStage<SessionState> submit(
      String name, Intent intent, List<Allocation> allocations) {
    turns.session(name, id);
    return client.submit(name, id, intent, allocations, Optional.empty());
  }

  @Override
  public <T> T state(Class<T> type, T initial) {
    String state = turns.scope("Session.state").state(turns.session("Session.state", id));
    return state.equals(NO_STATE) ? initial : json.read(stateOf(), state, type);
  }

  @Override
  public void setState(Object state) {
    turns.session("Session.setState", id);
    Objects.requireNonNull(state, "state");
    turns.scope("Session.setState").setState(json.write(stateOf(), state));
  }

  @Override
  public void setTimer(String name, Duration delay, Object data) {
    turns.session("Session.setTimer", id);
    if (delay.isNegative()) {
      throw new InvalidTimerException(name, delay);
    }
    String dataJson = json.write("data of timer \"" + name + "\"", data);
    turns
        .scope("Session.setTimer")
        .add(new Effect.SetTimer(Optional.of(id), name, delay.toMillis(), dataJson));
  }

  @Override
  public void cancelTimer(String name) {
    turns.session("Session.cancelTimer", id);
    turns.scope("Session.cancelTimer").add(new Effect.CancelTimer(Optional.of(id), name));
  }

  @Override
  public Instant now() {
    turns.session("Session.now", id);
    return Instant.ofEpochMilli(turns.scope("Session.now").turn().timeMs());
  }

  @Override
  public RandomGenerator random() {
    turns.session("Session.random", id);
    return turns.scope("Session.random").random();
  }

  @Override
  public String secret() {
    turns.session("Session.secret", id);
    return client.secret();
  }

  @Override
  public void log(String text) {
    turns.session("Session.log", id);
    client.log(text);
  }

  private String stateOf() {
    return "state of session " + id;
  }
}
