package dev.croupier.node.methods;

import dev.croupier.node.auth.ActiveKeys;
import dev.croupier.node.relay.RelayedSession;
import dev.croupier.node.relay.RelayedSessions;
import dev.croupier.node.rpc.Connection;
import dev.croupier.node.rpc.Connections;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.NodeFrames;
import dev.croupier.node.rpc.Request;
import dev.croupier.node.rpc.Responses;
import dev.croupier.node.rules.RefusedException;
import dev.croupier.node.sessions.AppSession;
import dev.croupier.node.sessions.SessionStore;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Carries messages between the participants of a session (clearnode-0.x 11.3), with the proof that
 * the sender signed them.
 *
 * <p>A message costs one signature check and two signatures, whatever the number of receivers: one
 * frame for the sending connection, which carries its request id, and one for all others.
 */
public final class MessageMethod {
  private final Responses responses;
  private final Connections connections;
  private final NodeFrames frames;
  private final RelayedSessions relayed;
  private final SessionStore sessions;
  private final LedgerCalls calls;
  private final ActiveKeys keys;
  private final SignatureCheck signatures;
  private final Clock clock;
  private final Executor workers;
  private final boolean echo;

  /**
   * @param responses where refusals go
   * @param connections where participants are
   * @param frames writes and signs
   * @param relayed the sessions in memory
   * @param sessions the sessions in the database, for those that are not
   * @param calls the way there
   * @param keys the session keys in memory
   * @param signatures finds signers
   * @param clock the time in frames
   * @param workers where messages are checked and signed
   * @param echo whether the sending connection gets its own message
   */
  public MessageMethod(
      Responses responses,
      Connections connections,
      NodeFrames frames,
      RelayedSessions relayed,
      SessionStore sessions,
      LedgerCalls calls,
      ActiveKeys keys,
      SignatureCheck signatures,
      Clock clock,
      Executor workers,
      boolean echo) {
    this.responses = responses;
    this.connections = connections;
    this.frames = frames;
    this.relayed = relayed;
    this.sessions = sessions;
    this.calls = calls;
    this.keys = keys;
    this.signatures = signatures;
    this.clock = clock;
    this.workers = workers;
    this.echo = echo;
  }

  /**
   * @param request a message
   */
  public void send(Request request) {
    String sid = request.sid();
    if (sid == null || sid.isEmpty()) {
      throw new RefusedException(ErrorText.SESSION_ID_MISSING);
    }
    SessionId id = SessionMethods.sessionIdOrNull(sid);
    if (id == null) {
      throw new RefusedException(ErrorText.sessionNotActive(sid));
    }
    RelayedSession known = relayed.find(id);
    if (known != null) {
      relay(request, known);
    } else {
      lookUp(request, id);
    }
  }

  private void lookUp(Request request, SessionId id) {
    calls.run(
        notices -> {
          Optional<AppSession> open = sessions.find(id).filter(AppSession::open);
          // Entered here, on the thread that also commits closes, so that none is missed between.
          return open.map(relayed::add);
        },
        (found, failure) ->
            workers.execute(
                () -> {
                  if (found != null && found.isPresent()) {
                    relayOrRefuse(request, found.get());
                  } else {
                    responses.refuse(
                        request,
                        failure == null
                            ? ErrorText.sessionNotActive(id.toString())
                            : ErrorText.INTERNAL);
                  }
                }));
  }

  private void relayOrRefuse(Request request, RelayedSession session) {
    try {
      relay(request, session);
    } catch (RefusedException e) {
      responses.refuse(request, e.text());
    }
  }

  private void relay(Request request, RelayedSession session) {
    Address sender = request.caller();
    String sid = session.id().toString();
    if (!session.participants().contains(sender)) {
      throw new RefusedException(ErrorText.senderNotParticipant(sid));
    }
    if (request.signatures().isEmpty()) {
      throw new RefusedException(ErrorText.PARTICIPANT_SIGNATURE_MISSING);
    }
    Address signer = signatures.first(request);
    if (signer == null || !keys.signsFor(signer, sender, request.receivedAtMs())) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
    deliver(request, session, sender);
  }

  private void deliver(Request request, RelayedSession session, Address sender) {
    String sid = session.id().toString();
    long requestId = request.payload().requestId();
    String params =
        "{\"app_session_id\":\""
            + sid
            + "\",\"message\":"
            + request.payload().params().text()
            + "}";
    String more = "\"sid\":\"" + sid + "\"," + proof(request, sender) + ",";
    long now = clock.millis();
    String method = Method.MESSAGE.wireName();
    String forOthers = frames.signed(NodeFrames.res(0, method, params, now), more);
    String forSender =
        echo ? frames.signed(NodeFrames.res(requestId, method, params, now), more) : "";
    RelayedSession.Outcome outcome =
        session.deliver(
            sender,
            requestId,
            () -> {
              for (Address participant : session.participants()) {
                for (Connection receiver : connections.of(participant)) {
                  if (receiver != request.connection()) {
                    receiver.peer().send(forOthers);
                  }
                }
              }
              if (echo) {
                request.connection().peer().send(forSender);
              }
            });
    switch (outcome) {
      case DELIVERED -> request.finish();
      case CLOSED -> throw new RefusedException(ErrorText.sessionNotActive(sid));
      case REPEATED ->
          throw new RefusedException(
              "request id "
                  + Long.toUnsignedString(requestId)
                  + " was already used in app session "
                  + sid);
    }
  }

  /** What a receiver needs to check by itself that the sender signed the message. */
  private static String proof(Request request, Address sender) {
    return "\"proof\":{\"req\":"
        + JsonText.quoted(request.payload().text())
        + ",\"sig\":"
        + GoJson.quoted(request.signatures().getFirst())
        + ",\"wallet\":\""
        + sender
        + "\"}";
  }
}
