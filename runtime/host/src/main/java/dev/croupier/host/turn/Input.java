package dev.croupier.host.turn;

import dev.croupier.app.Allocation;
import dev.croupier.app.Invite;
import dev.croupier.app.Proposal;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import java.util.List;

/** What a turn reacts to. */
public sealed interface Input {

  /** The seat is logged in. */
  record Started() implements Input {}

  /** The seat is going away. */
  record Stopped() implements Input {}

  /**
   * Somebody asks for a signature under a new session; the answer is {@link Effect.AnswerInvite}.
   *
   * @param inviteId names the invite in the answer
   * @param invite the terms
   */
  record Invited(long inviteId, Invite invite) implements Input {}

  /**
   * Somebody asks for a signature in the session of this turn; the answer is {@link
   * Effect.AnswerProposal}.
   *
   * @param proposalId names the proposal in the answer
   * @param proposal what is proposed
   */
  record Proposed(long proposalId, Proposal proposal) implements Input {}

  /**
   * The session of this turn goes on under other code than before: its app was reloaded, or the
   * host started again with a changed app. Comes once per open session and change, before the
   * session's next message.
   *
   * @param previousVersion the version that handled the session before: what its author called it,
   *     else its code hash
   */
  record Reloaded(String previousVersion) implements Input {}

  /** The session of this turn exists at the node. */
  record SessionCreated() implements Input {}

  /**
   * The session of this turn goes on after the host was started again: its state, timers and
   * handled messages are as they were; globals, and calls that waited for answers, are gone.
   */
  record SessionResumed() implements Input {}

  /**
   * The seat has lost its connection, or was taken offline. Comes once until {@link Reconnected},
   * however often the connection comes and goes meanwhile.
   *
   * @param reason why, for people
   */
  record Disconnected(String reason) implements Input {}

  /**
   * The seat is logged in again, and its sessions are as the node has them: what was closed or
   * changed meanwhile is known.
   */
  record Reconnected() implements Input {}

  /**
   * A message in the session of this turn, already checked against its schema.
   *
   * @param type the message type
   * @param sender the verified wallet, EIP-55 text
   * @param dataJson the data as JSON text
   * @param requestId the sender's request id, unique per session and sender
   */
  record MessageReceived(String type, String sender, String dataJson, long requestId)
      implements Input {}

  /**
   * The session of this turn has a new state at the node.
   *
   * @param update the new state
   */
  record StateUpdated(StateUpdate update) implements Input {}

  /**
   * What became of a call of an earlier process of the host, whose answer its app could not get.
   * Ends the call.
   *
   * @param run the run whose turn asked
   * @param lane the lane it was in
   * @param callId the call's number there
   * @param request what was asked for, and what became of it
   */
  record RequestSettled(String run, int lane, long callId, SettledRequest request)
      implements Input {}

  /**
   * A timer ran out: a session's, or, without a session, one of the engine's own ({@code
   * setTimeout}).
   *
   * @param name the name it was set under
   * @param dataJson the data it was set with
   */
  record TimerFired(String name, String dataJson) implements Input {}

  /**
   * The answer to a call made by an earlier turn's effect.
   *
   * @param callId the effect's call id
   * @param result what came of it
   */
  record Answered(long callId, CallResult result) implements Input {}

  /**
   * The session of this turn was closed at the node.
   *
   * @param finalAllocations who got what
   */
  record SessionClosed(List<Allocation> finalAllocations) implements Input {
    /** Copies the list. */
    public SessionClosed {
      finalAllocations = List.copyOf(finalAllocations);
    }
  }

  /**
   * An operator asked the seat for something. It is recorded like a turn, under a run of the
   * operator's own, with the effect it leads to; what comes of it is recorded there as an {@link
   * Answered}. No app is ever given either.
   *
   * @param command what: {@code send}, {@code close}, {@code transfer}, {@code sign}, {@code
   *     connect}, {@code disconnect}, {@code acceptInvite} or {@code refuseInvite}
   * @param detailJson what the effect does not say, a JSON object as text
   */
  record Operator(String command, String detailJson) implements Input {}

  /**
   * What a call asks for is about to leave for the node. Recorded by the host before it does; no
   * app is ever given it.
   *
   * @param callId the effect's call id
   * @param request what leaves
   */
  record Leaving(long callId, SentRequest request) implements Input {}

  /** What came of a call. */
  sealed interface CallResult {

    /**
     * The call succeeded.
     *
     * @param valueJson its value as JSON text, {@code null} where there is nothing to say
     */
    record Succeeded(String valueJson) implements CallResult {}

    /**
     * The call failed.
     *
     * @param code a stable word for the kind of failure
     * @param message who refused what, and why; fit for authors' eyes
     */
    record Failed(String code, String message) implements CallResult {}
  }
}
