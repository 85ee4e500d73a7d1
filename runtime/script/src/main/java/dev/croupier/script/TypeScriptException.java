package dev.croupier.script;

import dev.croupier.app.CroupierException;

/** A TypeScript file could not be made JavaScript. */
final class TypeScriptException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String location;
  private final String reason;

  /**
   * @param location {@code file:line:column}, or the file alone
   * @param reason what is wrong there
   * @param cause what the translator found
   */
  TypeScriptException(String location, String reason, Throwable cause) {
    super(location + ": " + reason, cause);
    this.location = location;
    this.reason = reason;
  }

  /**
   * @return {@code file:line:column}, or the file alone
   */
  String location() {
    return location;
  }

  /**
   * @return what is wrong there
   */
  String reason() {
    return reason;
  }
}
