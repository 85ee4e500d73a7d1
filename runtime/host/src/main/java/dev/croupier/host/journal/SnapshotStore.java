package dev.croupier.host.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The snapshots of a journal file: what seats' records say up to a certain one. Used by the
 * journal's writer, within its transactions.
 *
 * <p>All snapshots of a seat cover its records up to the same one, so that the records after it are
 * all that is left to fold. Bringing them up to date costs a row for each session that has changed;
 * where many have, it waits until the records written since outnumber them by far.
 */
final class SnapshotStore {

  private static final int RECORDS_PER_CHANGED_SESSION = 8;
  private static final String SEAT = "";

  private final String place;
  private final Connection connection;
  private final int every;
  private final Map<String, Kept> seats = new HashMap<>();
  private final AtomicLong recordsRead = new AtomicLong();
  private boolean taken;

  SnapshotStore(String place, Connection connection, int every) {
    this.place = place;
    this.connection = connection;
    this.every = every;
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
    Kept known = seats.get(seat);
    if (known == null) {
      known = read(seat);
      seats.put(seat, known);
    }
    return known.memory;
  }

  private Kept read(String seat) throws SQLException {
    Kept kept = new Kept();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT session, snapshot FROM snapshot WHERE seat = ? ORDER BY place")) {
      query.setString(1, seat);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          restore(seat, rows.getString(1), rows.getString(2), kept.memory);
        }
      }
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT seq, record FROM journal WHERE seat = ? AND seq >"
                + " coalesce((SELECT seq FROM snapshot_end WHERE seat = ?), 0) ORDER BY seq")) {
      query.setString(1, seat);
      query.setString(2, seat);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          kept.add(read(place, rows.getLong(1), rows.getString(2)));
          recordsRead.incrementAndGet();
        }
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

  /** Takes in a record of a seat that was loaded. */
  void add(JournalRecord record) throws SQLException {
    load(record.seat());
    Kept kept = seats.get(record.seat());
    if (kept != null) {
      kept.add(record);
    }
  }

  /** Writes the snapshots of the seats that have many records after theirs. */
  void takeDue() throws SQLException {
    for (Map.Entry<String, Kept> seat : seats.entrySet()) {
      int tail = seat.getValue().tail;
      int changed = seat.getValue().memory.touched();
      if (tail >= every && tail >= RECORDS_PER_CHANGED_SESSION * (long) changed) {
        take(seat.getKey(), seat.getValue());
      }
    }
  }

  /** Writes the snapshots of all seats that have records after theirs. */
  void takeAll() throws SQLException {
    for (Map.Entry<String, Kept> seat : seats.entrySet()) {
      if (seat.getValue().tail > 0) {
        take(seat.getKey(), seat.getValue());
      }
    }
  }

  private void take(String seat, Kept kept) throws SQLException {
    try (PreparedStatement put =
            connection.prepareStatement(
                "INSERT INTO snapshot (seat, session, place, snapshot) VALUES (?, ?,"
                    + " (SELECT coalesce(max(place), 0) + 1 FROM snapshot WHERE seat = ?), ?)"
                    + " ON CONFLICT (seat, session) DO UPDATE SET snapshot = excluded.snapshot");
        PreparedStatement drop =
            connection.prepareStatement("DELETE FROM snapshot WHERE seat = ? AND session = ?");
        PreparedStatement end =
            connection.prepareStatement(
                "INSERT INTO snapshot_end (seat, seq) VALUES (?,"
                    + " (SELECT max(seq) FROM journal WHERE seat = ?))"
                    + " ON CONFLICT (seat) DO UPDATE SET seq = excluded.seq")) {
      put(put, seat, SEAT, SnapshotJson.writeSeat(kept.memory));
      for (String id : kept.memory.takeTouched()) {
        SessionMemory session = kept.memory.sessions().get(id);
        if (session == null) {
          drop.setString(1, seat);
          drop.setString(2, id);
          drop.executeUpdate();
        } else {
          put(put, seat, id, SnapshotJson.writeSession(session));
        }
      }
      end.setString(1, seat);
      end.setString(2, seat);
      end.executeUpdate();
    }
    kept.tail = 0;
    taken = true;
  }

  private static void put(PreparedStatement put, String seat, String session, String text)
      throws SQLException {
    put.setString(1, seat);
    put.setString(2, session);
    put.setString(3, seat);
    put.setString(4, text);
    put.executeUpdate();
  }

  /** What is known of a seat, and how many of its records no snapshot covers. */
  private static final class Kept {
    final SeatMemory memory = new SeatMemory();
    int tail;

    void add(JournalRecord record) {
      memory.add(record);
      tail++;
    }
  }
}
