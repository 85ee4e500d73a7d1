package dev.croupier.host;

import dev.croupier.client.RelayedMessage;
import dev.croupier.host.journal.SessionMemory.MessageId;
import dev.croupier.host.message.MessageSchemas;
import dev.croupier.host.turn.Input;
import java.util.Optional;

/**
 * The checks between a message's arrival and its turn: session known, sender a participant, data
 * fits the schema, not handled before. What fails is reported and reaches no app.
 */
final class MessageAdmission {

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final MessageSchemas schemas;

  MessageAdmission(SeatContext seat, SessionLifecycle lifecycle, MessageSchemas schemas) {
    this.seat = seat;
    this.lifecycle = lifecycle;
    this.schemas = schemas;
  }

  /**
   * @param mail a message whose turn it is
   * @return what the app is to see, empty if it was refused or has to wait
   */
  Optional<Mail.Own> admit(Mail.Relayed mail) {
    RelayedMessage message = mail.message();
    Optional<ActiveSession> session = seat.sessions().find(message.sessionId());
    if (session.isEmpty()) {
      if (seat.sessions().isOver(message.sessionId())) {
        lifecycle.refuse(message, "session-not-open", "the session is closed");
      } else {
        lifecycle.join(mail);
      }
      return Optional.empty();
    }
    if (!session.get().hasParticipant(message.sender())) {
      lifecycle.refuse(
          message, "not-participant", message.sender() + " is no participant of the session");
      return Optional.empty();
    }
    Optional<String> problem = schemas.problem(message.type(), message.dataJson());
    if (problem.isPresent()) {
      lifecycle.refuse(message, "schema", problem.get());
      return Optional.empty();
    }
    String sender = message.sender().toString();
    if (!session
        .get()
        .firstTime(
            new MessageId(sender, message.requestId()), seat.limits().rememberedMessages())) {
      lifecycle.refuse(
          message,
          "duplicate",
          "request " + message.requestId() + " of this sender was handled before");
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
                    message.sender().equals(seat.wallet())));
    return Optional.of(
        new Mail.Own(
            new Input.MessageReceived(
                message.type(), sender, message.dataJson(), message.requestId()),
            session));
  }
}
