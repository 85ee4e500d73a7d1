package dev.croupier.cli.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values lie between the two ends of an axis, and which of them are written beside it.
 *
 * @param low the value at its beginning
 * @param high the value at its end
 * @param logarithmic whether equal factors are equal distances
 */
record Axis(double low, double high, boolean logarithmic) {
  private static final int TICKS = 5;

  /** An axis for values that are 0 or more: from 0, or from a power of ten where 0 has no place. */
  static Axis over(List<Double> values, boolean logarithmic) {
    double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (!logarithmic) {
      double step = step(largest > 0 ? largest : 1);
      return new Axis(0, Math.ceil((largest > 0 ? largest : 1) / step) * step, false);
    }
    double smallest =
        values.stream().mapToDouble(Double::doubleValue).filter(v -> v > 0).min().orElse(1);
    double low = power(Math.floor(Math.log10(smallest)));
    double high = power(Math.ceil(Math.log10(Math.max(largest, smallest))));
    return new Axis(low, high > low ? high : low * 10, true);
  }

  /** From 0 to 1; what lies below the beginning is put there. */
  double share(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return Math.clamp(share, 0, 1);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double exponent = Math.log10(low); power(exponent) <= high * 1.001; exponent++) {
        ticks.add(power(exponent));
      }
      return ticks;
    }
    double step = step(high);
    for (int i = 0; i * step <= high * 1.001; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double step(double largest) {
    double rough = largest / TICKS;
    double power = power(Math.floor(Math.log10(rough)));
    double factor = rough / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  }

  private static double power(double exponent) {
    return Math.pow(10, Math.rint(exponent));
  }
}
