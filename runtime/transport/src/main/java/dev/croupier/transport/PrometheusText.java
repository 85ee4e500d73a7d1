package dev.croupier.transport;

/**
 * Builds a page in the Prometheus text format 0.0.4. Not thread-safe: one builder per answer.
 *
 * <p>Names follow the format's rules ({@code [a-z_]+}, counters end in {@code _total}); help texts
 * are one line.
 */
public final class PrometheusText {
  private final StringBuilder text = new StringBuilder(1024);

  /**
   * Adds a value that only grows.
   *
   * @param name name of the metric, ending in {@code _total}
   * @param help one line of explanation
   * @param value the current total
   * @return this builder
   */
  public PrometheusText counter(String name, String help, long value) {
    return metric(name, help, "counter", Long.toString(value));
  }

  /**
   * Adds a value that goes up and down.
   *
   * @param name name of the metric
   * @param help one line of explanation
   * @param value the current value
   * @return this builder
   */
  public PrometheusText gauge(String name, String help, long value) {
    return metric(name, help, "gauge", Long.toString(value));
  }

  private PrometheusText metric(String name, String help, String type, String value) {
    text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append(name).append(' ').append(value).append('\n');
    return this;
  }

  private static String escaped(String help) {
    return help.replace("\\", "\\\\").replace("\n", "\\n");
  }

  /**
   * The page so far.
   *
   * @return lines ending in line feeds
   */
  @Override
  public String toString() {
    return text.toString();
  }
}
