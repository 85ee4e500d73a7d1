package dev.croupier.protocol.v0;

import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds members whatever the letter case of their names, as Go does. The server has sorted the
 * names before that (clearnode-0.x 3.4), so of several that match the last in byte order wins; a
 * {@code null} among them changes nothing.
 */
final class FoldedNames {
  private FoldedNames() {}

  static @Nullable JsonValue find(JsonObject object, String name) {
    String bestName = null;
    JsonValue best = null;
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      String candidate = member.getKey();
      if (member.getValue() != JsonNull.NULL
          && matches(candidate, name)
          && (bestName == null || candidate.compareTo(bestName) > 0)) {
        bestName = candidate;
        best = member.getValue();
      }
    }
    return best;
  }

  private static boolean matches(String candidate, String name) {
    if (candidate.length() != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (folded(candidate.charAt(i)) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Go folds by Unicode: two characters besides A to Z are the same letter as one of a to z. */
  private static char folded(char c) {
    if (c >= 'A' && c <= 'Z') {
      return (char) (c + ('a' - 'A'));
    }
    return switch (c) {
      case '\u017f' -> 's';
      case '\u212a' -> 'k';
      default -> c;
    };
  }
}
