package dev.croupier.host.replay;

import dev.croupier.app.CroupierException;
import dev.croupier.host.journal.JournalRecord;

/** A turn that was run again did something else than what is recorded. */
public final class ReplayDivergedException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String what;
  private final String recorded;
  private final String repeated;

  ReplayDivergedException(JournalRecord record, String what, String recorded, String repeated) {
    super(
        place(record)
            + ": "
            + what
            + " differs\n  recorded: "
            + recorded
            + "\n  repeated: "
            + repeated);
    this.place = place(record);
    this.what = what;
    this.recorded = recorded;
    this.repeated = repeated;
  }

  private static String place(JournalRecord record) {
    return "seat "
        + record.seat()
        + ", run "
        + record.run()
        + ", lane "
        + record.lane()
        + ", turn "
        + record.turn()
        + record.session().map(id -> ", session " + id).orElse("");
  }

  /**
   * @return seat, run, lane, turn and session
   */
  public String place() {
    return place;
  }

  /**
   * @return which part: {@code effects}, {@code state}, {@code failure} or a read with its number
   */
  public String what() {
    return what;
  }

  /**
   * @return what the journal says, JSON text or {@code nothing}
   */
  public String recorded() {
    return recorded;
  }

  /**
   * @return what came now, JSON text or {@code nothing}
   */
  public String repeated() {
    return repeated;
  }
}
