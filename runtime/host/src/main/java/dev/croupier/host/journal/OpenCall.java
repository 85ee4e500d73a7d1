package dev.croupier.host.journal;

import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.SentRequest;
import java.util.Optional;

/**
 * A call that a recorded turn asked for and that no record answers: whether it was done is not
 * known.
 *
 * @param run the run whose turn asked
 * @param lane the lane it was in
 * @param session the session of that turn, empty for the seat's own turns
 * @param timeMs the time of that turn, Unix milliseconds
 * @param effect what was asked
 * @param sent for a message how it was to go out, if that is recorded
 * @param request for what changes something at the node how it left; empty if it never did
 */
public record OpenCall(
    String run,
    int lane,
    Optional<String> session,
    long timeMs,
    Effect.Call effect,
    Optional<SentMessage> sent,
    Optional<SentRequest> request) {

  /**
   * @return its name in the journal
   */
  public CallRef ref() {
    return new CallRef(run, lane, session, effect.callId());
  }

  OpenCall leaving(SentRequest how) {
    return new OpenCall(run, lane, session, timeMs, effect, sent, Optional.of(how));
  }
}
