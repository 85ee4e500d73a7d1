package dev.croupier.protocol.v0;

/** The server lines of the 0.x protocol that differ on the wire (clearnode-0.x 0, compat 2). */
public enum ServerVersion {
  /** Server 0.3: no intents, no state notifications, notifications carry the time as their id. */
  S0_3("0.3"),
  /** Server 0.4: intents, flat state notifications. */
  S0_4("0.4"),
  /** Server 0.5: new login form, capped session keys, nested state notifications. */
  S0_5("0.5");

  private final String text;

  ServerVersion(String text) {
    this.text = text;
  }

  /** The version as people write it, for example {@code "0.5"}. */
  public String text() {
    return text;
  }

  /** True if this line is {@code other} or newer. */
  public boolean isAtLeast(ServerVersion other) {
    return compareTo(other) >= 0;
  }
}
