package dev.croupier.host.engine;

import dev.croupier.app.CroupierException;

/** An app's code could not be loaded. */
public final class AppLoadException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String reference;
  private final String location;

  /**
   * @param reference the app as written in the configuration
   * @param location {@code file:line:column} or whatever is known of the place, {@code ""} if
   *     nothing
   * @param reason what is wrong there
   */
  public AppLoadException(String reference, String location, String reason) {
    super(text(reference, location, reason));
    this.reference = reference;
    this.location = location;
  }

  /**
   * @param reference the app as written in the configuration
   * @param location {@code file:line:column} or whatever is known of the place, {@code ""} if
   *     nothing
   * @param reason what is wrong there
   * @param cause what the engine found
   */
  public AppLoadException(String reference, String location, String reason, Throwable cause) {
    super(text(reference, location, reason), cause);
    this.reference = reference;
    this.location = location;
  }

  private static String text(String reference, String location, String reason) {
    return "app "
        + reference
        + " cannot be loaded: "
        + (location.isEmpty() ? "" : location + ": ")
        + reason;
  }

  /**
   * @return the app as written in the configuration
   */
  public String reference() {
    return reference;
  }

  /**
   * @return where the mistake is, {@code ""} if unknown
   */
  public String location() {
    return location;
  }
}
