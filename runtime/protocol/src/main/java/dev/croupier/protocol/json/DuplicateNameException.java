package dev.croupier.protocol.json;

/** An object names one member twice where that is refused. */
public final class DuplicateNameException extends JsonException {
  private static final long serialVersionUID = 1L;

  private final String name;

  /**
   * @param name the name that occurs more than once
   */
  DuplicateNameException(String name) {
    super("JSON object names the member \"" + name + "\" more than once");
    this.name = name;
  }

  /** The name that occurs more than once. */
  public String name() {
    return name;
  }
}
