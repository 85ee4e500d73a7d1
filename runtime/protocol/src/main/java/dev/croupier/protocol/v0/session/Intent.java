package dev.croupier.protocol.v0.session;

import java.util.Locale;
import java.util.Optional;

/** What a submitted state does with the money of a session (clearnode-0.x 10.3). */
public enum Intent {
  /** Shares change hands inside the session. */
  OPERATE,
  /** Participants add money. */
  DEPOSIT,
  /** Participants take money out. */
  WITHDRAW;

  /** The intent on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The intent of exactly this name; empty text counts as {@link #OPERATE}.
   *
   * @return empty if there is no such intent
   */
  public static Optional<Intent> of(String wireName) {
    return switch (wireName) {
      case "", "operate" -> Optional.of(OPERATE);
      case "deposit" -> Optional.of(DEPOSIT);
      case "withdraw" -> Optional.of(WITHDRAW);
      default -> Optional.empty();
    };
  }
}
