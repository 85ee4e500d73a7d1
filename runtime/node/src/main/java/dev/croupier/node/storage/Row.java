package dev.croupier.node.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The current row of a result, columns counted from 1. Valid only while the row is being read. */
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /**
   * @param column number of a column that holds text and is never null
   * @return its text
   */
  public String text(int column) {
    String value = textOrNull(column);
    if (value == null) {
      throw new StorageException("column " + column + " of the ledger is empty and must not be");
    }
    return value;
  }

  /**
   * @param column number of a column that holds text
   * @return its text, or null
   */
  public @Nullable String textOrNull(int column) {
    try {
      return result.getString(column);
    } catch (SQLException e) {
      throw new StorageException("cannot read column " + column + " of the ledger", e);
    }
  }

  /**
   * @param column number of a column that holds an integer
   * @return its value, 0 for null
   */
  public long number(int column) {
    try {
      return result.getLong(column);
    } catch (SQLException e) {
      throw new StorageException("cannot read column " + column + " of the ledger", e);
    }
  }
}
