package dev.croupier.cli;

import dev.croupier.host.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the app somebody probably meant, among the files that are there. */
final class NearbyApps {
  private static final int DEEPEST = 4;
  private static final Pattern ENDING = Pattern.compile("\\.(js|mjs|ts|mts|jar|zip)$");

  private NearbyApps() {}

  /**
   * @param base the folder references are relative to
   * @param reference what was written and leads nowhere
   * @return the closest reference that leads somewhere, if it is close enough to be a slip
   */
  static Optional<String> closest(Path base, String reference) {
    String wanted = ENDING.matcher(reference.replaceAll("#.*", "")).replaceAll("");
    int slash = wanted.indexOf('/');
    try {
      Path folder = slash < 0 ? base : base.resolve(wanted.substring(0, slash));
      if (!Files.isDirectory(folder)) {
        return Optional.empty();
      }
      try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
        List<String> known =
            files
                .map(file -> base.relativize(file).toString().replace('\\', '/'))
                .filter(name -> ENDING.matcher(name).find())
                .map(name -> ENDING.matcher(name).replaceAll(""))
                .distinct()
                .toList();
        return Suggestion.closest(wanted, known);
      }
    } catch (IOException | InvalidPathException | java.io.UncheckedIOException e) {
      // A folder that cannot be read has nothing to suggest.
      return Optional.empty();
    }
  }
}
