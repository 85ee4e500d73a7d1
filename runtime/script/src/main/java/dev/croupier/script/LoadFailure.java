package dev.croupier.script;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.turn.AppFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the author's line for load errors that the engine reports without one. */
final class LoadFailure {
  /** An import or re-export with its specifier, the way modules are written. */
  private static final Pattern IMPORT =
      Pattern.compile("\\b(?:from|import)\\s*\\(?\\s*(['\"])([^'\"\\n]+)\\1");

  private static final Pattern PLACE_IN_TEXT = Pattern.compile("^(SyntaxError: )?\\S+:\\d+:\\d+ ");
  private static final Pattern MISSING_EXPORT =
      Pattern.compile("The requested module '([^']+)' does not provide an export named '([^']+)'");

  private final String reference;
  private final ModuleFiles files;
  private final String entry;

  /**
   * @param reference the app as written in the configuration
   * @param files what was read, and what was refused
   * @param entry the place to name if no better one is found
   */
  LoadFailure(String reference, ModuleFiles files, String entry) {
    this.reference = reference;
    this.files = files;
    this.entry = entry;
  }

  AppLoadException of(AppFailure failure) {
    if (!files.untranslatable().isEmpty()) {
      TypeScriptException first = files.untranslatable().getFirst();
      return new AppLoadException(reference, first.location(), first.reason(), first);
    }
    if (!failure.location().isEmpty()) {
      return new AppLoadException(reference, failure.location(), reason(failure));
    }
    for (Map.Entry<Path, String> refused : files.refusals().entrySet()) {
      if (failure.message().contains(ModuleFiles.shown(refused.getKey()) + "'")) {
        return refusedImport(refused.getKey(), refused.getValue());
      }
    }
    Matcher missing = MISSING_EXPORT.matcher(failure.message());
    if (missing.find()) {
      return new AppLoadException(
          reference,
          placeOf(
              Pattern.compile("\\b" + Pattern.quote(missing.group(2)) + "\\b"), missing.group(1)),
          missing.group(1) + " has no export named " + missing.group(2));
    }
    Optional<Path> json =
        files.texts().keySet().stream().filter(p -> p.toString().endsWith(".json")).findFirst();
    if (json.isPresent() && failure.message().contains("module type")) {
      return new AppLoadException(
          reference,
          importOf(json.get()).map(Import::place).orElse(entry),
          "a JSON file is imported with { type: 'json' }: import rules from './rules.json' with {"
              + " type: 'json' }");
    }
    return new AppLoadException(reference, entry, reason(failure));
  }

  private AppLoadException refusedImport(Path target, String reason) {
    Optional<Import> found = importOf(target);
    String specifier = found.map(Import::specifier).orElse(ModuleFiles.shown(target));
    return new AppLoadException(
        reference,
        found.map(Import::place).orElse(entry),
        found.isPresent() && !isPath(specifier)
            ? specifier
                + " cannot be imported; only files of the app can, as './"
                + specifier
                + ".js'"
            : "the imported file " + specifier + " " + reason);
  }

  private static boolean isPath(String specifier) {
    return specifier.startsWith("./") || specifier.startsWith("../") || specifier.startsWith("/");
  }

  /**
   * An import in an author's file.
   *
   * @param specifier what it names, as written
   * @param place where it does
   */
  private record Import(String specifier, String place) {}

  /** Parser messages begin with the place, which the location already says. */
  private static String reason(AppFailure failure) {
    String first = failure.message().lines().findFirst().orElse("");
    return first.startsWith("SyntaxError")
        ? PLACE_IN_TEXT.matcher(first).replaceFirst("SyntaxError: ")
        : failure.message();
  }

  private Optional<Import> importOf(Path target) {
    for (ModuleText text : files.texts().values()) {
      String code = new String(text.written(), StandardCharsets.UTF_8);
      Matcher imports = IMPORT.matcher(code);
      while (imports.find()) {
        String specifier = imports.group(2);
        Path named =
            isPath(specifier)
                ? text.path().resolveSibling(specifier).normalize()
                : files.root().resolve(specifier).normalize();
        if (named.equals(target) || target.toString().startsWith(named + ".")) {
          return Optional.of(new Import(specifier, place(text, code, imports.start())));
        }
      }
    }
    return Optional.empty();
  }

  private String placeOf(Pattern name, String specifier) {
    for (ModuleText text : files.texts().values()) {
      String code = new String(text.written(), StandardCharsets.UTF_8);
      Matcher imports = IMPORT.matcher(code);
      while (imports.find()) {
        if (imports.group(2).equals(specifier)) {
          int statement = Math.max(code.lastIndexOf("import", imports.start()), 0);
          Matcher found = name.matcher(code).region(statement, imports.start());
          if (found.find()) {
            return place(text, code, found.start());
          }
        }
      }
    }
    return entry;
  }

  private static String place(ModuleText text, String code, int index) {
    int line = (int) code.substring(0, index).chars().filter(c -> c == '\n').count() + 1;
    int column = index - code.lastIndexOf('\n', index - 1);
    return ModuleFiles.shown(text.path()) + ":" + line + ":" + column;
  }
}
