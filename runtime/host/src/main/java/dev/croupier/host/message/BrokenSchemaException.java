package dev.croupier.host.message;

import dev.croupier.app.CroupierException;

/** An app's message types are no usable JSON Schemas. */
public final class BrokenSchemaException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String location;
  private final String reason;

  BrokenSchemaException(String source, String location, String reason) {
    super(text(source, location, reason));
    this.source = source;
    this.location = location;
    this.reason = reason;
  }

  BrokenSchemaException(String source, String location, String reason, Throwable cause) {
    super(text(source, location, reason), cause);
    this.source = source;
    this.location = location;
    this.reason = reason;
  }

  private static String text(String source, String location, String reason) {
    return "message types "
        + source
        + (location.isEmpty() ? "" : " at " + location)
        + ": "
        + reason;
  }

  /**
   * @return what is wrong there
   */
  public String reason() {
    return reason;
  }

  /**
   * @return the document, usually a file
   */
  public String source() {
    return source;
  }

  /**
   * @return the place in it: a JSON pointer, or line and column where it is no JSON; may be {@code
   *     ""}
   */
  public String location() {
    return location;
  }
}
