package dev.croupier.app;

/**
 * What an app answers when it is asked for its seat's signature.
 *
 * @param signs whether the seat signs
 * @param reason why not, for whoever asks; {@code ""} if it signs
 */
public record Answer(boolean signs, String reason) {

  private static final Answer SIGN = new Answer(true, "");
  private static final Answer DECLINE = new Answer(false, "declined by the app");

  /**
   * @return yes
   */
  public static Answer sign() {
    return SIGN;
  }

  /**
   * @return no, without a reason of the app's own
   */
  public static Answer decline() {
    return DECLINE;
  }

  /**
   * @param reason why not; whoever asks reads it
   * @return no
   */
  public static Answer decline(String reason) {
    return reason.isBlank() ? DECLINE : new Answer(false, reason);
  }
}
