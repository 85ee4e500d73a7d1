package dev.croupier.host;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class Suggestion {
  private static final int FARTHEST = 3;

  private Suggestion() {}

  /**
   * @param written what was written
   * @param known what would have been right
   * @return the closest of {@code known}, if it is close enough to be a slip
   */
  public static Optional<String> closest(String written, Collection<String> known) {
    return known.stream()
        .filter(
            name -> distance(written, name) <= Math.min(FARTHEST, Math.max(1, name.length() / 2)))
        .min(Comparator.comparingInt(name -> distance(written, name)));
  }

  /**
   * How many letters have to be changed, added, left out, or swapped with the next, without regard
   * to their case.
   */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] distances = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distances[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, distances);
      }
    }
    return distances[a.length()][b.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] distances) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int changed = distances[i - 1][j - 1] + (same ? 0 : 1);
    int added = Math.min(distances[i - 1][j], distances[i][j - 1]) + 1;
    int least = Math.min(changed, added);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
  }
}
