package dev.croupier.host.turn;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionRequest;
import java.util.List;
import java.util.Optional;

/**
 * Something an app asked for during a turn. Effects leave in order, after the turn has ended well
 * and has been recorded. Those with a call id are answered by an {@link Input.Answered} in a later
 * turn; call ids are unique per app instance and count up from 1.
 */
public sealed interface Effect {

  /** An effect that is answered by an {@link Input.Answered} in a later turn. */
  sealed interface Call extends Effect {

    /**
     * @return names the answer
     */
    long callId();
  }

  /**
   * Send a message to the session's participants. Answered with {@code null}.
   *
   * @param callId names the answer
   * @param sessionId the session
   * @param type the message type
   * @param dataJson the data as JSON text
   */
  record SendMessage(long callId, String sessionId, String type, String dataJson) implements Call {}

  /**
   * Sign a session request. Answered with the signature as a JSON string.
   *
   * @param callId names the answer
   * @param request what to sign
   */
  record SignSession(long callId, SessionRequest request) implements Call {}

  /**
   * Create a session, collecting missing signatures. Answered with the session id as a JSON string.
   *
   * @param callId names the answer
   * @param request what to create
   * @param signatures those the app brings along
   */
  record CreateSession(long callId, SessionRequest request, List<String> signatures)
      implements Call {
    /** Copies the list. */
    public CreateSession {
      signatures = List.copyOf(signatures);
    }
  }

  /**
   * Sign a text that participants sign together, after the guard has checked what it says; asked
   * for by operators only. Answered with the signature as a JSON string.
   *
   * @param callId names the answer
   * @param text the text
   */
  record SignText(long callId, String text) implements Call {}

  /**
   * Close a session. Answered with {@code {"sessionId","version","open"}}.
   *
   * @param callId names the answer
   * @param sessionId the session
   * @param allocations who gets what
   */
  record CloseSession(long callId, String sessionId, List<Allocation> allocations) implements Call {
    /** Copies the list. */
    public CloseSession {
      allocations = List.copyOf(allocations);
    }
  }

  /**
   * Change what a session holds. Answered with {@code {"sessionId","version","open"}}.
   *
   * @param callId names the answer
   * @param sessionId the session
   * @param intent what kind of change
   * @param allocations for {@link Intent#OPERATE} everybody's share afterwards; for the others what
   *     is added to shares, or taken from them
   * @param sessionData free text to store, or empty to keep the stored one
   */
  record SubmitState(
      long callId,
      String sessionId,
      Intent intent,
      List<Allocation> allocations,
      Optional<String> sessionData)
      implements Call {
    /** Copies the list. */
    public SubmitState {
      allocations = List.copyOf(allocations);
    }
  }

  /**
   * Ask for the wallet's balances. Answered with an object, asset to decimal text.
   *
   * @param callId names the answer
   */
  record GetBalances(long callId) implements Call {}

  /**
   * Pay from the wallet's balance. Answered with {@code null}.
   *
   * @param callId names the answer
   * @param destination the receiver, EIP-55 text
   * @param asset the asset's symbol
   * @param amount decimal text, whole units
   */
  record Transfer(long callId, String destination, String asset, String amount) implements Call {}

  /**
   * Bring the seat online, if it is not. Answered with {@code null} when it is logged in.
   *
   * @param callId names the answer
   */
  record Connect(long callId) implements Call {}

  /**
   * Take the seat offline, until it is asked to connect. Answered with {@code null}.
   *
   * @param callId names the answer
   */
  record Disconnect(long callId) implements Call {}

  /**
   * Set or replace a timer.
   *
   * @param sessionId the session whose timer it is; empty for a timer of the engine's own
   * @param name unique per session, or per app instance without a session
   * @param delayMs from the time of the turn, not negative
   * @param dataJson handed back when it fires
   */
  record SetTimer(Optional<String> sessionId, String name, long delayMs, String dataJson)
      implements Effect {}

  /**
   * Remove a timer.
   *
   * @param sessionId as in {@link SetTimer}
   * @param name the timer
   */
  record CancelTimer(Optional<String> sessionId, String name) implements Effect {}

  /**
   * Answer an invite.
   *
   * @param inviteId from {@link Input.Invited}
   * @param accepted whether to sign
   * @param reason why not, {@code ""} if accepted
   */
  record AnswerInvite(long inviteId, boolean accepted, String reason) implements Effect {}

  /**
   * Answer a proposal.
   *
   * @param proposalId from {@link Input.Proposed}
   * @param accepted whether to sign
   * @param reason why not, {@code ""} if accepted
   */
  record AnswerProposal(long proposalId, boolean accepted, String reason) implements Effect {}

  /**
   * A line for the seat's log.
   *
   * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
   * @param text the line
   */
  record Log(String level, String text) implements Effect {}
}
