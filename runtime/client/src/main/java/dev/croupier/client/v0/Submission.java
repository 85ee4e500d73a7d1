package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.AppSessionResult;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SessionIdRule;
import dev.croupier.protocol.v0.session.SessionStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends signed steps and reads what the node made of them. */
final class Submission {
  private final Lifeline lifeline;
  private final KnownSessions known;

  Submission(Lifeline lifeline, KnownSessions known) {
    this.lifeline = lifeline;
    this.known = known;
  }

  CompletableFuture<Optional<SessionVersion>> submit(Step step, List<Signature> signatures) {
    RequestPayload payload = RequestPayload.read(step.text());
    return lifeline
        .ask(payload.with(signatures))
        .thenApply(answer -> Answers.read(answer, accepted -> result(step, payload, accepted)));
  }

  private Optional<SessionVersion> result(
      Step step, RequestPayload payload, ResponsePayload answer) {
    if (step.operation() instanceof Operation.Transfer) {
      return Optional.empty();
    }
    Method method = Method.of(payload.method()).orElseThrow();
    AppSessionResult result = AppSessionResult.read(method, answer.params());
    if (method == Method.CREATE_APP_SESSION) {
      AppDefinition definition = CreateAppSessionParams.read(payload.params()).definition();
      requireIdOf(definition, result.id());
      known.remember(result.id(), definition);
    } else if (!step.sessionId().equals(Optional.of(result.id()))) {
      throw new NodeException.UnusableFrame(
          "the answer to " + payload.method() + " is about another session, " + result.id());
    }
    return Optional.of(
        new SessionVersion(result.id(), result.version(), result.status() == SessionStatus.OPEN));
  }

  /** Which of the two rules a node follows is its own choice (compat 4.2). */
  private static void requireIdOf(AppDefinition definition, SessionId id) {
    for (SessionIdRule rule : SessionIdRule.values()) {
      if (rule.idOf(definition).equals(id)) {
        return;
      }
    }
    throw new NodeException.UnusableFrame(
        "the node calls the new session " + id + ", which is not the id of its definition");
  }
}
