package dev.croupier.protocol;

/** An amount is not a decimal number, or is beyond what an {@link Amount} holds. */
public final class InvalidAmountException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String value;

  private InvalidAmountException(String message, String value) {
    super(message);
    this.value = value;
  }

  static InvalidAmountException notDecimal(String text) {
    return new InvalidAmountException("not a decimal amount: " + Hex.quoted(text), text);
  }

  static InvalidAmountException outOfBounds(String text) {
    return new InvalidAmountException(
        "amount beyond "
            + Amount.MAX_INTEGER_DIGITS
            + " integer and "
            + Amount.MAX_FRACTION_DIGITS
            + " fractional digits: "
            + Hex.quoted(text),
        text);
  }

  /** The refused value, as it was given. */
  public String value() {
    return value;
  }
}
