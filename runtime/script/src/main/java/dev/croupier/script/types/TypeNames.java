package dev.croupier.script.types;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives out names for types, each once. */
final class TypeNames {
  private final Set<String> taken;

  /**
   * @param reserved names that mean something else in the file
   */
  TypeNames(Set<String> reserved) {
    this.taken = new HashSet<>(reserved);
  }

  /**
   * @param wish any text, such as a message type; its words become the name
   * @return a name nobody has yet
   */
  String take(String wish) {
    StringBuilder name = new StringBuilder();
    for (String word : wish.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      name.insert(0, "Type");
    }
    String free = name.toString();
    for (int number = 2; !taken.add(free); number++) {
      free = name + "_" + number;
    }
    return free;
  }
}
