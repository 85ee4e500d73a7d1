package dev.croupier.cli.config;

import dev.croupier.host.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@code croupier.yaml}; every mistake is reported with its line, key and a suggestion. */
public final class ConfigReader {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private ConfigReader() {}

  /**
   * @param file the configuration file
   * @return what it says
   * @throws ConfigException if it is missing, not YAML, or breaks the schema
   */
  public static CroupierConfig read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          file.toString(),
          "no such file; name one with --config FILE, or start from the one in the project's"
              + " folder");
    } catch (IOException e) {
      throw new ConfigException(file.toString(), "cannot be read: " + e.getMessage());
    }
    return parse(file.toString(), text);
  }

  /**
   * @param name the file's name for error messages
   * @param text the YAML text
   * @return what it says
   * @throws ConfigException if the text is not YAML or breaks the schema
   */
  public static CroupierConfig parse(String name, String text) {
    @Nullable CroupierConfig config = null;
    try {
      JsonNode content = MAPPER.readTree(text);
      if (!content.isMissingNode() && !content.isNull()) {
        config = MAPPER.readValue(text, CroupierConfig.class);
      }
    } catch (JacksonException e) {
      throw new ConfigException(place(name, text, e), problem(e));
    }
    if (config == null) {
      throw new ConfigException(
          name, "the file is empty; it needs at least one entry under \"seats\"");
    }
    check(name, config);
    return config;
  }

  /**
   * Says where in the file a value stands that was found wanting after it was read.
   *
   * @param file the configuration file
   * @param error names the value's key, such as {@code seats.player.wallet.env}, as its place
   * @return the same with the file and, if the key is found, line and column
   */
  public static ConfigException placed(Path file, ConfigException error) {
    String key = error.place();
    if (key.startsWith(file.toString())) {
      return error;
    }
    TokenStreamLocation location = null;
    try {
      location = locate(Files.readString(file), "/" + key.replace('.', '/'));
    } catch (IOException | JacksonException gone) {
      // The file was changed meanwhile; then there is no line to tell.
    }
    String place =
        location == null
            ? file.toString()
            : file + ":" + location.getLineNr() + ":" + location.getColumnNr();
    return new ConfigException(place, key + ": " + error.problem());
  }

  private static void check(String name, CroupierConfig config) {
    if (config.seats().isEmpty()) {
      throw new ConfigException(
          name, "\"seats\" is missing or empty; a host needs at least one seat");
    }
    if (config.journalDays() < 0 || config.journalDays() > CroupierConfig.MOST_JOURNAL_DAYS) {
      throw new ConfigException(
          name,
          "journal-days is "
              + config.journalDays()
              + "; it must be from 0 to "
              + CroupierConfig.MOST_JOURNAL_DAYS);
    }
    config
        .seats()
        .forEach(
            (seat, section) -> {
              if (section == null || section.app().isBlank()) {
                throw new ConfigException(
                    name,
                    "seats." + seat + ".app is missing; it names the seat's script or plugin");
              }
              if (section.wallet().development() && !config.node().embedded()) {
                throw new ConfigException(
                    name,
                    "seats."
                        + seat
                        + ".wallet is missing; development keys are for the embedded node only, use"
                        + " {env: NAME} or {keystore: FILE, password-env: NAME}");
              }
            });
  }

  private static String place(String name, String text, JacksonException error) {
    TokenStreamLocation location = error.getLocation();
    if (location == null || location.getLineNr() < 1) {
      location = locate(text, error);
    }
    return location == null || location.getLineNr() < 1
        ? name
        : name + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  /** Jackson forgets where an unknown key stood; walking to its path finds it again. */
  private static @Nullable TokenStreamLocation locate(String text, JacksonException error) {
    StringBuilder wanted = new StringBuilder();
    for (JacksonException.Reference step : error.getPath()) {
      wanted
          .append('/')
          .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
    }
    return locate(text, wanted.toString());
  }

  private static @Nullable TokenStreamLocation locate(String text, String pointer) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.streamReadContext().pathAsPointer().toString().equals(pointer)) {
          return parser.currentTokenLocation();
        }
      }
    }
    return null;
  }

  private static String problem(JacksonException error) {
    String key = key(error);
    return switch (error) {
      case UnrecognizedPropertyException unknown -> unknownKey(key, unknown);
      case ValueInstantiationException broken -> key + " " + rootMessage(broken);
      case InvalidFormatException broken ->
          key + ": \"" + broken.getValue() + "\" is not " + expected(broken.getTargetType());
      case MismatchedInputException broken when broken.getTargetType() != null ->
          key + " is not " + expected(broken.getTargetType());
      case DatabindException broken -> key + ": " + broken.getOriginalMessage();
      default -> "not valid YAML: " + yamlProblem(error.getOriginalMessage());
    };
  }

  private static String unknownKey(String key, UnrecognizedPropertyException error) {
    var known =
        error.getKnownPropertyIds() == null
            ? java.util.List.<String>of()
            : error.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
    return "unknown key \""
        + key
        + "\""
        + Suggestion.closest(error.getPropertyName(), known)
            .map(name -> "; did you mean \"" + name + "\"?")
            .orElseGet(() -> "; known here: " + String.join(", ", known));
  }

  private static String key(JacksonException error) {
    String path =
        error.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : step.getPropertyName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the file" : path.replace(".[", "[");
  }

  private static String expected(Class<?> type) {
    if (Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "a map of keys and values";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type == String.class) {
      return "text";
    }
    if (type.isEnum()) {
      return "one of "
          + java.util.Arrays.stream(type.getEnumConstants())
              .map(value -> String.valueOf(value).toLowerCase(java.util.Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    return type == Integer.class || type == int.class || type == Long.class || type == long.class
        ? "a whole number"
        : "a " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return firstLine(
        Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName()));
  }

  /** Two of the parser's lines are for people: what it was reading, and what was wrong there. */
  private static String yamlProblem(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .limit(2)
        .collect(Collectors.joining(", "));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
