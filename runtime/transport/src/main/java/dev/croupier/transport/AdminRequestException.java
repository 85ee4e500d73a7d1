package dev.croupier.transport;

/** A request to the admin port is not of the form its route needs; answered with status 400. */
public final class AdminRequestException extends TransportException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the member it concerns; empty when it is none in particular
   * @param message what is wrong, with the value and the rule
   */
  public AdminRequestException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The member it concerns; may be empty. */
  String field() {
    return field;
  }
}
