package dev.croupier.cli.bench.report;

/**
 * What a column holds.
 *
 * @param name what is measured, unique in its table
 * @param unit in which unit, {@code ""} if the name says it
 * @param better which way it should go
 */
public record Measure(String name, String unit, Better better) {

  /**
   * @param name what is measured
   * @param unit in which unit
   * @return a measure that should be high
   */
  public static Measure high(String name, String unit) {
    return new Measure(name, unit, Better.HIGHER);
  }

  /**
   * @param name what is measured
   * @param unit in which unit
   * @return a measure that should be low
   */
  public static Measure low(String name, String unit) {
    return new Measure(name, unit, Better.LOWER);
  }

  /**
   * @param name what is measured
   * @param unit in which unit
   * @return a measure that says what was done
   */
  public static Measure plain(String name, String unit) {
    return new Measure(name, unit, Better.NEITHER);
  }

  /**
   * @return name and unit, for people
   */
  public String heading() {
    return unit.isEmpty() ? name : name + ", " + unit;
  }
}
