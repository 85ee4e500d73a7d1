package dev.croupier.host.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a journal file: what seats' records say up to a certain one. Used by the
 * journal's writer, within its transactions.
 *
 * <p>Snapshots are brought up to date in rounds. A round begins when the records since the last one
 * began are four times as long as the snapshots of the sessions that have changed, and far more
 * than these, so that writing snapshots costs less than writing records. It is written in small
 * parts, each after a commit of records and made durable by the next, and only as fast as records
 * come: if all parts followed each other, the turns of that time would wait for one of them each.
 * What is written with the last part is the seat's own snapshot and up to which record all cover,
 * both as they were when the round began.
 *
 * <p>So a session's snapshot may know more than the record at which all end. Folding the records
 * after that one over it comes to the same again: a record sets what it sets, and a message sent is
 * taken in once ({@link SessionMemory#sent(SentMemory)}). A seat's own snapshot must not know more,
 * since a failed call that it does not know any more could not be told from one that succeeded.
 */
final class SnapshotStore {

  private static final int RECORDS_PER_CHANGED_SESSION = 8;
  private static final int CHARS_PER_CHAR_OF_SNAPSHOT = 4;
  private static final int PART_CHARS = 16_384;
  private static final int DROP_CHARS = 100;
  private static final String SEAT = "";

  private final String place;
  private final PreparedStatement snapshotsOf;
  private final PreparedStatement recordsAfter;
  private final PreparedStatement lastPlace;
  private final PreparedStatement put;
  private final PreparedStatement drop;
  private final PreparedStatement end;
  private final int every;
  private final Map<String, Kept> seats = new HashMap<>();
  private final AtomicLong recordsRead = new AtomicLong();
  private boolean taken;

  SnapshotStore(String place, Connection connection, int every) throws SQLException {
    this.place = place;
    this.every = every;
    snapshotsOf =
        connection.prepareStatement(
            "SELECT session, snapshot FROM snapshot WHERE seat = ? ORDER BY place");
    recordsAfter =
        connection.prepareStatement(
            "SELECT seq, record FROM journal WHERE seat = ? AND seq >"
                + " coalesce((SELECT seq FROM snapshot_end WHERE seat = ?), 0) ORDER BY seq");
    lastPlace =
        connection.prepareStatement("SELECT coalesce(max(place), 0) FROM snapshot WHERE seat = ?");
    put =
        connection.prepareStatement(
            "INSERT INTO snapshot (seat, session, place, snapshot) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (seat, session) DO UPDATE SET snapshot = excluded.snapshot");
    drop = connection.prepareStatement("DELETE FROM snapshot WHERE seat = ? AND session = ?");
    end =
        connection.prepareStatement(
            "INSERT INTO snapshot_end (seat, seq) VALUES (?, ?)"
                + " ON CONFLICT (seat) DO UPDATE SET seq = excluded.seq");
  }

  long recordsRead() {
    return recordsRead.get();
  }

  /**
   * @return whether snapshots were written since the last call
   */
  boolean taken() {
    boolean now = taken;
    taken = false;
    return now;
  }

  /**
   * Reads what a seat has done, unless that is known.
   *
   * @throws JournalException if a snapshot or a record cannot be read; names it
   */
  SeatMemory load(String seat) throws SQLException {
    return kept(seat).memory;
  }

  private Kept kept(String seat) throws SQLException {
    Kept known = seats.get(seat);
    if (known == null) {
      known = read(seat);
      seats.put(seat, known);
    }
    return known;
  }

  private Kept read(String seat) throws SQLException {
    Kept kept = new Kept();
    snapshotsOf.setString(1, seat);
    try (ResultSet rows = snapshotsOf.executeQuery()) {
      while (rows.next()) {
        restore(seat, rows.getString(1), rows.getString(2), kept.memory);
      }
    }
    recordsAfter.setString(1, seat);
    recordsAfter.setString(2, seat);
    try (ResultSet rows = recordsAfter.executeQuery()) {
      while (rows.next()) {
        long seq = rows.getLong(1);
        String text = rows.getString(2);
        kept.add(read(place, seq, text), seq, text.length());
        recordsRead.incrementAndGet();
      }
    }
    return kept;
  }

  private void restore(String seat, String session, String text, SeatMemory memory) {
    try {
      if (session.equals(SEAT)) {
        SnapshotJson.readSeat(text, memory);
      } else {
        SnapshotJson.readSession(text, memory);
      }
    } catch (UnreadableRecordException e) {
      String what = session.equals(SEAT) ? "" : ", session " + session;
      throw new JournalException(
          place + " snapshot of seat " + seat + what, String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads a record; an error names it. */
  static JournalRecord read(String place, long seq, String text) {
    try {
      return RecordJson.read(text);
    } catch (UnreadableRecordException e) {
      throw new JournalException(place + " record " + seq, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Takes in a record of a seat, which is loaded if it was not.
   *
   * @param seq its number
   * @param chars how long it is as text
   * @return what the seat has done, this included
   * @throws JournalException if what it did before cannot be read; names it
   */
  SeatMemory add(JournalRecord record, long seq, int chars) throws SQLException {
    Kept kept = kept(record.seat());
    kept.add(record, seq, chars);
    return kept.memory;
  }

  /** Writes a part of the snapshots of the seats that have many records after theirs. */
  void takeDue() throws SQLException {
    for (Map.Entry<String, Kept> seat : seats.entrySet()) {
      Kept kept = seat.getValue();
      if (kept.round == null && kept.isDue(every)) {
        begin(seat.getKey(), kept);
      }
      if (kept.round != null && kept.round.inTime()) {
        goOn(seat.getKey(), kept, kept.round, PART_CHARS);
      }
    }
  }

  /** Writes the snapshots of all seats that have records after theirs. */
  void takeAll() throws SQLException {
    for (Map.Entry<String, Kept> seat : seats.entrySet()) {
      Kept kept = seat.getValue();
      if (kept.round != null) {
        goOn(seat.getKey(), kept, kept.round, Long.MAX_VALUE);
      }
      if (kept.tail > 0) {
        goOn(seat.getKey(), kept, begin(seat.getKey(), kept), Long.MAX_VALUE);
      }
    }
  }

  private Round begin(String seat, Kept kept) throws SQLException {
    return kept.begin(new Round(kept.memory, kept.lastSeq, lastPlace(seat)));
  }

  private void goOn(String seat, Kept kept, Round round, long mostChars) throws SQLException {
    long chars = 0;
    while (chars < mostChars && !round.sessions.isEmpty()) {
      String id = round.sessions.remove();
      SessionMemory session = kept.memory.sessions().get(id);
      if (session == null) {
        drop.setString(1, seat);
        drop.setString(2, id);
        drop.executeUpdate();
        chars += DROP_CHARS;
      } else {
        String text = SnapshotJson.writeSession(session);
        put(seat, id, ++round.place, text);
        chars += text.length();
      }
    }
    round.ahead += CHARS_PER_CHAR_OF_SNAPSHOT * chars;
    if (round.sessions.isEmpty()) {
      put(seat, SEAT, ++round.place, round.seatText);
      end.setString(1, seat);
      end.setLong(2, round.lastSeq);
      end.executeUpdate();
      kept.round = null;
      taken = true;
    }
  }

  private long lastPlace(String seat) throws SQLException {
    lastPlace.setString(1, seat);
    try (ResultSet row = lastPlace.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void put(String seat, String session, long place, String text) throws SQLException {
    put.setString(1, seat);
    put.setString(2, session);
    put.setLong(3, place);
    put.setString(4, text);
    put.executeUpdate();
  }

  /** A round: what is still to be written, and what ends it. */
  private static final class Round {
    final Deque<String> sessions;
    final String seatText;
    final long lastSeq;

    /** Looked up once: for each of very many sessions it would be a walk through all of them. */
    long place;

    /** How many characters of records have to come before the next part. */
    long ahead;

    Round(SeatMemory memory, long lastSeq, long place) {
      this.sessions = new ArrayDeque<>(memory.takeTouched());
      this.seatText = SnapshotJson.writeSeat(memory);
      this.lastSeq = lastSeq;
      this.place = place;
    }

    boolean inTime() {
      return ahead <= 0;
    }
  }

  /** What is known of a seat, and how many of its records the latest round does not cover. */
  private static final class Kept {
    final SeatMemory memory = new SeatMemory();
    @Nullable Round round;
    long lastSeq;
    int tail;
    private long tailChars;
    private long lookAgainAt;

    void add(JournalRecord record, long seq, int chars) {
      memory.add(record);
      lastSeq = seq;
      tail++;
      tailChars += chars;
      if (round != null) {
        round.ahead -= chars;
      }
    }

    boolean isDue(int every) {
      if (tail < every || tail < lookAgainAt) {
        return false;
      }
      // What has changed is added up once in a while only: there may be very many sessions.
      lookAgainAt = tail + (long) every;
      return tail >= RECORDS_PER_CHANGED_SESSION * (long) memory.touched()
          && tailChars >= CHARS_PER_CHAR_OF_SNAPSHOT * memory.touchedChars();
    }

    Round begin(Round begun) {
      round = begun;
      tail = 0;
      tailChars = 0;
      lookAgainAt = 0;
      return begun;
    }
  }
}
