package dev.croupier.cli.create;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A new app in a folder of its own, made from a template: it has message types, an opponent, a
 * test, a configuration, and runs as it is.
 *
 * @param name of the app, its folder and its seat
 * @param language what it is written in
 * @param folder where it goes
 */
public record NewApp(String name, Language language, Path folder) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 40;

  /** Files and folders that every new app has, words a Java package cannot be, and the seat. */
  private static final Set<String> TAKEN =
      Set.of(
          "bot",
          "types",
          "croupier",
          "target",
          "repository",
          "src",
          "java",
          "javax",
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "final",
          "finally",
          "float",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "null",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "true",
          "false",
          "try",
          "void",
          "volatile",
          "while");

  /**
   * @param name what somebody wants to call an app
   * @return what is wrong with it, {@code ""} if nothing
   */
  public static String problem(String name) {
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      return "\""
          + name
          + "\" is no name for an app: lower-case letters, digits and single hyphens, a letter"
          + " first, at most "
          + LONGEST_NAME
          + " characters";
    }
    return TAKEN.contains(name) ? "\"" + name + "\" is taken; choose another name" : "";
  }

  /**
   * Writes the files.
   *
   * @param version of Croupier and its libraries, by name: {@code version}, {@code pf4j}, {@code
   *     jspecify}
   * @return what was written, relative to the folder; a folder stands for all that is in it
   * @throws CreateException if the folder has something in it
   */
  public List<String> write(Map<String, String> version) {
    try {
      requireEmpty();
      List<String> written = new ArrayList<>();
      Map<String, String> words =
          Map.of(
              "__name__", name,
              "__package__", name.replace("-", ""),
              "__version__", version.getOrDefault("version", ""),
              "__api__", language == Language.JAVA ? ApiRepository.write(folder, version) : "",
              "__pf4j__", version.getOrDefault("pf4j", ""));
      for (String template : language.templates()) {
        String file = filled(template, words);
        String text = read(language.name().toLowerCase(Locale.ROOT) + "/" + template);
        write(file, filled(text, words));
        written.add(file);
      }
      write(".gitignore", read("common/gitignore"));
      written.add(".gitignore");
      if (language == Language.JAVA) {
        written.add(ApiRepository.FOLDER + "/");
      }
      return written;
    } catch (IOException e) {
      throw new CreateException(folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void requireEmpty() throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new CreateException(folder + " is a file; nothing was written");
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new CreateException(
              folder + " is not empty; nothing was written. Name another folder with --dir");
        }
      }
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  private static String filled(String text, Map<String, String> words) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace(word.getKey(), word.getValue());
    }
    return filled;
  }

  private static String read(String template) {
    try (InputStream in = NewApp.class.getResourceAsStream(template)) {
      if (in == null) {
        throw new IOException("resource " + template + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
