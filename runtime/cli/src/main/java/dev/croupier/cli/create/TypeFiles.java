package dev.croupier.cli.create;

import dev.croupier.app.MessageTypes;
import dev.croupier.script.types.AppTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Type declarations in folders {@code types} beside scripts: of the host, of the test kit if it is
 * there, and of each app's messages.
 */
public final class TypeFiles {
  private static final String FOLDER = "types";
  private static final String TEST_TYPES = "/dev/croupier/testkit/script/croupier-test.d.ts";
  private static final String TEST_FILE = "croupier-test.d.ts";

  private final String version;
  private final Map<Path, String> files = new LinkedHashMap<>();

  /**
   * @param version of the host
   */
  public TypeFiles(String version) {
    this.version = version;
  }

  /**
   * @param script the file that has the handlers
   * @param messages its message types, which must be sound schemas
   */
  public void add(Path script, MessageTypes messages) {
    Path folder = script.resolveSibling(FOLDER);
    String name = String.valueOf(script.getFileName()).replaceFirst("\\.[^.]+$", "");
    files.put(folder.resolve(AppTypes.HOST_FILE), AppTypes.host(version));
    testTypes().ifPresent(text -> files.put(folder.resolve(TEST_FILE), text));
    files.put(folder.resolve(name + ".d.ts"), AppTypes.app(name, messages));
  }

  private static java.util.Optional<String> testTypes() {
    try (InputStream in = TypeFiles.class.getResourceAsStream(TEST_TYPES)) {
      return in == null
          ? java.util.Optional.empty()
          : java.util.Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CreateException("the types of croupier:test cannot be read", e);
    }
  }

  /**
   * @return the files that are missing or have another content
   */
  public List<Path> outOfDate() {
    List<Path> outOfDate = new ArrayList<>();
    files.forEach(
        (file, text) -> {
          try {
            if (!Files.readString(file).equals(text)) {
              outOfDate.add(file);
            }
          } catch (NoSuchFileException e) {
            outOfDate.add(file);
          } catch (IOException e) {
            throw new CreateException(file + " cannot be read: " + e.getMessage(), e);
          }
        });
    return outOfDate;
  }

  /**
   * Writes the files that are missing or have another content.
   *
   * @return those files
   */
  public List<Path> write() {
    List<Path> outOfDate = outOfDate();
    for (Path file : outOfDate) {
      try {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, String.valueOf(files.get(file)));
      } catch (IOException e) {
        throw new CreateException(file + " cannot be written: " + e.getMessage(), e);
      }
    }
    return outOfDate;
  }

  /**
   * @return all files, whether written already or not
   */
  public List<Path> all() {
    return List.copyOf(files.keySet());
  }
}
