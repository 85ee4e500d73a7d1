package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.OutgoingMessage;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayedMessage;
import dev.croupier.host.carrier.StateCarrier;
import dev.croupier.host.delivery.ControlJson;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.delivery.ControlMessage.CloseNotice;
import dev.croupier.host.delivery.ControlMessage.Resend;
import dev.croupier.host.delivery.ControlMessage.Resume;
import dev.croupier.host.delivery.ControlMessage.Signed;
import dev.croupier.host.delivery.Exchange;
import dev.croupier.host.delivery.Exchange.Forwarded;
import dev.croupier.host.delivery.Exchange.Lost;
import dev.croupier.host.delivery.Letter;
import dev.croupier.host.delivery.Outbox;
import dev.croupier.host.journal.HandledMessages;
import dev.croupier.host.journal.OpenCall;
import dev.croupier.host.journal.SeatMemory;
import dev.croupier.host.journal.SessionMemory;
import dev.croupier.host.journal.SessionMemory.SentMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input.CallResult;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks with other Croupier seats about the messages of a session: asks for what is missing,
 * answers those who ask, and takes in what they tell. Runs on the seat's loop.
 */
final class Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final SeatContext seat;
  private final Conversations conversations;
  private final MessageSender sender;

  Deliveries(SeatContext seat, Conversations conversations, MessageSender sender) {
    this.seat = seat;
    this.conversations = conversations;
    this.sender = sender;
  }

  /** There is a connection: what waits leaves, and what was missed meanwhile is asked for. */
  void connected() {
    seat.carrier().ifPresent(StateCarrier::connected);
    conversations.connected();
    conversations.all().forEach(this::resume);
  }

  void disconnected() {
    seat.carrier().ifPresent(StateCarrier::disconnected);
    conversations.disconnected();
  }

  /**
   * Takes up the messages of the sessions that go on where an earlier process left them.
   *
   * @param memory what the journal says
   * @param settled is told what became of messages that were under way
   */
  void restore(SeatMemory memory, BiConsumer<OpenCall, CallResult> settled) {
    seat.relay().ifPresent(relay -> relay.skipPast(memory.lastRequestId()));
    Map<Long, OpenCall> open = new HashMap<>();
    for (OpenCall call : memory.calls()) {
      if (call.effect() instanceof Effect.SendMessage send) {
        boolean goesOn =
            call.sent().isPresent()
                && memory.sessions().containsKey(send.sessionId())
                && isOpen(SessionId.parse(send.sessionId()));
        if (goesOn) {
          open.put(call.sent().orElseThrow().requestId(), call);
        } else {
          settled.accept(
              call, new CallResult.Failed("session-not-active", "the session did not go on"));
        }
      }
    }
    for (SessionMemory session : memory.sessions().values()) {
      SessionId id = SessionId.parse(session.id());
      if (isOpen(id)) {
        seat.sessions().find(id).ifPresent(known -> restore(known, session, open, settled));
      }
    }
    for (Conversation conversation : conversations.all()) {
      resume(conversation);
    }
  }

  private boolean isOpen(SessionId id) {
    return seat.sessions().find(id).filter(known -> known.facts().open()).isPresent();
  }

  private void restore(
      ActiveSession session,
      SessionMemory memory,
      Map<Long, OpenCall> open,
      BiConsumer<OpenCall, CallResult> settled) {
    Conversation conversation = conversations.of(session);
    for (Address participant : session.facts().definition().participants()) {
      memory
          .handled()
          .last(participant.toString())
          .ifPresent(last -> conversation.exchange().restore(participant, last));
    }
    Outbox outbox = conversation.exchange().outbox();
    HandledMessages handled = memory.handled();
    String self = seat.wallet().toString();
    for (Sent sent : sent(memory, open).values()) {
      if (outbox.lastId() == 0) {
        outbox.restoreForgotten(sent.stamp().previousId());
      }
      Letter letter = outbox.restore(sent.type(), sent.dataJson(), stamp(sent.stamp()));
      if (handled.contains(self, letter.id())) {
        outbox.restoreFed(letter);
      }
      OpenCall call = open.get(letter.id());
      if (call == null) {
        outbox.accepted(letter);
      } else {
        CompletableFuture<?> _ =
            sender
                .leave(conversation, letter)
                .whenComplete((taken, error) -> settled.accept(call, result(error)));
      }
    }
    seat.mail().put(Optional.of(session.id()), new Mail.OwnTaken(session));
  }

  /** What is kept for others and what was under way, by number. */
  private static SortedMap<Long, Sent> sent(SessionMemory memory, Map<Long, OpenCall> open) {
    SortedMap<Long, Sent> sent = new TreeMap<>();
    for (SentMemory kept : memory.sent()) {
      sent.put(kept.stamp().requestId(), new Sent(kept.type(), kept.dataJson(), kept.stamp()));
    }
    open.forEach(
        (id, call) -> {
          if (call.effect() instanceof Effect.SendMessage send
              && send.sessionId().equals(memory.id())) {
            sent.put(id, new Sent(send.type(), send.dataJson(), call.sent().orElseThrow()));
          }
        });
    return sent;
  }

  private record Sent(String type, String dataJson, SentMessage stamp) {}

  private static MessageStamp stamp(SentMessage sent) {
    return new MessageStamp(
        sent.requestId(), sent.timestampMs(), OptionalLong.of(sent.previousId()));
  }

  private static CallResult result(@Nullable Throwable error) {
    return error == null ? new CallResult.Succeeded("null") : FailureCodes.failed(error);
  }

  /** Messages of a session may have been missed. */
  void resume(Conversation conversation) {
    conversation.exchange().connected(seat.clock().millis());
    conversations.touched(conversation);
    sender.sendWaiting(conversation);
  }

  /** A session is new: its Croupier seats on other hosts learn of it by the first question. */
  void greet(ActiveSession session) {
    resume(conversations.of(session));
  }

  /**
   * Takes a control message.
   *
   * @param conversation its session's
   * @param message the message
   * @return messages that can be passed on now, in order
   * @throws CroupierException if it says nothing that can be used
   */
  List<RelayedMessage> take(Conversation conversation, RelayedMessage message) {
    long nowMs = seat.clock().millis();
    List<RelayedMessage> passed =
        switch (ControlJson.read(message.type(), message.dataJson())) {
          case Resume resume -> {
            conversation.exchange().asked(message.sender(), resume, seat.wallet(), nowMs);
            yield List.of();
          }
          case Resend resend -> {
            Exchange.Taken<RelayedMessage> taken =
                conversation
                    .exchange()
                    .told(
                        message.sender(),
                        resend,
                        forwarded(message, resend.messages()),
                        seat.wallet(),
                        nowMs);
            taken.lost().ifPresent(lost -> report(conversation, lost));
            yield taken.passed();
          }
          case CloseNotice _ -> List.of();
        };
    conversations.touched(conversation);
    return passed;
  }

  private List<Forwarded<RelayedMessage>> forwarded(RelayedMessage carrier, List<Signed> messages) {
    List<Forwarded<RelayedMessage>> read = new ArrayList<>();
    Optional<Relay> relay = seat.relay();
    if (relay.isEmpty()) {
      return read;
    }
    for (Signed signed : messages) {
      RelayedMessage message =
          relay.get().readForwarded(carrier.sessionId(), signed.req(), signed.sig());
      if (message.sender().equals(carrier.sender())) {
        read.add(
            new Forwarded<>(
                message.requestId(),
                message.previousId().orElse(0),
                Utf8.length(message.dataJson()),
                message));
      }
    }
    return read;
  }

  private void report(Conversation conversation, Lost lost) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.MessagesLost(
                    at,
                    name,
                    conversation.session().id(),
                    lost.sender(),
                    lost.after(),
                    lost.upTo()));
  }

  /**
   * Says what is to be said now.
   *
   * @param nowMs the time
   * @return how much was done
   */
  int due(long nowMs) {
    List<Conversation> due = conversations.due(nowMs);
    for (Conversation conversation : due) {
      say(conversation, conversation.exchange().due(nowMs));
      conversations.touched(conversation);
    }
    int carried = seat.carrier().map(carrier -> carrier.due(nowMs)).orElse(0);
    return due.size() + carried + sender.due(nowMs);
  }

  private void say(Conversation conversation, Exchange.Due<RelayedMessage> due) {
    SessionId id = conversation.session().id();
    for (Exchange.Loss<RelayedMessage> loss : due.losses()) {
      report(conversation, loss.lost());
      for (RelayedMessage message : loss.passed().reversed()) {
        seat.mail().putFirst(Optional.of(id), new Mail.Passed(conversation.session(), message));
      }
    }
    Optional<Relay> relay = seat.relay();
    if (relay.isPresent() && conversation.session().facts().open()) {
      due.question().ifPresent(question -> send(relay.get(), id, question));
      due.answer().ifPresent(answer -> answer(relay.get(), id, answer));
    }
  }

  private void answer(Relay relay, SessionId id, Exchange.Answer answer) {
    for (Exchange.Part part : answer.parts()) {
      send(
          relay,
          id,
          new Resend(
              part.from(),
              part.upTo(),
              part.letters().stream().map(letter -> signed(relay, id, letter)).toList(),
              part.lost(),
              answer.after(),
              answer.last()));
    }
  }

  private static Signed signed(Relay relay, SessionId id, Letter letter) {
    OutgoingMessage message = relay.compose(id, letter.type(), letter.dataJson(), letter.stamp());
    return new Signed(message.signedText(), message.signature());
  }

  /**
   * Says something to the Croupier seats of a session, if there may be any.
   *
   * @param session an open session
   * @param message what to say; once, whether or not it arrives
   */
  void say(ActiveSession session, ControlMessage message) {
    if (conversations.online() && conversations.of(session).exchange().helps()) {
      seat.relay().ifPresent(relay -> send(relay, session.id(), message));
    }
  }

  /** What does not arrive is said again when its time comes. */
  private void send(Relay relay, SessionId id, ControlMessage message) {
    MessageStamp stamp =
        new MessageStamp(relay.nextRequestId(), seat.clock().millis(), OptionalLong.empty());
    CompletableFuture<?> _ =
        relay
            .send(relay.compose(id, message.type(), ControlJson.write(message), stamp))
            .whenComplete(
                (taken, error) -> {
                  if (error != null) {
                    LOG.debug("{} in session {} did not leave", message.type(), id, error);
                  }
                });
  }

  OptionalLong nextDueMs() {
    OptionalLong carrier =
        seat.carrier().map(StateCarrier::nextDueMs).orElseGet(OptionalLong::empty);
    return Stream.of(conversations.nextDueMs(), sender.nextDueMs(), carrier)
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  /** A session is over: nothing that is missing will come, and nothing that waits will leave. */
  void over(ActiveSession session) {
    Conversation conversation = conversations.of(session);
    for (Exchange.Loss<RelayedMessage> loss :
        conversation.exchange().close(seat.clock().millis())) {
      report(conversation, loss.lost());
      for (RelayedMessage message : loss.passed()) {
        seat.mail().put(Optional.of(session.id()), new Mail.Passed(session, message));
      }
    }
    sender.close(conversation);
    seat.carrier().ifPresent(carrier -> carrier.over(session.id()));
  }

  /** A session is over and its app has handled that. */
  void forget(SessionId id) {
    conversations
        .forget(id)
        .filter(conversation -> conversation.repeats() > 0)
        .ifPresent(
            conversation ->
                seat.report()
                    .tell(
                        (at, name) ->
                            new HostEvent.RepeatsDropped(at, name, id, conversation.repeats())));
  }
}
