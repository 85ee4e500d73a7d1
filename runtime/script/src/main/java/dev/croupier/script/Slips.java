package dev.croupier.script;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
final class Slips {
  private static final int FARTHEST = 3;

  private Slips() {}

  /**
   * @param written what was written
   * @param known what would have been right
   * @return the closest of {@code known}, if it is close enough to be a slip
   */
  static Optional<String> closest(String written, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(written, name) <= FARTHEST)
        .min(Comparator.comparingInt(name -> distance(written, name)));
  }

  /** Levenshtein distance without regard to letter case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
