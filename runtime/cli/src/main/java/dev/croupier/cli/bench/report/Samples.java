package dev.croupier.cli.bench.report;

import java.util.Arrays;
import java.util.List;

/**
 * One figure, measured several times.
 *
 * @param values one per repetition, in the order they were taken; empty if it was not measured
 */
public record Samples(List<Double> values) {
  /** Not measured. */
  public static final Samples NONE = new Samples(List.of());

  /** Copies the list. */
  public Samples {
    values = List.copyOf(values);
  }

  /**
   * @param values the repetitions
   * @return them as samples
   */
  public static Samples of(double... values) {
    return new Samples(Arrays.stream(values).boxed().toList());
  }

  /**
   * @return whether there is anything
   */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * @return the middle one, NaN if there are none
   */
  public double median() {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = sorted();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * @return the lowest, NaN if there are none
   */
  public double low() {
    return values.isEmpty() ? Double.NaN : sorted()[0];
  }

  /**
   * @return the highest, NaN if there are none
   */
  public double high() {
    return values.isEmpty() ? Double.NaN : sorted()[values.size() - 1];
  }

  /**
   * The noise: half the distance between the lowest and the highest, as a share of the median.
   *
   * @return in percent; 0 for less than two samples and for a median of 0
   */
  public double noisePercent() {
    double median = median();
    return values.size() < 2 || median == 0 ? 0 : (high() - low()) / 2 / Math.abs(median) * 100;
  }

  private double[] sorted() {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
