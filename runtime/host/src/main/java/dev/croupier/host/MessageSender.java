package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.client.NodeException;
import dev.croupier.client.OutgoingMessage;
import dev.croupier.client.Relay;
import dev.croupier.host.Departures.Departure;
import dev.croupier.host.delivery.Letter;
import dev.croupier.host.delivery.Outbox;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends a seat's messages, each until the relay has taken it. A message gets its number and its
 * predecessor when its turn ends, so that they are recorded before it leaves; from then on it is
 * the same message however often it is sent. While there is no connection messages wait, within a
 * bound. Runs on the seat's loop.
 */
final class MessageSender {

  /** How often a message is sent whose answer cannot be read. */
  private static final int MOST_TRIES = 6;

  /** How many messages of a session may wait for the relay's answers. */
  private static final int MOST_UNDER_WAY = 4_096;

  private static final long RETRY_MS = 100;
  private static final long NEVER = Long.MAX_VALUE;

  private final SeatContext seat;
  private final Conversations conversations;
  private int underWay;
  private long retryAtMs = NEVER;

  MessageSender(SeatContext seat, Conversations conversations) {
    this.seat = seat;
    this.conversations = conversations;
  }

  /**
   * Decides about the messages of a turn that is about to be recorded.
   *
   * @param effects what leaves
   * @param origin whose turn it was
   * @return the decisions
   */
  Departures write(List<Effect> effects, Origin origin) {
    Map<Long, Departure> departures = new LinkedHashMap<>();
    Set<SeatRead> reads = Set.of();
    for (Effect effect : effects) {
      if (effect instanceof Effect.SendMessage send) {
        reads = reads.isEmpty() ? new HashSet<>(origin.reads()) : reads;
        departures.put(send.callId(), write(send, origin, reads));
      }
    }
    return new Departures(departures);
  }

  /** What fitted when the app asked during the turn fits now: the run has one set of schemas. */
  private static Optional<String> problem(
      Effect.SendMessage send, Origin origin, Set<SeatRead> reads) {
    boolean fits =
        reads.contains(new SeatRead.CheckedMessage(send.type(), send.dataJson(), Optional.empty()));
    return fits
        ? Optional.empty()
        : origin.app().run().version().schemas().problem(send.type(), send.dataJson());
  }

  private Departure write(Effect.SendMessage send, Origin origin, Set<SeatRead> reads) {
    Optional<String> problem = problem(send, origin, reads);
    if (problem.isPresent()) {
      refused(send, "schema", problem.get());
      return new Departure.Refused(new MessageRefusedException(send.type(), problem.get()));
    }
    SessionId id;
    try {
      id = SessionId.parse(send.sessionId());
    } catch (ProtocolException e) {
      return new Departure.Refused(e);
    }
    Optional<ActiveSession> session =
        seat.sessions().find(id).filter(known -> known.facts().open());
    if (session.isEmpty()) {
      RequestFailedException reason = notActive(id);
      refused(send, "session-not-open", String.valueOf(reason.getMessage()));
      return new Departure.Refused(reason);
    }
    Optional<Relay> relay = seat.relay();
    if (relay.isEmpty()) {
      return new Departure.Refused(
          new RequestFailedException("no-relay", "the node carries no messages"));
    }
    try {
      relay.get().check(id, send.type(), send.dataJson());
    } catch (CroupierException e) {
      refused(send, FailureCodes.code(e), String.valueOf(e.getMessage()));
      return new Departure.Refused(e);
    }
    Outbox outbox = conversations.of(session.get()).exchange().outbox();
    int unsent = outbox.unaccepted();
    int limit = conversations.online() ? MOST_UNDER_WAY : seat.limits().delivery().unsent();
    if (unsent >= limit) {
      String reason =
          unsent
              + " messages of session "
              + id.shortText()
              + " wait for the "
              + (conversations.online() ? "relay" : "connection")
              + ", at most "
              + limit
              + " may";
      refused(send, "too-many-unsent", reason);
      return new Departure.Refused(new RequestFailedException("too-many-unsent", reason));
    }
    return new Departure.Stamped(
        id,
        outbox.write(
            send.type(), send.dataJson(), relay.get().nextRequestId(), seat.clock().millis()));
  }

  private static RequestFailedException notActive(SessionId id) {
    return new RequestFailedException(
        "session-not-active", "session " + id.shortText() + " is not active");
  }

  private void refused(Effect.SendMessage send, String code, String reason) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.MessageRefused(
                    at,
                    name,
                    HostEvent.Direction.OUT,
                    send.sessionId(),
                    send.type(),
                    seat.wallet(),
                    code,
                    reason));
  }

  /**
   * Lets a message leave whose turn is recorded.
   *
   * @param departure what was decided about it
   * @return completes when the relay has taken it
   */
  CompletableFuture<Void> leave(Departure departure) {
    return switch (departure) {
      case Departure.Refused(RuntimeException reason) -> CompletableFuture.failedFuture(reason);
      case Departure.Stamped(SessionId id, Letter letter) -> {
        Optional<ActiveSession> session =
            seat.sessions().find(id).filter(known -> known.facts().open());
        yield session.isEmpty()
            ? CompletableFuture.failedFuture(notActive(id))
            : leave(conversations.of(session.get()), letter);
      }
    };
  }

  /**
   * Lets a recorded message leave.
   *
   * @param conversation its session's
   * @param letter the message
   * @return completes when the relay has taken it
   */
  CompletableFuture<Void> leave(Conversation conversation, Letter letter) {
    conversation.exchange().outbox().recorded(letter);
    CompletableFuture<Void> outcome = conversation.expect(letter);
    sendWaiting(conversation);
    return outcome;
  }

  /** Sends what waits, in order. */
  void sendWaiting(Conversation conversation) {
    if (!conversations.online() || retryAtMs != NEVER) {
      return;
    }
    Optional<Relay> relay = seat.relay();
    if (relay.isPresent()) {
      for (Letter letter : conversation.exchange().outbox().waiting()) {
        send(relay.get(), conversation, letter);
      }
    }
  }

  private void send(Relay relay, Conversation conversation, Letter letter) {
    SessionId id = conversation.session().id();
    boolean first = letter.tries() == 0;
    int login = conversations.logins();
    conversation.exchange().outbox().underWay(letter);
    underWay++;
    OutgoingMessage message = relay.compose(id, letter.type(), letter.dataJson(), letter.stamp());
    CompletableFuture<?> _ =
        relay
            .send(message)
            .whenComplete(
                (taken, error) ->
                    seat.tasks().execute(() -> sent(conversation, letter, login, error)));
    if (first) {
      seat.report()
          .tell(
              (at, name) ->
                  new HostEvent.MessageSent(at, name, id, letter.type(), letter.dataJson()));
    }
  }

  private void sent(
      Conversation conversation, Letter letter, int login, @Nullable Throwable error) {
    underWay--;
    if (error == null) {
      accepted(conversation, letter);
      return;
    }
    Throwable cause = FailureCodes.unwrap(error);
    if (!conversation.session().facts().open() || !canTryAgain(cause, letter)) {
      giveUp(conversation, letter, cause);
      return;
    }
    conversation.exchange().outbox().failed(letter);
    if (cause instanceof NodeException.QueueFull) {
      retryAtMs = Math.min(retryAtMs, seat.clock().millis() + RETRY_MS);
    } else if (conversations.logins() != login || unanswered(cause)) {
      sendWaiting(conversation);
    }
  }

  private static boolean canTryAgain(Throwable cause, Letter letter) {
    return switch (cause) {
      case NodeException.NotConnected _, NodeException.ConnectionLost _ -> true;
      case NodeException.QueueFull _, NodeException.TimedOut _ -> true;
      case NodeException.UnusableFrame _ -> letter.tries() < MOST_TRIES;
      default -> false;
    };
  }

  /** The connection is there, the answer is not. */
  private static boolean unanswered(Throwable cause) {
    return cause instanceof NodeException.TimedOut || cause instanceof NodeException.UnusableFrame;
  }

  private void accepted(Conversation conversation, Letter letter) {
    conversation.exchange().outbox().accepted(letter);
    conversation.exchange().sent(seat.clock().millis());
    conversations.touched(conversation);
    if (conversation.session().facts().open()) {
      seat.mail()
          .put(Optional.of(conversation.session().id()), new Mail.OwnTaken(conversation.session()));
    }
    conversation.outcomeOf(letter).ifPresent(outcome -> outcome.complete(null));
  }

  private void giveUp(Conversation conversation, Letter letter, Throwable cause) {
    conversation.exchange().outbox().voided(letter);
    conversation.outcomeOf(letter).ifPresent(outcome -> outcome.completeExceptionally(cause));
  }

  /** A session is over: what has not left it will not. */
  void close(Conversation conversation) {
    for (Letter letter : conversation.exchange().outbox().waiting()) {
      giveUp(conversation, letter, notActive(conversation.session().id()));
    }
  }

  /** Tries again what found no room in the connection's queue. */
  int due(long nowMs) {
    if (nowMs < retryAtMs) {
      return 0;
    }
    retryAtMs = NEVER;
    conversations.all().forEach(this::sendWaiting);
    return 1;
  }

  OptionalLong nextDueMs() {
    return retryAtMs == NEVER ? OptionalLong.empty() : OptionalLong.of(retryAtMs);
  }

  /**
   * @return whether the relay still has to answer
   */
  boolean busy() {
    return conversations.online() && underWay > 0;
  }
}
