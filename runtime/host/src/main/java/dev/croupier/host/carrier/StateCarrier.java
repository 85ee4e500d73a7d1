package dev.croupier.host.carrier;

import dev.croupier.app.CroupierException;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.Messages;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.OutgoingMessage;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.guard.DecisionRefused;
import dev.croupier.host.guard.Guard;
import dev.croupier.host.guard.GuardException;
import dev.croupier.host.guard.GuardedDecisions;
import dev.croupier.host.guard.SessionBook;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.Utf8;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A relay made of states: each message is the free text of a new state that changes nothing else,
 * which nodes with {@link NodeInfo.Capability#STATE_PUSH} tell every participant. Only for sessions
 * that hold no money, and for participants who reach the quorum alone; both is checked before each
 * message by the guard, which also submits it, and again when one arrives.
 *
 * <p>Versions put the messages of a session into one order. Of two states with one version the node
 * takes one; the other is tried again with the next version after a pause left to chance. A session
 * whose text is somebody else's is left alone.
 *
 * <p>Nodes keep the latest state only. What was told while there was no connection is lost, but for
 * the last; the rest has to be asked for at its senders.
 *
 * <p>Belongs to the seat's loop, where its futures complete; {@link #messageIn} and {@link
 * #carriesAt} are safe for many threads.
 */
public final class StateCarrier implements Relay {

  /** Ids and times as long as they get. */
  private static final MessageStamp LONGEST_STAMP =
      new MessageStamp((1L << 53) - 1, 9_999_999_999_999L, OptionalLong.of((1L << 53) - 2));

  private static final Set<NodeInfo.Capability> NEEDED =
      Set.of(NodeInfo.Capability.STATE_PUSH, NodeInfo.Capability.INTENTS);

  private final NodeConnection connection;
  private final GuardedDecisions guarded;
  private final SessionBook sessions;
  private final Executor loop;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<SessionId, Lane> lanes = new HashMap<>();
  private final Set<Lane> paused = new LinkedHashSet<>();
  private final FoundTexts found = new FoundTexts();
  private Consumer<SessionSnapshot> news = state -> {};
  private Consumer<SessionSnapshot> finds = state -> {};

  /**
   * @param connection the seat's connection, for questions and for writing messages
   * @param guarded submits states
   * @param sessions the seat's record of its sessions
   * @param loop the seat's loop
   * @param clock the time
   * @param random how long pauses are
   */
  public StateCarrier(
      NodeConnection connection,
      GuardedDecisions guarded,
      SessionBook sessions,
      Executor loop,
      InstantSource clock,
      RandomGenerator random) {
    this.connection = connection;
    this.guarded = guarded;
    this.sessions = sessions;
    this.loop = loop;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Says who wants to hear of states that the node tells when asked.
   *
   * @param news hears of the state, on the loop
   * @param finds looks for a message in it, on any thread
   */
  public void attach(Consumer<SessionSnapshot> news, Consumer<SessionSnapshot> finds) {
    this.news = news;
    this.finds = finds;
  }

  /**
   * @param node what a node says about itself
   * @return whether its states are the way for messages: it tells them to everybody, knows
   *     versions, and has no relay
   */
  public static boolean carriesAt(NodeInfo node) {
    return node.capabilities().containsAll(NEEDED)
        && !node.capabilities().contains(NodeInfo.Capability.RELAY);
  }

  /**
   * @return whether messages go this way at the node of the last login
   */
  public boolean active() {
    return connection.info().filter(StateCarrier::carriesAt).isPresent()
        && connection.messages().isPresent();
  }

  /**
   * Looks for a message in a state. A later state that says nothing of its text keeps the message
   * of an earlier one; that is found once.
   *
   * @param state what the node told
   * @return the message, empty if the state carries none or one that was found before
   * @throws NodeException if it is marked as a message and cannot be used
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  public Optional<CarriedMessage> messageIn(SessionSnapshot state) {
    if (!active()) {
      return Optional.empty();
    }
    return CarriedText.read(state.sessionData())
        .filter(text -> found.isNew(state.sessionId(), text.signature()))
        .map(
            text -> {
              RelayedMessage message =
                  messages().readCarried(state.sessionId(), text.signedText(), text.signature());
              return new CarriedMessage(message, refusal(state, message.sender()));
            });
  }

  /**
   * @param state what the node told
   * @return its text, {@code ""} where that is a message
   */
  public String textBeside(SessionSnapshot state) {
    return active() && CarriedText.isMarked(state.sessionData()) ? "" : state.sessionData();
  }

  private static Optional<GuardException> refusal(SessionSnapshot state, Address sender) {
    try {
      Guard.checkCarrying(
          new SessionFacts(
              state.sessionId(),
              state.definition(),
              state.version(),
              state.open(),
              state.allocations()),
          sender);
      return Optional.empty();
    } catch (GuardException e) {
      return Optional.of(e);
    }
  }

  /**
   * The node told a state.
   *
   * @param state the state
   */
  public void observed(SessionSnapshot state) {
    if (sessions.facts(state.sessionId()).filter(SessionFacts::open).isPresent()) {
      lane(state.sessionId()).observe(state);
    }
  }

  /** There is a connection; states may have been missed. */
  public void connected() {
    lanes.values().forEach(Lane::doubt);
  }

  /** There is no connection any more. */
  public void disconnected() {
    for (Lane lane : List.copyOf(lanes.values())) {
      if (!lane.busy) {
        lane.failAll(new NodeException.NotConnected("the connection has ended"));
        run(lane);
      }
    }
  }

  /**
   * A session is over.
   *
   * @param id the session
   */
  public void over(SessionId id) {
    Lane lane = lanes.remove(id);
    if (lane != null) {
      lane.end(notOpen(id));
    }
  }

  /**
   * @param id a session
   * @return completes when the messages that wait in it now have been taken or given up
   */
  public CompletableFuture<Void> idle(SessionId id) {
    Lane lane = lanes.get(id);
    Parcel last = lane == null ? null : lane.last();
    return last == null
        ? CompletableFuture.completedFuture(null)
        : last.outcome.exceptionally(failed -> null);
  }

  /**
   * Takes a place among the messages of a session for a state that is submitted by other means: it
   * would lose against those before, and those after it would lose against it.
   *
   * @param id an open session
   * @return the place; has to be left
   */
  public Gate gate(SessionId id) {
    boolean open = sessions.facts(id).filter(SessionFacts::open).isPresent();
    Lane lane = open ? lane(id) : new Lane(id);
    Parcel place = Parcel.gate();
    lane.add(place);
    run(lane);
    return new Gate(lane, place);
  }

  /** A place among the messages of a session. */
  public final class Gate {
    private final Lane lane;
    private final Parcel place;

    private Gate(Lane lane, Parcel place) {
      this.lane = lane;
      this.place = place;
    }

    /**
     * @return completes when the messages before have been taken or given up
     */
    public CompletableFuture<Void> reached() {
      return place.outcome;
    }

    /** Lets the messages after it leave. */
    public void leave() {
      lane.remove(place);
      run(lane);
    }
  }

  private Lane lane(SessionId id) {
    return lanes.computeIfAbsent(id, Lane::new);
  }

  @Override
  public void check(SessionId sessionId, String type, String dataJson) {
    SessionFacts session = known(sessionId);
    if (session.shares().isPresent()) {
      Guard.checkCarrying(session, connection.wallet());
    }
    Lane lane = lanes.get(sessionId);
    if (lane != null && lane.knows(session.version()) && lane.foreign()) {
      throw new NotCarriedException.DataInUse(sessionId);
    }
    checkSize(sessionId, type, messages().write(sessionId, type, dataJson, LONGEST_STAMP));
  }

  private static void checkSize(SessionId id, String type, String signedText) {
    int bytes = CarriedText.FRAME_BYTES + Utf8.length(signedText);
    int limit =
        type.startsWith(ControlMessage.RESERVED)
            ? CarrierLimits.STATE_BYTES
            : CarrierLimits.MESSAGE_BYTES;
    if (bytes > limit) {
      throw new NotCarriedException.TooLong(id, bytes, limit);
    }
  }

  @Override
  public CompletableFuture<Void> send(OutgoingMessage message) {
    SessionId id = message.sessionId();
    Lane lane;
    try {
      lane = lane(known(id).id());
      checkSize(id, message.type(), message.signedText());
      if (lane.isFull()) {
        throw NodeException.QueueFull.frames(CarrierLimits.WAITING);
      }
    } catch (CroupierException e) {
      return CompletableFuture.failedFuture(e);
    }
    Parcel parcel = Parcel.of(new CarriedText(message.signedText(), message.signature()).write());
    lane.add(parcel);
    run(lane);
    return parcel.outcome;
  }

  private SessionFacts known(SessionId id) {
    return sessions
        .facts(id)
        .filter(SessionFacts::open)
        .orElseThrow(() -> new DecisionRefused.UnknownSession(id));
  }

  private static CroupierException notOpen(SessionId id) {
    return new DecisionRefused.UnknownSession(id);
  }

  /** Submits the first message, unless something has to be found out before. */
  private void run(Lane lane) {
    Parcel first = lane.first();
    while (first != null && !lane.busy && !lane.pausing()) {
      if (first.isGate) {
        first.outcome.complete(null);
        return;
      }
      Optional<SessionFacts> session = sessions.facts(lane.id).filter(SessionFacts::open);
      if (session.isEmpty()) {
        lane.end(notOpen(lane.id));
        return;
      }
      if (!lane.knows(session.get().version()) || session.get().shares().isEmpty()) {
        ask(lane, first);
        return;
      }
      NodeException refusal = first.refusal;
      if (first.seen) {
        lane.taken();
      } else if (refusal != null && session.get().version() < first.version) {
        // Nobody was first, so it was meant.
        lane.failed(refusal);
      } else {
        first.refusal = null;
        submit(lane, first, session.get());
      }
      first = lane.first();
    }
  }

  private void submit(Lane lane, Parcel first, SessionFacts session) {
    CompletableFuture<SessionVersion> answer;
    try {
      if (lane.foreign()) {
        throw new NotCarriedException.DataInUse(lane.id);
      }
      answer = guarded.carry(lane.id, first.sessionData);
    } catch (CroupierException e) {
      lane.failed(e);
      return;
    }
    first.tries++;
    first.version = session.version() + 1;
    lane.busy = true;
    CompletableFuture<?> _ =
        answer.whenComplete((state, error) -> loop.execute(() -> answered(lane, first, error)));
  }

  private void answered(Lane lane, Parcel first, @Nullable Throwable error) {
    lane.busy = false;
    if (error == null || first.seen) {
      lane.taken();
      if (lane.ownRow() >= CarrierLimits.OWN_ROW && lane.first() != null) {
        // Whoever waits for a gap between these would wait for ever.
        lane.startRow();
        pause(lane, 1);
      }
    } else {
      failed(lane, first, cause(error));
    }
    run(lane);
  }

  private static boolean isCut(Throwable cause) {
    return cause instanceof NodeException.NotConnected
        || cause instanceof NodeException.ConnectionLost;
  }

  private void failed(Lane lane, Parcel first, Throwable cause) {
    switch (cause) {
      case NodeException.NotConnected _, NodeException.ConnectionLost _ -> lane.cut(cause);
      case NodeException.Refused refused -> {
        boolean outrun =
            sessions
                .facts(lane.id)
                .filter(session -> session.version() >= first.version)
                .isPresent();
        if (outrun) {
          again(lane, first, new NotCarriedException.Outrun(lane.id, first.tries));
        } else {
          first.refusal = refused;
          lane.doubt();
        }
      }
      case NodeException.TimedOut _, NodeException.UnusableFrame _ -> {
        lane.doubt();
        again(lane, first, cause);
      }
      case NodeException.QueueFull _ -> again(lane, first, cause);
      default -> lane.failed(cause);
    }
  }

  /** Tries later, if it has not been tried too often. */
  private void again(Lane lane, Parcel first, Throwable reason) {
    if (first.tries >= CarrierLimits.TRIES) {
      lane.failed(reason);
    } else {
      pause(lane, first.tries);
    }
  }

  private void pause(Lane lane, int tries) {
    lane.pause(tries, clock.millis(), random);
    paused.add(lane);
  }

  /** Asks the node how the session stands and what its text is. */
  private void ask(Lane lane, Parcel first) {
    first.tries++;
    lane.busy = true;
    CompletableFuture<?> _ =
        connection
            .session(lane.id)
            .whenComplete(
                (state, error) -> {
                  if (error == null) {
                    state.ifPresent(finds);
                    loop.execute(() -> told(lane, first, state));
                  } else {
                    loop.execute(() -> unanswered(lane, first, cause(error)));
                  }
                });
  }

  private void unanswered(Lane lane, Parcel first, Throwable cause) {
    lane.busy = false;
    if (isCut(cause)) {
      lane.cut(cause);
    } else {
      again(lane, first, cause);
    }
    run(lane);
  }

  private void told(Lane lane, Parcel first, Optional<SessionSnapshot> state) {
    lane.busy = false;
    if (state.isEmpty()) {
      lane.end(notOpen(lane.id));
      return;
    }
    lane.observe(state.get());
    news.accept(state.get());
    boolean settled =
        sessions
            .facts(lane.id)
            .filter(session -> lane.knows(session.version()) && session.shares().isPresent())
            .isPresent();
    if (!settled) {
      again(lane, first, new NotCarriedException.Outrun(lane.id, first.tries));
    }
    run(lane);
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /**
   * Tries again what has paused long enough.
   *
   * @param nowMs the time
   * @return how much was done
   */
  public int due(long nowMs) {
    if (paused.isEmpty()) {
      return 0;
    }
    List<Lane> due = paused.stream().filter(lane -> lane.retryAtMs() <= nowMs).toList();
    paused.removeIf(lane -> !lane.pausing());
    for (Lane lane : due) {
      paused.remove(lane);
      lane.resume();
      run(lane);
    }
    return due.size();
  }

  /**
   * @return when {@link #due} has something to do, empty if not by itself
   */
  public OptionalLong nextDueMs() {
    return paused.stream().mapToLong(Lane::retryAtMs).filter(dueMs -> dueMs != Lane.NEVER).min();
  }

  private Messages messages() {
    return connection
        .messages()
        .orElseThrow(
            () ->
                new NodeException.Unsupported(
                    "a message", "nothing is known of how messages are written there"));
  }

  @Override
  public long nextRequestId() {
    return messages().nextRequestId();
  }

  @Override
  public void skipPast(long lastUsed) {
    messages().skipPast(lastUsed);
  }

  @Override
  public OutgoingMessage compose(
      SessionId sessionId, String type, String dataJson, MessageStamp stamp) {
    return messages().compose(sessionId, type, dataJson, stamp);
  }

  @Override
  public String write(SessionId sessionId, String type, String dataJson, MessageStamp stamp) {
    return messages().write(sessionId, type, dataJson, stamp);
  }

  @Override
  public RelayedMessage readForwarded(SessionId sessionId, String requestText, String signature) {
    return messages().readForwarded(sessionId, requestText, signature);
  }

  @Override
  public RelayedMessage readCarried(SessionId sessionId, String requestText, String signature) {
    return messages().readCarried(sessionId, requestText, signature);
  }
}
