package dev.croupier.app;

/** An app's schema file is not in its jar. */
public final class MessageTypesMissingException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String resource;

  MessageTypesMissingException(String resource, String app) {
    super(text(resource, app));
    this.resource = resource;
  }

  MessageTypesMissingException(String resource, String app, Throwable cause) {
    super(text(resource, app), cause);
    this.resource = resource;
  }

  private static String text(String resource, String app) {
    return "schema file \""
        + resource
        + "\" of "
        + app
        + " is neither beside the class nor at the root of its jar";
  }

  /**
   * @return the name that was looked for
   */
  public String resource() {
    return resource;
  }
}
