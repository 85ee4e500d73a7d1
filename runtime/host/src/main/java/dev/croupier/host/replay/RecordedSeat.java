package dev.croupier.host.replay;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.SeatRead.Preparation;
import dev.croupier.host.turn.json.JsonText;
import dev.croupier.host.turn.json.ReadJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A seat that answers from the record of the turn under way. The first question that was not asked
 * then, or asked otherwise, is kept; the app is told that its request failed, since an error thrown
 * into an app may get lost there.
 */
final class RecordedSeat implements SeatView {
  private static final String NOTHING = "nothing";

  private JournalRecord record;
  private int next;
  private @Nullable ReplayDivergedException diverged;

  /**
   * @param first the first record of the instance's life; tells name and wallet
   */
  RecordedSeat(JournalRecord first) {
    this.record = first;
    this.next = first.reads().size();
  }

  void begin(JournalRecord turn) {
    record = turn;
    next = 0;
    diverged = null;
  }

  /** The turn is over: says where its questions differ from those recorded. */
  void end() {
    if (diverged != null) {
      throw diverged;
    }
    if (next < record.reads().size()) {
      throw new ReplayDivergedException(
          record, "read " + (next + 1), text(record.reads().get(next)), NOTHING);
    }
  }

  @Override
  public String name() {
    return record.seat();
  }

  @Override
  public String address() {
    return record.wallet();
  }

  @Override
  public ConnectionStatus status() {
    return take(SeatRead.Status.class, "{\"type\":\"status\"}").answer();
  }

  @Override
  public List<String> activeSessions() {
    return take(SeatRead.ActiveSessions.class, "{\"type\":\"activeSessions\"}").answer();
  }

  @Override
  public Map<String, String> contacts() {
    return take(SeatRead.Contacts.class, "{\"type\":\"contacts\"}").answer();
  }

  @Override
  public String settingsJson() {
    return take(SeatRead.Settings.class, "{\"type\":\"settings\"}").answer();
  }

  @Override
  public SessionRequest prepareSession(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs) {
    SeatRead asked =
        new SeatRead.PreparedSession(
            terms, allocations, sessionData, timeMs, new Preparation.Refused("", ""));
    SeatRead.PreparedSession then = take(SeatRead.PreparedSession.class, text(asked));
    SeatRead sameAnswer =
        new SeatRead.PreparedSession(terms, allocations, sessionData, timeMs, then.answer());
    if (!then.equals(sameAnswer)) {
      throw differs(text(then), text(sameAnswer));
    }
    return switch (then.answer()) {
      case Preparation.Written(SessionRequest request) -> request;
      case Preparation.Refused(String code, String message) ->
          throw new RequestFailedException(code, message);
    };
  }

  @Override
  public void checkOutgoing(String type, String dataJson) {
    SeatRead.CheckedMessage then =
        take(
            SeatRead.CheckedMessage.class,
            text(new SeatRead.CheckedMessage(type, dataJson, Optional.empty())));
    SeatRead.CheckedMessage now = new SeatRead.CheckedMessage(type, dataJson, then.refusal());
    if (!then.equals(now)) {
      throw differs(text(then), text(now));
    }
    if (then.refusal().isPresent()) {
      throw new MessageRefusedException(type, then.refusal().get());
    }
  }

  @Override
  public String secret() {
    return take(SeatRead.Secret.class, "{\"type\":\"secret\"}").answer();
  }

  private <R extends SeatRead> R take(Class<R> kind, String question) {
    next++;
    if (next > record.reads().size()) {
      throw differs(NOTHING, question);
    }
    SeatRead then = record.reads().get(next - 1);
    if (!kind.isInstance(then)) {
      throw differs(text(then), question);
    }
    return kind.cast(then);
  }

  private RequestFailedException differs(String recorded, String repeated) {
    if (diverged == null) {
      diverged = new ReplayDivergedException(record, "read " + next, recorded, repeated);
    }
    return new RequestFailedException("replay-diverged", "not what this turn asked when recorded");
  }

  private static String text(SeatRead read) {
    return JsonText.of(json -> ReadJson.write(json, read));
  }
}
