package dev.croupier.cli.bench.report;

/**
 * What a figure should be, beside what it is.
 *
 * @param name the figure
 * @param unit its unit
 * @param wanted the bound
 * @param better on which side of the bound it should be
 * @param measured what was measured, NaN if nothing was
 * @param comment what to know about it, {@code ""} if nothing
 */
public record Aim(
    String name, String unit, double wanted, Better better, double measured, String comment) {

  /**
   * @return whether it is on the right side of the bound
   */
  public boolean met() {
    return switch (better) {
      case HIGHER -> measured >= wanted;
      case LOWER -> measured <= wanted;
      case NEITHER -> true;
    };
  }

  /**
   * @return the bound, such as {@code ≥ 70 %}
   */
  public String bound() {
    return (better == Better.LOWER ? "≤ " : "≥ ") + FigureText.withUnit(wanted, unit);
  }

  /**
   * @return what was measured, with its unit
   */
  public String found() {
    return Double.isNaN(measured) ? "not measured" : FigureText.withUnit(measured, unit);
  }

  /**
   * @return {@code met} or {@code missed}
   */
  public String verdict() {
    return Double.isNaN(measured) ? "" : met() ? "met" : "missed";
  }
}
