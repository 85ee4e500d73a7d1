package dev.croupier.cli.config;

import dev.croupier.app.CroupierException;

/** {@code croupier.yaml} is missing or wrong. The message starts with file, line and column. */
public final class ConfigException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String problem;

  /**
   * @param place {@code file:line:column}, or the file alone
   * @param problem the key, what is wrong with its value, and what would be right
   */
  public ConfigException(String place, String problem) {
    super(place + ": " + problem);
    this.place = place;
    this.problem = problem;
  }

  /**
   * @return {@code file:line:column}, or the file alone
   */
  public String place() {
    return place;
  }

  /**
   * @return the key, what is wrong with its value, and what would be right
   */
  public String problem() {
    return problem;
  }
}
