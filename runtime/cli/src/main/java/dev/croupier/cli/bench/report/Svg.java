package dev.croupier.cli.bench.report;

import java.util.Locale;

/** Writes the few SVG elements that plots are made of. Coordinates are pixels from the top left. */
final class Svg {
  private static final String FONT =
      "font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, sans-serif\"";

  private final StringBuilder elements = new StringBuilder();
  private final int width;

  Svg(int width) {
    this.width = width;
  }

  /** How a text is placed at its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void text(double x, double y, int size, String colour, Anchor anchor, String text) {
    element(
        "<text x=\"%s\" y=\"%s\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(
                coordinate(x),
                coordinate(y),
                size,
                colour,
                anchor.name().toLowerCase(Locale.ROOT),
                escaped(text)));
  }

  void bar(double x, double y, double barWidth, double height, String colour) {
    element(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\" fill=\"%s\"/>"
            .formatted(
                coordinate(x),
                coordinate(y),
                coordinate(Math.max(barWidth, 1)),
                coordinate(height),
                colour));
  }

  void line(double x1, double y1, double x2, double y2, String colour, double strokeWidth) {
    element(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>"
            .formatted(
                coordinate(x1),
                coordinate(y1),
                coordinate(x2),
                coordinate(y2),
                colour,
                coordinate(strokeWidth)));
  }

  void dot(double x, double y, String colour) {
    element(
        "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>"
            .formatted(coordinate(x), coordinate(y), colour));
  }

  /** The whole picture, on white, so that it can be read on dark pages too. */
  String document(String title, double height) {
    String tall = coordinate(height);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%s\" viewBox=\"0 0 %d %s\" role=\"img\" %s>\n"
            .formatted(width, tall, width, tall, FONT)
        + "<title>"
        + escaped(title)
        + "</title>\n"
        + "<rect width=\"%d\" height=\"%s\" rx=\"6\" fill=\"#ffffff\"/>\n".formatted(width, tall)
        + elements
        + "</svg>\n";
  }

  private void element(String element) {
    elements.append(element).append('\n');
  }

  private static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
