package dev.croupier.plugin;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** Refuses what JSON has no number for, instead of writing the text {@code "NaN"}. */
final class FiniteNumbers extends JsonGeneratorDelegate {

  FiniteNumbers(JsonGenerator delegate) {
    super(delegate);
  }

  @Override
  public JsonGenerator writeNumber(double number) {
    check(Double.isFinite(number), number);
    return super.writeNumber(number);
  }

  @Override
  public JsonGenerator writeNumber(float number) {
    check(Float.isFinite(number), number);
    return super.writeNumber(number);
  }

  @Override
  public JsonGenerator writeArray(double[] numbers, int offset, int length) {
    writeStartArray(numbers, length);
    for (int i = offset; i < offset + length; i++) {
      writeNumber(numbers[i]);
    }
    return writeEndArray();
  }

  private void check(boolean finite, double number) {
    if (!finite) {
      throw new StreamWriteException(this, "JSON has no number " + number);
    }
  }
}
