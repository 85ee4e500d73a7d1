package dev.croupier.node.methods;

import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.auth.Signers;
import dev.croupier.node.ledger.AccountId;
import dev.croupier.node.ledger.Books;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.Notices;
import dev.croupier.node.rpc.SessionJson;
import dev.croupier.node.rules.Profile;
import dev.croupier.node.sessions.AppSession;
import dev.croupier.node.sessions.NewSession;
import dev.croupier.node.sessions.SessionChange;
import dev.croupier.node.sessions.SessionDesk;
import dev.croupier.node.sessions.StateUpdate;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.InvalidHashException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.session.CloseAppSessionParams;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SubmitAppStateParams;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.SignatureCheck;
import dev.croupier.rpc.messages.RelayedSessions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates, changes and closes app sessions (clearnode-0.x 10). */
public final class SessionMethods {
  private final Profile profile;
  private final LedgerCalls calls;
  private final Books books;
  private final SessionDesk desk;
  private final SessionKeys keys;
  private final SignatureCheck signatures;
  private final RelayedSessions relayed;
  private final SessionJson json;
  private final DefinitionReader definitions;
  private final long requestLifetimeMs;

  /** What a request asks for and which addresses signed it. */
  private record Signed<T>(T params, List<Address> recovered) {}

  /**
   * @param profile whose rules apply
   * @param calls the way to the ledger
   * @param books the ledger
   * @param desk the rules of sessions
   * @param keys the session keys
   * @param signatures finds signers
   * @param relayed sessions in the relay's memory, told of closes
   * @param definitions reads definitions
   * @param requestLifetime how long a repeated request is refused where no version does it
   */
  public SessionMethods(
      Profile profile,
      LedgerCalls calls,
      Books books,
      SessionDesk desk,
      SessionKeys keys,
      SignatureCheck signatures,
      RelayedSessions relayed,
      DefinitionReader definitions,
      Duration requestLifetime) {
    this.profile = profile;
    this.calls = calls;
    this.books = books;
    this.desk = desk;
    this.keys = keys;
    this.signatures = signatures;
    this.relayed = relayed;
    this.json = new SessionJson(profile);
    this.definitions = definitions;
    this.requestLifetimeMs = requestLifetime.toMillis();
  }

  /**
   * @param request a create_app_session
   */
  public void create(Request request) {
    String broken =
        profile.sessionKeyMethods() ? ErrorText.SIGNERS_NOT_READ : ErrorText.WALLETS_NOT_READ;
    Attempt<Signed<NewSession>> order =
        Attempt.of(
            request,
            () -> {
              CreateAppSessionParams params =
                  CreateAppSessionParams.read(request.payload().params());
              List<Address> recovered = recovered(request, broken);
              return new Signed<>(definitions.read(params), recovered);
            });
    calls.moveMoney(
        request,
        notices -> {
          SessionChange change =
              desk.creation().create(order.get().params(), signers(request, order.get()));
          change.balancesChanged().forEach(notices::addBalances);
          return json.result(change.session());
        });
  }

  /**
   * @param request a submit_app_state
   */
  public void submit(Request request) {
    Attempt<Signed<StateUpdate>> order =
        Attempt.of(
            request,
            () -> {
              SubmitAppStateParams params = SubmitAppStateParams.read(request.payload().params());
              Long version = params.version();
              String intent = params.intent();
              return new Signed<>(
                  new StateUpdate(
                      sessionId(params.appSessionId()),
                      intent == null ? "" : intent,
                      version == null ? 0 : version,
                      params.allocations(),
                      params.sessionData()),
                  recovered(request, ErrorText.WALLETS_NOT_READ));
            });
    calls.moveMoney(
        request,
        notices -> {
          SessionChange change =
              desk.submission().submit(order.get().params(), signers(request, order.get()));
          refuseRepetition(request, change.session());
          change.balancesChanged().forEach(notices::addBalances);
          tellParticipants(change.session(), notices);
          return json.result(change.session());
        });
  }

  /**
   * @param request a close_app_session
   */
  public void close(Request request) {
    Attempt<Signed<StateUpdate>> order =
        Attempt.of(
            request,
            () -> {
              CloseAppSessionParams params = CloseAppSessionParams.read(request.payload().params());
              List<Address> recovered = recovered(request, ErrorText.WALLETS_NOT_READ);
              if (params.appSessionId().isEmpty() || params.allocations().isEmpty()) {
                throw new RefusedException(ErrorText.CLOSE_PARAMS_MISSING);
              }
              return new Signed<>(
                  new StateUpdate(
                      sessionId(params.appSessionId()),
                      "",
                      0,
                      params.allocations(),
                      params.sessionData()),
                  recovered);
            });
    calls.moveMoney(
        request,
        notices -> {
          SessionChange change =
              desk.closing().close(order.get().params(), signers(request, order.get()));
          change.balancesChanged().forEach(notices::addBalances);
          notices.first(() -> relayed.close(change.session().id()));
          return json.result(change.session());
        });
  }

  private void tellParticipants(AppSession session, Notices notices) {
    if (profile.stateUpdates() == Profile.StateUpdateForm.NONE) {
      return;
    }
    JsonObject update =
        json.stateUpdate(session, books.ledger().shares(AccountId.of(session.id())));
    new LinkedHashSet<>(session.participants())
        .forEach(wallet -> notices.add(wallet, Method.APP_SESSION_UPDATE, update));
  }

  /** Without versions nothing else keeps the same frame from being carried out again (16). */
  private void refuseRepetition(Request request, AppSession session) {
    if (profile.intents() && session.versioned()) {
      return;
    }
    if (books.processed().contains(request.payload().digest())) {
      throw new RefusedException(ErrorText.ALREADY_PROCESSED);
    }
    long forgetAfter = request.payload().timestampMs() + requestLifetimeMs;
    books.processed().add(request.payload().digest(), forgetAfter, request.receivedAtMs());
  }

  private List<Address> recovered(Request request, String brokenText) {
    List<Address> recovered = signatures.all(request);
    if (recovered == null) {
      throw new RefusedException(brokenText);
    }
    return recovered;
  }

  private Signers signers(Request request, Signed<?> order) {
    return keys.resolve(order.recovered(), request.receivedAtMs());
  }

  private SessionId sessionId(String text) {
    SessionId id = sessionIdOrNull(text);
    if (id == null) {
      throw new RefusedException(
          profile.intents()
              ? ErrorText.NO_OPEN_APP_SESSION
              : "virtual app " + text + " is not opened");
    }
    return id;
  }

  static @Nullable SessionId sessionIdOrNull(String text) {
    try {
      return SessionId.parse(text);
    } catch (InvalidHashException e) {
      return null;
    }
  }
}
