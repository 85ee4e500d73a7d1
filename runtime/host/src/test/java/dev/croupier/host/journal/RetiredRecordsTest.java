package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.turn.Input;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetiredRecordsTest {

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  @TempDir Path folder;
  private Connection connection;
  private RecordRows rows;

  @BeforeEach
  void open() throws SQLException {
    String file = folder.resolve("j.db").toString();
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    JournalLayout.prepare(file, connection);
    rows = new RecordRows(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void add(Row row, Set<String> open) throws SQLException {
    JournalRecord record =
        JournalRecord.ofCall(
            row.seat,
            Records.WALLET,
            new CallRef("run-1", 0, Optional.of(row.session).filter(id -> !id.isEmpty()), 1),
            row.timeMs,
            "player.js",
            "c0de",
            "2.1",
            row.closes ? new Input.SessionClosed(List.of()) : new Input.Started());
    rows.add(record, "{}", open);
    rows.write();
  }

  private void cover(String seat, long seq) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO snapshot_end (seat, seq) VALUES ('%s', %d)".formatted(seat, seq)
              + " ON CONFLICT (seat) DO UPDATE SET seq = excluded.seq");
    }
  }

  private List<String> query(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        found.add(result.getString(1));
      }
    }
    return found;
  }

  private RetiredRecords keeping(int days, long nowMs, int atOnce) throws SQLException {
    Retention retention = new Retention(days, 1_000, () -> Instant.ofEpochMilli(nowMs));
    return new RetiredRecords(connection, retention, atOnce);
  }

  private int sweep(RetiredRecords retired) throws SQLException {
    int steps = 0;
    while (retired.working()) {
      retired.step(false, rows.lastSeq());
      steps++;
    }
    return steps;
  }

  @Test
  void step_looksAtNoMoreThanItsWindow() throws SQLException {
    for (int seq = 1; seq <= 25; seq++) {
      add(new Row("a", "", seq, false), Set.of());
    }
    cover("a", 25);
    RetiredRecords retired = keeping(30, 40 * DAY_MS, 10);
    retired.step(false, rows.lastSeq());
    assertThat(query("SELECT count(*) FROM journal")).containsExactly("15");
    assertThat(retired.working()).isTrue();
    assertThat(sweep(retired)).isEqualTo(2);
    assertThat(query("SELECT count(*) FROM journal")).containsExactly("0");
  }

  @Test
  void endOfASession_isKept_whileARecordOfItIsNotCovered() throws SQLException {
    add(new Row("a", "s", 1, false), Set.of("s"));
    add(new Row("a", "s", 2, true), Set.of());
    add(new Row("a", "s", 3, false), Set.of());
    cover("a", 2);
    sweep(keeping(30, 40 * DAY_MS, 10));
    assertThat(query("SELECT seq FROM journal")).containsExactly("3");
    assertThat(query("SELECT last_seq FROM closed")).containsExactly("3");
    cover("a", 3);
    sweep(keeping(30, 40 * DAY_MS, 10));
    assertThat(query("SELECT seq FROM journal")).isEmpty();
    assertThat(query("SELECT last_seq FROM closed")).isEmpty();
  }

  @Test
  void endOfASession_isKept_whenASnapshotCoversMoreInTheMiddleOfASweep() throws SQLException {
    add(new Row("a", "s", 1, false), Set.of("s"));
    add(new Row("a", "s", 2, true), Set.of());
    cover("a", 0);
    RetiredRecords retired = keeping(30, 40 * DAY_MS, 1);
    retired.step(false, rows.lastSeq());
    cover("a", 2);
    sweep(retired);
    assertThat(query("SELECT seq FROM journal")).containsExactly("1");
    assertThat(query("SELECT session FROM closed")).containsExactly("s");
    sweep(keeping(30, 40 * DAY_MS, 1));
    assertThat(query("SELECT seq FROM journal")).isEmpty();
    assertThat(query("SELECT session FROM closed")).isEmpty();
  }

  @Test
  void timeOfAWrongClock_endsNoSweep() throws SQLException {
    add(new Row("a", "", 90 * DAY_MS, false), Set.of());
    add(new Row("a", "", DAY_MS, false), Set.of());
    add(new Row("a", "", 39 * DAY_MS, false), Set.of());
    cover("a", 3);
    sweep(keeping(30, 40 * DAY_MS, 10));
    assertThat(query("SELECT seq FROM journal ORDER BY seq")).containsExactly("1", "3");
  }

  /** Whatever the windows and whenever the host is stopped in the middle of a sweep. */
  @RepeatedTest(8)
  void sweeps_removeWhatIsOldAndCovered_andForgetEndsLast() throws SQLException {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> history = history(random);
    Map<String, Long> covered = new HashMap<>();
    for (String seat : List.of("a", "b")) {
      covered.put(seat, random.nextLong(history.size()));
      cover(seat, covered.get(seat));
    }
    long nowMs = random.nextLong(30, 50) * DAY_MS;
    int atOnce = random.nextInt(1, 40);
    RetiredRecords retired = keeping(30, nowMs, atOnce);
    while (retired.working()) {
      retired.step(false, rows.lastSeq());
      if (random.nextInt(4) == 0) {
        connection.commit();
        retired = random.nextInt(8) == 0 ? keeping(30, nowMs, atOnce + 5) : retired;
      }
    }
    Set<Long> expected = left(history, covered, nowMs - 30 * DAY_MS, nowMs);
    assertThat(query("SELECT seq FROM journal ORDER BY seq"))
        .as("seed %d", seed)
        .containsExactlyElementsOf(expected.stream().sorted().map(String::valueOf).toList());
    assertThat(
            query(
                "SELECT seq FROM journal j WHERE session IN ('s0', 's2', 's4') AND NOT EXISTS"
                    + " (SELECT 1 FROM closed c WHERE c.seat = j.seat AND c.session = j.session)"))
        .as("records whose end was forgotten, seed %d", seed)
        .isEmpty();
    for (String seat : List.of("a", "b")) {
      cover(seat, history.size());
    }
    sweep(keeping(30, 1_000 * DAY_MS, atOnce));
    assertThat(query("SELECT DISTINCT session FROM journal ORDER BY session"))
        .as("seed %d", seed)
        .isSubsetOf("s1", "s3");
    assertThat(query("SELECT session FROM closed")).as("seed %d", seed).isEmpty();
  }

  /** The even sessions are closed somewhere, the odd ones never. */
  private List<Row> history(SplittableRandom random) throws SQLException {
    List<Row> history = new ArrayList<>();
    Map<String, Set<String>> open = new HashMap<>();
    for (String seat : List.of("a", "b")) {
      open.put(seat, new HashSet<>(Set.of("s0", "s1", "s2", "s3", "s4")));
    }
    for (int seq = 1; seq <= 150; seq++) {
      String seat = random.nextInt(4) == 0 ? "b" : "a";
      int session = random.nextInt(-2, 5);
      boolean closes = session >= 0 && session % 2 == 0 && random.nextInt(8) == 0;
      long timeMs = seq * DAY_MS / 4 + random.nextLong(DAY_MS);
      Row row = new Row(seat, session < 0 ? "" : "s" + session, timeMs, closes);
      history.add(row);
      if (closes) {
        open.get(seat).remove(row.session);
      }
      add(row, open.get(seat));
    }
    for (String seat : List.of("a", "b")) {
      for (String session : List.of("s0", "s2", "s4")) {
        if (open.get(seat).remove(session)) {
          Row row = new Row(seat, session, 38 * DAY_MS, true);
          history.add(row);
          add(row, open.get(seat));
        }
      }
    }
    return history;
  }

  /** The rule, without windows. */
  private static Set<Long> left(
      List<Row> history, Map<String, Long> covered, long cutoffMs, long nowMs) {
    Map<String, Long> closedMs = new HashMap<>();
    for (Row row : history) {
      if (row.closes) {
        closedMs.put(row.seat + row.session, row.timeMs);
      }
    }
    Set<Long> left = new HashSet<>();
    boolean young = false;
    for (int i = 0; i < history.size(); i++) {
      Row row = history.get(i);
      young |= row.timeMs >= cutoffMs && row.timeMs <= nowMs;
      long endMs =
          row.session.isEmpty()
              ? row.timeMs
              : closedMs.getOrDefault(row.seat + row.session, Long.MAX_VALUE);
      if (young || i + 1 > covered.get(row.seat) || endMs >= cutoffMs) {
        left.add(i + 1L);
      }
    }
    return left;
  }

  private record Row(String seat, String session, long timeMs, boolean closes) {}
}
