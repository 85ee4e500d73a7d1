package dev.croupier.protocol.json;

/** What a reader does with an object that names one member twice. */
public enum DuplicateNames {
  /** The text is refused with {@link DuplicateNameException}. */
  REFUSE,
  /**
   * The member keeps its first place and takes its last value, as in JavaScript and in Go
   * (clearnode-0.x 3.2, 3.4).
   */
  LAST_WINS
}
