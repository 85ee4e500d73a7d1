package dev.croupier.node.methods;

import dev.croupier.node.ledger.Page;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.LedgerJson;
import dev.croupier.node.rpc.SessionJson;
import dev.croupier.node.rules.Profile;
import dev.croupier.node.sessions.SessionStore;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import java.util.List;
import java.util.Optional;

/** What anybody may read about app sessions (clearnode-0.x 8.5, 8.6). */
public final class SessionQueryMethods {
  private final LedgerCalls calls;
  private final SessionStore sessions;
  private final SessionJson json;

  /**
   * @param profile whose forms apply
   * @param calls the way to the ledger
   * @param sessions the sessions
   */
  public SessionQueryMethods(Profile profile, LedgerCalls calls, SessionStore sessions) {
    this.calls = calls;
    this.sessions = sessions;
    this.json = new SessionJson(profile);
  }

  /**
   * @param request a get_app_definition
   */
  public void getDefinition(Request request) {
    Members params = Members.ofRequest(Method.GET_APP_DEFINITION, request.payload().params());
    String text = params.text("app_session_id");
    if (text.isEmpty()) {
      throw new RefusedException(ErrorText.ACCOUNT_ID_MISSING);
    }
    SessionId id = SessionMethods.sessionIdOrNull(text);
    calls.query(
        request,
        () ->
            Optional.ofNullable(id)
                .flatMap(sessions::find)
                .map(json::definition)
                .orElseThrow(() -> new RefusedException(ErrorText.APP_SESSION_NOT_READ)));
  }

  /**
   * @param request a get_app_sessions
   */
  public void getSessions(Request request) {
    Members params = Members.ofRequest(Method.GET_APP_SESSIONS, request.payload().params());
    String participantText = params.text("participant");
    Address participant = LedgerMethods.addressOrNull(participantText);
    boolean nobody = participant == null && !participantText.isEmpty();
    String status = params.text("status");
    Page page = Pages.of(params);
    calls.query(
        request,
        () ->
            LedgerJson.list(
                "app_sessions",
                nobody
                    ? List.of()
                    : sessions.list(participant, status.isEmpty() ? null : status, page),
                json::full));
  }
}
