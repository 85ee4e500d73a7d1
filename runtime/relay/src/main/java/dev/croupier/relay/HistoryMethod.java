package dev.croupier.relay;

import dev.croupier.protocol.InvalidHashException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.messages.OpenSessions;
import dev.croupier.rpc.messages.RelayedSession;

/**
 * Sends a participant the latest messages of a session again, as they were sent, and then says
 * whether that was all.
 */
final class HistoryMethod {
  private final Responses responses;
  private final OpenSessions sessions;
  private final MessageHistory history;

  HistoryMethod(Responses responses, OpenSessions sessions, MessageHistory history) {
    this.responses = responses;
    this.sessions = sessions;
    this.history = history;
  }

  void replay(Request request) {
    Members params = Members.ofRequest(Method.MESSAGE, request.payload().params());
    String text = params.text("app_session_id");
    long sinceMs = params.unsigned("since");
    SessionId id = sessionId(text);
    var _ =
        sessions
            .find(id, request.caller())
            .whenComplete(
                (found, failure) ->
                    responses.serve(
                        request,
                        () ->
                            replay(
                                request,
                                RefusedException.orThrow(found, failure)
                                    .orElseThrow(() -> notActive(text)),
                                sinceMs)));
  }

  private void replay(Request request, RelayedSession session, long sinceMs) {
    if (!session.participants().contains(request.caller())) {
      throw new RefusedException(ErrorText.senderNotParticipant(session.id().toString()));
    }
    // No new message may come between the old ones.
    session.betweenMessages(
        () -> {
          MessageHistory.Extract extract = history.since(session.id(), sinceMs);
          extract.frames().forEach(request.connection().peer()::send);
          responses.answer(
              request,
              RelayMethods.HISTORY,
              JsonObject.builder()
                  .put("app_session_id", session.id().toString())
                  .put("messages", extract.frames().size())
                  .put("complete", extract.complete())
                  .build());
        });
  }

  private static SessionId sessionId(String text) {
    try {
      return SessionId.parse(text);
    } catch (InvalidHashException e) {
      throw notActive(text);
    }
  }

  private static RefusedException notActive(String text) {
    return new RefusedException(ErrorText.sessionNotActive(text));
  }
}
