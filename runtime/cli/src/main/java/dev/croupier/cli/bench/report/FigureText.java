package dev.croupier.cli.bench.report;

import java.util.Locale;

/** Writes figures for people: three digits that count, thousands with commas. */
final class FigureText {
  private static final double SHOWN_NOISE_PERCENT = 0.5;

  private FigureText() {}

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    double size = Math.abs(value);
    String form =
        size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, form, value);
  }

  /** A bound is written without zeros behind the point. */
  static String withUnit(double value, String unit) {
    String number = number(value);
    String shorter =
        number.contains(".") ? number.replaceAll("0+$", "").replaceAll("\\.$", "") : number;
    return unit.isEmpty() ? shorter : shorter + " " + unit;
  }

  static String noise(Samples samples) {
    return samples.values().size() < 2 || samples.noisePercent() < SHOWN_NOISE_PERCENT
        ? ""
        : String.format(Locale.ROOT, "±%.0f%%", samples.noisePercent());
  }

  static String cell(Samples samples) {
    String noise = noise(samples);
    return noise.isEmpty() ? number(samples.median()) : number(samples.median()) + " " + noise;
  }

  static String percent(double value) {
    return String.format(Locale.ROOT, "%+.1f %%", value);
  }
}
