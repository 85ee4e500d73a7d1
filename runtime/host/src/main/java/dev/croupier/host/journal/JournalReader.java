package dev.croupier.host.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/**
 * Reads the records of a journal file and changes nothing in it; a host may be writing it
 * meanwhile. Safe for use by many threads.
 */
public final class JournalReader {

  private final String place;
  private final SQLiteConfig config = new SQLiteConfig();

  /**
   * @param file a journal file
   * @throws JournalException if there is none
   */
  public JournalReader(Path file) {
    place = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new JournalException(place, "there is no such file");
    }
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
  }

  /**
   * @return the seats that have records, in the order of their names
   * @throws JournalException if the file cannot be read
   */
  public List<String> seats() {
    try (Connection reading = config.createConnection("jdbc:sqlite:" + place);
        Statement query = reading.createStatement();
        ResultSet rows = query.executeQuery("SELECT DISTINCT seat FROM journal ORDER BY seat")) {
      List<String> seats = new ArrayList<>();
      while (rows.next()) {
        seats.add(rows.getString(1));
      }
      return seats;
    } catch (SQLException e) {
      throw new JournalException(place, "cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads those of a seat's records that are kept, in the order they were written.
   *
   * @param seat the seat's name
   * @param reader takes them, one by one
   * @throws JournalException if the file or a record cannot be read; it names which
   */
  public void load(String seat, Consumer<JournalRecord> reader) {
    try (Connection reading = config.createConnection("jdbc:sqlite:" + place);
        PreparedStatement query =
            reading.prepareStatement(
                "SELECT seq, record FROM journal WHERE seat = ? ORDER BY seq")) {
      query.setString(1, seat);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          reader.accept(SnapshotStore.read(place, rows.getLong(1), rows.getString(2)));
        }
      }
    } catch (SQLException e) {
      throw new JournalException(place, "cannot be read: " + e.getMessage(), e);
    }
  }
}
