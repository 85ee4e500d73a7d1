package dev.croupier.app;

import java.util.List;
import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * A session app: message types plus handlers that react to what happens in its sessions. Annotate
 * an implementation with {@link org.pf4j.Extension}, give it a public constructor without
 * parameters, and put it in a plugin jar. The host makes one object per seat and instance, and one
 * more whenever it loads the plugin, of which it only asks {@link #messages()} and {@link
 * #version()}.
 *
 * <p>Every handler is optional but {@link #messages()} and {@link #onAppMessage}. Each call is one
 * <em>turn</em>: what the handler asks for (messages, closing, timers) leaves the host only after
 * the handler has returned normally; a handler that throws leaves no trace but an error report.
 * Turns of one app object never overlap, so an app needs no locks. A handler must not block and
 * must not use the session or client objects on threads of its own.
 */
public interface SessionApp extends ExtensionPoint {

  /**
   * The message types this app speaks. Read once, before the first handler. A message whose data
   * breaks its schema reaches no handler and leaves no seat.
   *
   * @return the types with their JSON Schemas
   */
  MessageTypes messages();

  /**
   * A name for this version of the code, which {@link #onReload} of the next one gets to see. Read
   * once, before the first handler.
   *
   * @return the version, such as {@code "2"}; {@code ""} stands for a hash of the code
   */
  default String version() {
    return "";
  }

  /**
   * The seat is connected and logged in. Called once per start of the host, on one of a seat's app
   * objects: neither on those of further instances nor on those that come with a reload.
   *
   * @param client the seat's view of its node; may be kept, but see {@link Session#client}
   */
  default void onStart(Client client) {}

  /**
   * Somebody asks this seat to sign the creation of a session. Called only for invites that the
   * seat's configured policy has let through. To give a reason for a no, override {@link
   * #answerInvite} instead.
   *
   * @param invite who asks, on what terms, with how much of this seat's money
   * @return true to sign; the default declines
   */
  default boolean onSessionInvite(Invite invite) {
    return false;
  }

  /**
   * The same question as {@link #onSessionInvite}, for apps that give reasons: the host asks this
   * method, which passes it on unless it is overridden.
   *
   * @param invite who asks, on what terms, with how much of this seat's money
   * @return whether to sign, and why not
   */
  default Answer answerInvite(Invite invite) {
    return onSessionInvite(invite) ? Answer.sign() : Answer.decline();
  }

  /**
   * Another participant proposes a new state of a session, or its close, and needs this seat's
   * signature. The host has checked that the proposal keeps the money rules; whether it is fair is
   * for the app to say. Once signed it may take effect at any time within about a minute. To give a
   * reason for a no, override {@link #answerProposal} instead.
   *
   * @param proposal what is proposed
   * @param session the session as it stands
   * @return true to sign; the default declines
   */
  default boolean onProposal(Proposal proposal, Session session) {
    return false;
  }

  /**
   * The same question as {@link #onProposal}, for apps that give reasons: the host asks this
   * method, which passes it on unless it is overridden.
   *
   * @param proposal what is proposed
   * @param session the session as it stands
   * @return whether to sign, and why not
   */
  default Answer answerProposal(Proposal proposal, Session session) {
    return onProposal(proposal, session) ? Answer.sign() : Answer.decline();
  }

  /**
   * A session this seat takes part in exists at the node. Called once per session, before its first
   * message.
   *
   * @param session the session
   */
  default void onSessionCreated(Session session) {}

  /**
   * A session goes on under this code, which was under other code before: the plugin was reloaded,
   * or the host was started again with a changed one. Called once per open session, before its next
   * message; the place to bring an old state into the form this version expects.
   *
   * @param previousVersion what {@link #version} of the code before said, or the hash of that code
   * @param session the session with the state as the code before has left it
   */
  default void onReload(String previousVersion, Session session) {}

  /**
   * The host was started again and this session goes on: state, timers and the messages handled so
   * far are as they were; fields of this object are new, and answers to calls made before will not
   * come. Called once per open session, after {@link #onStart} and before the session's next
   * message. Timers that ran out meanwhile fire after it.
   *
   * @param session the session
   */
  default void onSessionResumed(Session session) {}

  /**
   * The seat has lost its connection, or was taken offline; the host tries to make it again by
   * itself unless it was taken offline on purpose. Called on the app object that had {@link
   * #onStart}, once until {@link #onReconnected}, however often the connection comes and goes
   * meanwhile. Messages may still be sent and wait; other requests fail with {@code not-connected}.
   *
   * @param reason why, for people
   */
  default void onDisconnected(String reason) {}

  /**
   * The seat is logged in again after {@link #onDisconnected}, and its sessions are as the node has
   * them: {@link Client#activeSessions} knows of those that were opened and closed meanwhile.
   */
  default void onReconnected() {}

  /**
   * A participant sent a message that fits its schema. The sender hears its own messages too.
   *
   * @param message type, data and verified sender
   * @param session the session it belongs to
   */
  void onAppMessage(Message message, Session session);

  /**
   * The session's state was replaced at the node, by this seat or by others. Called once for each
   * version of which the seat hears, in ascending order, also for one that was confirmed while the
   * host was down; versions that were replaced before the seat has heard of them are left out. The
   * close is told by {@link #onSessionClosed}.
   *
   * @param update the new state
   * @param session the session as it stands
   */
  default void onStateUpdated(StateUpdate update, Session session) {}

  /**
   * The host was started again, and it has found out what became of a request that was under way
   * when it ended: a new session, a state, a close, a payment. Nobody waits for its answer any
   * more, so this is how the app hears of it. Called once for each, after {@link
   * #onSessionResumed}.
   *
   * @param request what was asked for, and what became of it
   * @param session the session whose handler asked or that it was about; empty if that is over, and
   *     for requests outside sessions
   */
  default void onRequestSettled(SettledRequest request, Optional<Session> session) {}

  /**
   * A timer set with {@link Session#setTimer} ran out.
   *
   * @param timer its name and data
   * @param session the session that set it
   */
  default void onTimer(Timer timer, Session session) {}

  /**
   * The session was closed at the node. Called once per session; nothing can be sent in it any
   * more.
   *
   * @param session the session as it was at its end
   * @param finalAllocations who got what
   */
  default void onSessionClosed(Session session, List<Allocation> finalAllocations) {}

  /** The seat is going away; last call. Nothing can be sent any more. */
  default void onStop() {}
}
