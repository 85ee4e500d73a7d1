package dev.croupier.rpc.messages;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.InvalidHashException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.Connection;
import dev.croupier.rpc.Connections;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.ServerFrames;
import dev.croupier.rpc.SignatureCheck;
import dev.croupier.rpc.SigningRule;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final ServerFrames frames;
  private final OpenSessions sessions;
  private final SigningRule signing;
  private final SignatureCheck signatures;
  private final MessageArchive archive;
  private final Clock clock;
  private final boolean echo;

  /**
   * @param responses where refusals go
   * @param connections where participants are
   * @param frames writes and signs
   * @param sessions which are open
   * @param signing who may sign for a wallet
   * @param signatures finds signers
   * @param archive keeps what was delivered
   * @param clock the time in frames
   * @param echo whether the sending connection gets its own message
   */
  public MessageMethod(
      Responses responses,
      Connections connections,
      ServerFrames frames,
      OpenSessions sessions,
      SigningRule signing,
      SignatureCheck signatures,
      MessageArchive archive,
      Clock clock,
      boolean echo) {
    this.responses = responses;
    this.connections = connections;
    this.frames = frames;
    this.sessions = sessions;
    this.signing = signing;
    this.signatures = signatures;
    this.archive = archive;
    this.clock = clock;
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
    SessionId id = sessionIdOrNull(sid);
    if (id == null) {
      throw new RefusedException(ErrorText.sessionNotActive(sid));
    }
    var _ =
        sessions
            .find(id, request.caller())
            .whenComplete(
                (found, failure) ->
                    responses.serve(
                        request,
                        () -> relay(request, id, RefusedException.orThrow(found, failure))));
  }

  private static @Nullable SessionId sessionIdOrNull(String text) {
    try {
      return SessionId.parse(text);
    } catch (InvalidHashException e) {
      return null;
    }
  }

  private void relay(Request request, SessionId id, Optional<RelayedSession> found) {
    String sid = id.toString();
    RelayedSession session =
        found.orElseThrow(() -> new RefusedException(ErrorText.sessionNotActive(sid)));
    Address sender = request.caller();
    if (!session.participants().contains(sender)) {
      throw new RefusedException(ErrorText.senderNotParticipant(sid));
    }
    if (request.signatures().isEmpty()) {
      throw new RefusedException(ErrorText.PARTICIPANT_SIGNATURE_MISSING);
    }
    Address signer = signatures.first(request);
    if (signer == null || !signing.signsFor(signer, sender, request.receivedAtMs())) {
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
    String more = "\"sid\":\"" + sid + "\"," + request.proof(sender);
    // Signed where the order is decided, so that times in frames never go back within a session.
    RelayedSession.Outcome outcome =
        session.deliver(
            sender,
            requestId,
            clock.millis(),
            timestampMs -> hand(request, session, params, more, timestampMs));
    switch (outcome) {
      case DELIVERED -> request.finish();
      case CLOSED -> throw new RefusedException(ErrorText.sessionNotActive(sid));
      case REPEATED -> throw new RefusedException(ErrorText.requestIdUsed(requestId, sid));
    }
  }

  private void hand(
      Request request, RelayedSession session, String params, String more, long timestampMs) {
    String method = Method.MESSAGE.wireName();
    String forOthers = frames.signed(ServerFrames.res(0, method, params, timestampMs), more);
    for (Address participant : session.participants()) {
      for (Connection receiver : connections.of(participant)) {
        if (receiver != request.connection()) {
          receiver.peer().send(forOthers);
        }
      }
    }
    if (echo) {
      long requestId = request.payload().requestId();
      String res = ServerFrames.res(requestId, method, params, timestampMs);
      request.connection().peer().send(frames.signed(res, more));
    }
    archive.keep(session, timestampMs, forOthers);
  }
}
