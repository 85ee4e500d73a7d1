package dev.croupier.node.sessions;

import dev.croupier.node.ledger.Page;
import dev.croupier.node.storage.Row;
import dev.croupier.node.storage.Sql;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** App sessions in the database. */
public final class SessionStore {
  private static final String COLUMNS =
      "SELECT s.id, s.application, s.protocol, s.participants, s.weights, s.quorum, s.challenge,"
          + " s.nonce, s.version, s.status, s.session_data, s.created_at, s.updated_at FROM"
          + " app_session s";

  private static final Pattern COMMA = Pattern.compile(",");

  private final Sql sql;

  /**
   * @param sql the database
   */
  public SessionStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param id id of a session
   * @return the session, open or closed, or empty
   */
  public Optional<AppSession> find(SessionId id) {
    return sql.first(COLUMNS + " WHERE s.id = ?", SessionStore::session, id.toString());
  }

  /**
   * @param participant only sessions this wallet takes part in, or null
   * @param status only sessions with this status, exactly, or null
   * @param page which of them, by last update
   * @return the sessions
   */
  public List<AppSession> list(@Nullable Address participant, @Nullable String status, Page page) {
    StringBuilder query = new StringBuilder(COLUMNS);
    List<Object> arguments = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    if (participant != null) {
      query.append(" JOIN app_session_participant p ON p.session = s.id");
      conditions.add("p.wallet = ?");
      arguments.add(participant.toString());
    }
    if (status != null) {
      conditions.add("s.status = ?");
      arguments.add(status);
    }
    if (!conditions.isEmpty()) {
      query.append(" WHERE ").append(String.join(" AND ", conditions));
    }
    query.append(page.orderBy("s.updated_at"));
    arguments.add(page.limit());
    arguments.add(page.offset());
    return sql.list(query.toString(), SessionStore::session, arguments.toArray());
  }

  void insert(AppSession session) {
    sql.update(
        "INSERT INTO app_session (id, application, protocol, participants, weights, quorum,"
            + " challenge, nonce, version, status, session_data, created_at, updated_at) VALUES (?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session.id().toString(),
        session.application(),
        session.protocol(),
        joined(session.participants()),
        joined(session.weights()),
        session.quorum(),
        Long.toUnsignedString(session.challenge()),
        Long.toUnsignedString(session.nonce()),
        session.version(),
        session.status(),
        session.sessionData(),
        session.createdAtMicros(),
        session.updatedAtMicros());
    for (Address participant : new LinkedHashSet<>(session.participants())) {
      sql.update(
          "INSERT INTO app_session_participant (wallet, session) VALUES (?, ?)",
          participant.toString(),
          session.id().toString());
    }
  }

  void update(AppSession session) {
    sql.update(
        "UPDATE app_session SET version = ?, status = ?, session_data = ?, updated_at = ? WHERE id"
            + " = ?",
        session.version(),
        session.status(),
        session.sessionData(),
        session.updatedAtMicros(),
        session.id().toString());
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static Stream<String> split(String joined) {
    return COMMA.splitAsStream(joined);
  }

  private static AppSession session(Row row) {
    return new AppSession(
        SessionId.parse(row.text(1)),
        row.text(2),
        row.text(3),
        split(row.text(4)).map(Address::parse).toList(),
        split(row.text(5)).map(Long::valueOf).toList(),
        row.number(6),
        Long.parseUnsignedLong(row.text(7)),
        Long.parseUnsignedLong(row.text(8)),
        row.number(9),
        row.text(10).equals("open"),
        row.text(11),
        row.number(12),
        row.number(13));
  }
}
