package dev.croupier.worker;

import dev.croupier.app.CroupierException;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.host.engine.SeatView;
import dev.croupier.worker.pipe.SeatAnswer;
import dev.croupier.worker.pipe.SeatQuestion;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers what a worker asks within one turn. If the turn has to be run again, it hears the same
 * answers as long as it asks the same, so that it has asked its seat only once.
 */
final class SeatAnswers {

  private record Given(SeatQuestion question, SeatAnswer answer) {}

  private final SeatView seat;
  private final List<Given> given = new ArrayList<>();
  private int next;

  SeatAnswers(SeatView seat) {
    this.seat = seat;
  }

  /** The turn begins again. */
  void again() {
    next = 0;
  }

  SeatAnswer to(SeatQuestion question) {
    if (next < given.size()) {
      Given before = given.get(next);
      if (before.question().equals(question)) {
        next++;
        return before.answer();
      }
      given.subList(next, given.size()).clear();
    }
    SeatAnswer answer = ask(question);
    given.add(new Given(question, answer));
    next = given.size();
    return answer;
  }

  private SeatAnswer ask(SeatQuestion question) {
    try {
      return switch (question) {
        case SeatQuestion.Status() -> new SeatAnswer.Status(seat.status());
        case SeatQuestion.ActiveSessions() -> new SeatAnswer.ActiveSessions(seat.activeSessions());
        case SeatQuestion.Contacts() -> new SeatAnswer.Contacts(seat.contacts());
        case SeatQuestion.Settings() -> new SeatAnswer.Settings(seat.settingsJson());
        case SeatQuestion.Prepare prepare ->
            new SeatAnswer.Prepared(
                seat.prepareSession(
                    prepare.terms(),
                    prepare.allocations(),
                    prepare.sessionData(),
                    prepare.timeMs()));
        case SeatQuestion.Check(String type, String data) -> {
          seat.checkOutgoing(type, data);
          yield new SeatAnswer.Fits();
        }
        case SeatQuestion.Secret() -> new SeatAnswer.Secret(seat.secret());
      };
    } catch (MessageRefusedException e) {
      return new SeatAnswer.Refused(e.type(), e.reason());
    } catch (RequestFailedException e) {
      return new SeatAnswer.Refused(e.code(), String.valueOf(e.getMessage()));
    } catch (CroupierException e) {
      return new SeatAnswer.Refused("refused", String.valueOf(e.getMessage()));
    }
  }
}
