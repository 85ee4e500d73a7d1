package dev.croupier.host.engine;

import dev.croupier.app.CroupierException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/** An app's code could not be loaded. */
public final class AppLoadException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String reference;
  private final String location;
  private final String reason;
  private transient Set<Path> watched = Set.of();

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
    this.reason = reason;
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
    this.reason = reason;
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
   * @return what is wrong there
   */
  public String reason() {
    return reason;
  }

  /**
   * Adds what is known of the files, as an engine does before it lets the exception out.
   *
   * @param files those whose change may mend it, also some that do not exist yet
   */
  public void watch(Collection<Path> files) {
    watched = Set.copyOf(files);
  }

  /**
   * @return the files whose change may mend it, empty if unknown
   */
  public Set<Path> watched() {
    return watched;
  }

  /**
   * @return where the mistake is, {@code ""} if unknown
   */
  public String location() {
    return location;
  }
}
