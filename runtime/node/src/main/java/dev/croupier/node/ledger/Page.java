package dev.croupier.node.ledger;

/**
 * Which rows of a list to give (clearnode-0.x 8.4).
 *
 * @param offset rows to leave out at the start, not negative
 * @param limit most rows to give
 * @param ascending oldest first; else newest first
 */
public record Page(long offset, long limit, boolean ascending) {
  /** Rows given when a request does not say how many. */
  public static final int DEFAULT_LIMIT = 10;

  /** Most rows given, whatever a request says. */
  public static final int LARGEST_LIMIT = 100;

  /**
   * @param column the column the rows are sorted by, a constant of the program
   * @return the end of a query: sorting, limit and offset; its arguments are limit and offset
   */
  public String orderBy(String column) {
    return " ORDER BY " + column + (ascending ? " ASC" : " DESC") + " LIMIT ? OFFSET ?";
  }
}
