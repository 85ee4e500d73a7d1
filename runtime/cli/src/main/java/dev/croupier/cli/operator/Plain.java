package dev.croupier.cli.operator;

/** Makes text of others fit to be shown: nothing in it moves the cursor or turns letters around. */
final class Plain {
  private static final int LONGEST = 200;

  private Plain() {}

  /**
   * @param text anything
   * @return the same with control and formatting characters escaped, cut when it is long
   */
  static String of(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            point -> {
              if (shown(point)) {
                plain.appendCodePoint(point);
              } else {
                plain.append("\\u{").append(Integer.toHexString(point)).append('}');
              }
            });
    if (text.codePointCount(0, text.length()) > LONGEST) {
      plain.append("… (").append(text.length()).append(" characters)");
    }
    return plain.toString();
  }

  private static boolean shown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
