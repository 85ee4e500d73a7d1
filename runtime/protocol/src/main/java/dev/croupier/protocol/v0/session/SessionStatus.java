package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.v0.Members;
import java.util.Locale;

/** Whether an app session takes states (clearnode-0.x 10). */
public enum SessionStatus {
  OPEN,
  CLOSED;

  /** The status on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SessionStatus read(Members members) {
    return switch (members.requiredText("status")) {
      case "open" -> OPEN;
      case "closed" -> CLOSED;
      default -> throw members.fault("status", "must be open or closed");
    };
  }
}
