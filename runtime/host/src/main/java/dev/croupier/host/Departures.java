package dev.croupier.host;

import dev.croupier.host.delivery.Letter;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided about the messages of a turn before it was recorded.
 *
 * @param byCall the decisions, by call id
 */
record Departures(Map<Long, Departure> byCall) {

  Departure of(Effect.SendMessage send) {
    return Optional.ofNullable(byCall.get(send.callId())).orElseThrow();
  }

  /** How the messages go out, for the record. */
  List<SentMessage> sent() {
    List<SentMessage> sent = new ArrayList<>();
    byCall.forEach(
        (callId, departure) -> {
          if (departure instanceof Departure.Stamped stamped) {
            Letter letter = stamped.letter();
            sent.add(
                new SentMessage(
                    callId,
                    letter.id(),
                    letter.stamp().timestampMs(),
                    letter.stamp().previousId().orElse(0)));
          }
        });
    return sent;
  }

  /** One decision. */
  sealed interface Departure {

    /** The message will be sent. */
    record Stamped(SessionId session, Letter letter) implements Departure {}

    /** It will not, and the app is told why. */
    record Refused(RuntimeException reason) implements Departure {}
  }
}
