package dev.croupier.host.fake;

import dev.croupier.app.Allocation;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.SessionRequest;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Intent;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An app written as a Java lambda; remembers every turn it was given. */
public final class FakeApp implements App {

  /** Handles a turn. */
  @FunctionalInterface
  public interface Handler {
    void on(Turn turn, Doing doing);
  }

  /** Ping and pong, each with a number. */
  public static final String SCHEMA =
      """
      {"properties": {
        "ping": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}},
        "pong": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
      }}
      """;

  private final String name;
  private final Handler handler;

  public String hash = "c0de";
  public String version = "";
  public String schema = SCHEMA;
  public Map<String, String> files = Map.of();

  /** Thrown when an instance is to be started. */
  public Optional<AppLoadException> broken = Optional.empty();

  /** Whether the code was freed. */
  public volatile boolean freed;

  /** Every turn, in order. */
  public final List<Turn> turns = Collections.synchronizedList(new ArrayList<>());

  /** How many instances were started. */
  public final AtomicInteger started = new AtomicInteger();

  /** How many instances were closed. */
  public final AtomicInteger ended = new AtomicInteger();

  /** Threads that ran turns. */
  public final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

  public volatile boolean closed;

  public FakeApp(String name, Handler handler) {
    this.name = name;
    this.handler = handler;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String codeHash() {
    return hash;
  }

  @Override
  public MessageTypes messages() {
    return new MessageTypes(name + ".schema.json", schema);
  }

  @Override
  public String version() {
    return version.isEmpty() ? hash : version;
  }

  @Override
  public Map<String, String> fileHashes() {
    return files;
  }

  @Override
  public AppInstance start(SeatView seat) {
    if (broken.isPresent()) {
      throw broken.get();
    }
    threads.add(Thread.currentThread());
    Doing doing = new Doing(seat, started.getAndIncrement());
    return new AppInstance() {
      @Override
      public TurnOutcome run(Turn turn) {
        threads.add(Thread.currentThread());
        turns.add(turn);
        doing.begin();
        try {
          handler.on(turn, doing);
        } catch (IllegalStateException e) {
          return new TurnOutcome(
              doing.effects,
              Optional.empty(),
              Optional.of(new AppFailure(String.valueOf(e.getMessage()), name + ":1:1", "")),
              List.of());
        }
        return new TurnOutcome(doing.effects, doing.state, Optional.empty(), List.of());
      }

      @Override
      public void close() {
        threads.add(Thread.currentThread());
        ended.incrementAndGet();
        closed = true;
      }
    };
  }

  @Override
  public void close() {
    freed = true;
  }

  /** What a handler asks for. */
  public static final class Doing {
    public final SeatView seat;

    /** Which of the app's instances this is, from 0. */
    public final int instance;

    private final List<Effect> effects = new ArrayList<>();
    private Optional<String> state = Optional.empty();
    private long lastCall;

    Doing(SeatView seat, int instance) {
      this.seat = seat;
      this.instance = instance;
    }

    void begin() {
      effects.clear();
      state = Optional.empty();
    }

    public void send(String session, String type, String data) {
      effects.add(new Effect.SendMessage(++lastCall, session, type, data));
    }

    public long create(SessionRequest request) {
      effects.add(new Effect.CreateSession(++lastCall, request, List.of()));
      return lastCall;
    }

    public void create(SessionRequest request, List<String> signatures) {
      effects.add(new Effect.CreateSession(++lastCall, request, signatures));
    }

    public void sign(SessionRequest request) {
      effects.add(new Effect.SignSession(++lastCall, request));
    }

    public void close(String session, List<Allocation> allocations) {
      effects.add(new Effect.CloseSession(++lastCall, session, allocations));
    }

    public void submit(String session, List<Allocation> allocations) {
      effects.add(
          new Effect.SubmitState(
              ++lastCall, session, Intent.OPERATE, allocations, Optional.empty()));
    }

    public void submit(String session, List<Allocation> allocations, String sessionData) {
      effects.add(
          new Effect.SubmitState(
              ++lastCall, session, Intent.OPERATE, allocations, Optional.of(sessionData)));
    }

    public void move(String session, Intent intent, List<Allocation> amounts) {
      effects.add(new Effect.SubmitState(++lastCall, session, intent, amounts, Optional.empty()));
    }

    public void answerProposal(long proposal, boolean accepted, String reason) {
      effects.add(new Effect.AnswerProposal(proposal, accepted, reason));
    }

    public void connect() {
      effects.add(new Effect.Connect(++lastCall));
    }

    public void disconnect() {
      effects.add(new Effect.Disconnect(++lastCall));
    }

    public void balances() {
      effects.add(new Effect.GetBalances(++lastCall));
    }

    public void transfer(String to, String asset, String amount) {
      effects.add(new Effect.Transfer(++lastCall, to, asset, amount));
    }

    public void answer(long invite, boolean accepted, String reason) {
      effects.add(new Effect.AnswerInvite(invite, accepted, reason));
    }

    public void timer(Optional<String> session, String timerName, long delayMs, String data) {
      effects.add(new Effect.SetTimer(session, timerName, delayMs, data));
    }

    public void cancel(Optional<String> session, String timerName) {
      effects.add(new Effect.CancelTimer(session, timerName));
    }

    public void log(String text) {
      effects.add(new Effect.Log("info", text));
    }

    public void state(String json) {
      state = Optional.of(json);
    }
  }
}
