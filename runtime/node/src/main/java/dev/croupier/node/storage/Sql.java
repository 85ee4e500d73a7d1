package dev.croupier.node.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on one connection and keeps every statement prepared: preparing costs several times as
 * much as running. For one thread at a time.
 *
 * <p>Arguments are text, whole numbers or null. Amounts are stored as text, since SQLite's numbers
 * are floating point.
 */
public final class Sql {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /**
   * Runs a statement that changes rows.
   *
   * @param statement SQL with a {@code ?} per argument, always the same object for the same work
   * @param arguments text, integers or null, in order
   * @return how many rows changed
   */
  public int update(String statement, @Nullable Object... arguments) {
    try {
      return bound(statement, arguments).executeUpdate();
    } catch (SQLException e) {
      throw failure(statement, e);
    }
  }

  /**
   * Runs a query and reads all its rows.
   *
   * @param statement SQL with a {@code ?} per argument
   * @param reader makes a value of each row
   * @param arguments text, integers or null, in order
   * @return the values in the order of the rows
   */
  public <T> List<T> list(
      String statement, Function<Row, T> reader, @Nullable Object... arguments) {
    List<T> values = new ArrayList<>();
    forEach(statement, row -> values.add(reader.apply(row)), arguments);
    return values;
  }

  /**
   * Runs a query and hands over its rows one by one.
   *
   * @param statement SQL with a {@code ?} per argument
   * @param reader called for each row
   * @param arguments text, integers or null, in order
   */
  public void forEach(String statement, Consumer<Row> reader, @Nullable Object... arguments) {
    try (ResultSet result = bound(statement, arguments).executeQuery()) {
      Row row = new Row(result);
      while (result.next()) {
        reader.accept(row);
      }
    } catch (SQLException e) {
      throw failure(statement, e);
    }
  }

  /**
   * Runs a query and reads its first row.
   *
   * @param statement SQL with a {@code ?} per argument
   * @param reader makes a value of the row
   * @param arguments text, integers or null, in order
   * @return the value, or empty when there is no row
   */
  public <T> Optional<T> first(
      String statement, Function<Row, T> reader, @Nullable Object... arguments) {
    try (ResultSet result = bound(statement, arguments).executeQuery()) {
      return result.next() ? Optional.of(reader.apply(new Row(result))) : Optional.empty();
    } catch (SQLException e) {
      throw failure(statement, e);
    }
  }

  /** Runs statements without arguments or results, such as those that frame a transaction. */
  void execute(String statement) {
    try {
      bound(statement).execute();
    } catch (SQLException e) {
      throw failure(statement, e);
    }
  }

  void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }

  private PreparedStatement bound(String statement, @Nullable Object... arguments)
      throws SQLException {
    PreparedStatement ready = prepared.get(statement);
    if (ready == null) {
      ready = connection.prepareStatement(statement);
      prepared.put(statement, ready);
    }
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      switch (argument) {
        case null -> ready.setObject(i + 1, null);
        case String text -> ready.setString(i + 1, text);
        case Long number -> ready.setLong(i + 1, number);
        case Integer number -> ready.setInt(i + 1, number);
        default -> ready.setString(i + 1, argument.toString());
      }
    }
    return ready;
  }

  private static StorageException failure(String statement, SQLException e) {
    return new StorageException("the ledger refused \"" + statement + "\": " + e.getMessage(), e);
  }
}
