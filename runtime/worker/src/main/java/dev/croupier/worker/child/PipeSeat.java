package dev.croupier.worker.child;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.worker.pipe.SeatAnswer;
import dev.croupier.worker.pipe.SeatQuestion;
import dev.croupier.worker.pipe.ToWorker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The seat as an instance in a worker sees it: every question goes to the host. */
final class PipeSeat implements SeatView {

  private final ToWorker.Start start;
  private final Function<SeatQuestion, SeatAnswer> host;

  PipeSeat(ToWorker.Start start, Function<SeatQuestion, SeatAnswer> host) {
    this.start = start;
    this.host = host;
  }

  @Override
  public String name() {
    return start.seat();
  }

  @Override
  public String address() {
    return start.address();
  }

  @Override
  public ConnectionStatus status() {
    return ask(new SeatQuestion.Status(), SeatAnswer.Status.class).status();
  }

  @Override
  public List<String> activeSessions() {
    return ask(new SeatQuestion.ActiveSessions(), SeatAnswer.ActiveSessions.class).ids();
  }

  @Override
  public Map<String, String> contacts() {
    return ask(new SeatQuestion.Contacts(), SeatAnswer.Contacts.class).addresses();
  }

  @Override
  public String settingsJson() {
    return ask(new SeatQuestion.Settings(), SeatAnswer.Settings.class).json();
  }

  @Override
  public SessionRequest prepareSession(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs) {
    SeatQuestion question = new SeatQuestion.Prepare(terms, allocations, sessionData, timeMs);
    return switch (host.apply(question)) {
      case SeatAnswer.Prepared(SessionRequest request) -> request;
      case SeatAnswer.Refused(String code, String reason) ->
          throw new RequestFailedException(code, reason);
      case SeatAnswer other -> throw unexpected(other);
    };
  }

  @Override
  public void checkOutgoing(String type, String dataJson) {
    switch (host.apply(new SeatQuestion.Check(type, dataJson))) {
      case SeatAnswer.Fits() -> {}
      case SeatAnswer.Refused(String refused, String reason) ->
          throw new MessageRefusedException(refused, reason);
      case SeatAnswer other -> throw unexpected(other);
    }
  }

  @Override
  public String secret() {
    return ask(new SeatQuestion.Secret(), SeatAnswer.Secret.class).text();
  }

  private <T extends SeatAnswer> T ask(SeatQuestion question, Class<T> expected) {
    SeatAnswer answer = host.apply(question);
    if (!expected.isInstance(answer)) {
      throw unexpected(answer);
    }
    return expected.cast(answer);
  }

  private static UnreadableTurnException unexpected(SeatAnswer answer) {
    return new UnreadableTurnException(
        "the host answers with " + answer.getClass().getSimpleName() + " to another question");
  }
}
