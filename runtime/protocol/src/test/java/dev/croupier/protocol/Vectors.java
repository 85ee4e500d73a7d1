package dev.croupier.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published test vectors: the copy among the test resources, or another set of the same shape
 * from the folder that the system property {@code vectors.dir} names. A relative folder is looked
 * for in the working directory and the folders above it.
 *
 * <pre>{@code
 * static Stream<Vectors.Case> cases() {
 *   return Vectors.cases("v0-keys");
 * }
 *
 * @ParameterizedTest(name = "{0}")
 * @MethodSource("cases")
 * void gives...(Vectors.Case vector) { ... }
 * }</pre>
 */
public final class Vectors {
  private static final String PROPERTY = "vectors.dir";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private Vectors() {}

  /**
   * One case of a file. Prints as its name.
   *
   * @param name what the file calls it
   * @param input what is given
   * @param expected what must come out
   */
  public record Case(String name, JsonNode input, JsonNode expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * The cases of one file, of which there must be some. A file that a folder given by property does
   * not have skips its tests.
   *
   * @param file its name without {@code .json}
   */
  public static Stream<Case> cases(String file) {
    Path path = folder().resolve(file + ".json");
    if (System.getProperty(PROPERTY) != null) {
      Assumptions.assumeTrue(Files.exists(path), () -> "no " + path);
    }
    List<Case> cases = read(path);
    assertThat(cases).as("cases in %s", path).isNotEmpty();
    return cases.stream();
  }

  /** Every vector file of the 0.x protocol in the folder. */
  public static List<Path> files() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> name(file).matches("v0-.*\\.json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cases in a file, perhaps none. */
  public static List<Case> read(Path file) {
    JsonNode root = JSON.readTree(file);
    List<Case> cases = new ArrayList<>();
    for (JsonNode node : root.path("cases")) {
      cases.add(new Case(node.path("name").asString(), node.path("input"), node.path("expected")));
    }
    return cases;
  }

  /** The folder in use. */
  public static Path folder() {
    String given = System.getProperty(PROPERTY);
    return given == null ? bundled() : existing(Path.of(given));
  }

  private static Path existing(Path folder) {
    @Nullable Path from = Path.of("").toAbsolutePath();
    while (from != null) {
      if (Files.isDirectory(from.resolve(folder))) {
        return from.resolve(folder);
      }
      from = from.getParent();
    }
    throw new AssertionError("-D" + PROPERTY + "=" + folder + " is not a folder");
  }

  private static Path bundled() {
    URL resource = Vectors.class.getResource("/vectors");
    try {
      assertThat(resource).as("test resources").isNotNull();
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
