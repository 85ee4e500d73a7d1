package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.RelayedMessage;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.delivery.Letter;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checks between a message's arrival and its turn: session known, sender a participant, its
 * turn in the order of its sender's messages, data fits the schema, not handled before. What fails
 * is reported and reaches no app; what comes again is only counted.
 */
final class MessageAdmission {

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final AppRuns runs;
  private final Conversations conversations;
  private final Deliveries deliveries;
  private final CloseWatch closes;

  MessageAdmission(
      SeatContext seat,
      SessionLifecycle lifecycle,
      AppRuns runs,
      Conversations conversations,
      Deliveries deliveries,
      CloseWatch closes) {
    this.seat = seat;
    this.lifecycle = lifecycle;
    this.runs = runs;
    this.conversations = conversations;
    this.deliveries = deliveries;
    this.closes = closes;
  }

  /**
   * A message an app is to see.
   *
   * @param signedText what its sender signed; empty for the seat's own, whose text follows from
   *     what was recorded when it was sent
   */
  record Admitted(
      Input.MessageReceived input, ActiveSession session, Optional<String> signedText) {}

  /**
   * @param mail a message whose turn it is
   * @return what the app is to see, empty if it was refused or has to wait
   */
  Optional<Admitted> admit(Mail.Relayed mail) {
    RelayedMessage message = mail.message();
    Optional<ActiveSession> known = seat.sessions().find(message.sessionId());
    if (known.isEmpty()) {
      if (!seat.sessions().isOver(message.sessionId())) {
        lifecycle.join(mail);
      } else if (!message.type().startsWith(ControlMessage.RESERVED)) {
        lifecycle.refuse(message, "session-not-open", "the session is closed");
      }
      return Optional.empty();
    }
    ActiveSession session = known.get();
    if (!session.hasParticipant(message.sender())) {
      lifecycle.refuse(
          message, "not-participant", message.sender() + " is no participant of the session");
      return Optional.empty();
    }
    Conversation conversation = conversations.of(session);
    if (message.type().startsWith(ControlMessage.RESERVED)) {
      return pass(session, control(conversation, message));
    }
    if (message.sender().equals(seat.wallet())
        && conversation.exchange().outbox().echoed(message.requestId())) {
      return own(session, Optional.of(message));
    }
    List<RelayedMessage> passed =
        conversation
            .exchange()
            .arrived(
                message.sender(),
                message.requestId(),
                message.previousId(),
                Utf8.length(message.dataJson()),
                message,
                seat.clock().millis());
    conversations.touched(conversation);
    return pass(session, passed);
  }

  private List<RelayedMessage> control(Conversation conversation, RelayedMessage message) {
    boolean signed = message.proof() == RelayedMessage.Proof.WALLET_SIGNATURE;
    if (message.sender().equals(seat.wallet()) || !signed) {
      return List.of();
    }
    try {
      closes.heard(conversation.session(), message);
      return deliveries.take(conversation, message);
    } catch (CroupierException e) {
      lifecycle.refuse(message, "control", String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /**
   * @param session a session in which the relay has taken messages of this seat
   * @return the first of them that the app is to see, empty if it has seen them
   */
  Optional<Admitted> own(ActiveSession session) {
    return own(session, Optional.empty());
  }

  private Optional<Admitted> own(ActiveSession session, Optional<RelayedMessage> echo) {
    if (seat.sessions().find(session.id()).isEmpty()) {
      return Optional.empty();
    }
    List<RelayedMessage> due = new ArrayList<>();
    Conversation conversation = conversations.of(session);
    Optional<Letter> next = conversation.exchange().outbox().nextOwn();
    while (next.isPresent()) {
      Letter letter = next.get();
      due.add(
          echo.filter(message -> message.requestId() == letter.id())
              .orElseGet(() -> message(session.id(), letter)));
      next = conversation.exchange().outbox().nextOwn();
    }
    return pass(session, due);
  }

  /** A message of this seat as it would have come back. */
  private RelayedMessage message(SessionId id, Letter letter) {
    MessageStamp stamp = letter.stamp();
    return new RelayedMessage(
        id,
        letter.type(),
        letter.dataJson(),
        seat.wallet(),
        RelayedMessage.Proof.WALLET_SIGNATURE,
        stamp.requestId(),
        stamp.previousId(),
        "");
  }

  /** The first now, the others as the next of their session. */
  private Optional<Admitted> pass(ActiveSession session, List<RelayedMessage> messages) {
    if (messages.isEmpty()) {
      return Optional.empty();
    }
    for (RelayedMessage later : messages.subList(1, messages.size()).reversed()) {
      seat.mail().putFirst(Optional.of(session.id()), new Mail.Passed(session, later));
    }
    return admit(new Mail.Passed(session, messages.getFirst()));
  }

  /**
   * @param mail a message that is the next of its sender's
   * @return what the app is to see, empty if it was refused
   */
  Optional<Admitted> admit(Mail.Passed mail) {
    RelayedMessage message = mail.message();
    ActiveSession session = mail.session();
    Optional<String> problem =
        runs.required().version().schemas().problem(message.type(), message.dataJson());
    if (problem.isPresent()) {
      lifecycle.refuse(message, "schema", problem.get());
      return Optional.empty();
    }
    String sender = message.sender().toString();
    boolean own = message.sender().equals(seat.wallet());
    if (!session.handled().add(sender, message.requestId())) {
      conversations.of(session).repeated();
      return Optional.empty();
    }
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.MessageReceived(
                    at,
                    name,
                    message.sessionId(),
                    message.type(),
                    message.sender(),
                    message.proof(),
                    message.dataJson(),
                    own));
    return Optional.of(
        new Admitted(
            new Input.MessageReceived(
                message.type(), sender, message.dataJson(), message.requestId()),
            session,
            own ? Optional.empty() : Optional.of(message.signedText())));
  }
}
