package dev.croupier.protocol.json;

/**
 * How much JSON a reader takes before it gives up. All bounds are inclusive.
 *
 * @param maxDocumentChars length of the whole text in UTF-16 units, 1 or more
 * @param maxDepth how deep arrays and objects may be nested, 1 to {@value #HIGHEST_DEPTH}
 * @param maxStringChars length of one string in UTF-16 units, 1 or more
 * @param maxNumberChars length of one number in characters, 1 or more
 */
public record JsonLimits(
    int maxDocumentChars, int maxDepth, int maxStringChars, int maxNumberChars) {

  /** Reading and writing recurse once per level; more levels than this are never allowed. */
  public static final int HIGHEST_DEPTH = 500;

  /** 16 Mi characters, 100 levels, numbers of up to 400 characters. */
  public static final JsonLimits DEFAULT = new JsonLimits(16 << 20, 100, 16 << 20, 400);

  /** Checks that every bound is in its range. */
  public JsonLimits {
    requireRange("document length bound", maxDocumentChars, Integer.MAX_VALUE);
    requireRange("depth bound", maxDepth, HIGHEST_DEPTH);
    requireRange("string length bound", maxStringChars, Integer.MAX_VALUE);
    requireRange("number length bound", maxNumberChars, Integer.MAX_VALUE);
  }

  /**
   * These limits with another document length.
   *
   * @param maxDocumentChars length of the whole text in UTF-16 units, 1 or more
   */
  public JsonLimits withMaxDocumentChars(int maxDocumentChars) {
    return new JsonLimits(
        maxDocumentChars, maxDepth, Math.min(maxStringChars, maxDocumentChars), maxNumberChars);
  }

  private static void requireRange(String what, int value, int highest) {
    if (value < 1 || value > highest) {
      throw new JsonLimitException(what + " " + value, highest);
    }
  }
}
