package dev.croupier.host.carrier;

/**
 * The bounds of messages in states.
 *
 * <p>A message that was missed is sent again inside another one, where its quotes are escaped; so
 * an app's message may be a quarter of what a state may carry, and always fits.
 */
public final class CarrierLimits {

  /** The largest text of a state, UTF-8 bytes. */
  public static final int STATE_BYTES = 64 * 1024;

  /** The largest text of a state with a message of an app, UTF-8 bytes. */
  public static final int MESSAGE_BYTES = 16 * 1024;

  /** Messages sent again inside one other. */
  public static final int PART_MESSAGES = 16;

  /** Their signed texts together, in characters, unless it is one. */
  public static final int PART_BYTES = 16 * 1024;

  /** Messages of one session that wait for their turn; further ones are tried again later. */
  static final int WAITING = 1_024;

  /** Own messages in a row after which others get the chance of a pause. */
  static final int OWN_ROW = 8;

  /** How often a message is tried while others' states come first. */
  static final int TRIES = 40;

  /** The longest pause after the first lost race; it doubles with each. */
  static final long PAUSE_MS = 25;

  /** The longest pause after any. */
  static final long LONGEST_PAUSE_MS = 500;

  private CarrierLimits() {}
}
