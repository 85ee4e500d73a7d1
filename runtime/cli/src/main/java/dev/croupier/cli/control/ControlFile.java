package dev.croupier.cli.control;

import dev.croupier.cli.config.CroupierConfig;
import dev.croupier.cli.keys.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where a running host listens for its operator, as written beside its journal. Whoever can read
 * the file may give orders to the host, so only its owner can.
 *
 * @param port on loopback
 * @param token proves that a request comes from somebody who can read the file
 * @param pid the host's process
 */
public record ControlFile(int port, String token, long pid) {

  /** Not printed: it has the token. */
  @Override
  public String toString() {
    return "ControlFile[port=" + port + ", pid=" + pid + "]";
  }

  /**
   * @param config a configuration
   * @param file where it was read
   * @return where the host that runs it says how to reach it: in its data folder, or, if it keeps
   *     none, in {@code .croupier} beside the configuration
   */
  public static Path of(CroupierConfig config, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path base = absolute.resolveSibling("");
    return config.data().equals(CroupierConfig.IN_MEMORY)
        ? base.resolve(".croupier").resolve("control-" + absolute.getFileName() + ".json")
        : in(base.resolve(config.data()));
  }

  /**
   * @param dataFolder a host's data folder
   * @return where that host says how to reach it
   */
  public static Path in(Path dataFolder) {
    return dataFolder.resolve("control.json");
  }

  /**
   * @param path where to write it; what was there is replaced
   * @throws ControlException if it cannot be written
   */
  void write(Path path) {
    String text =
        JsonNodeFactory.instance
            .objectNode()
            .put("port", port)
            .put("token", token)
            .put("pid", pid)
            .toString();
    try {
      OwnerOnly.createFolder(path.resolveSibling(""));
      OwnerOnly.replace(path, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ControlException.NoListener(path + " cannot be written: " + e.getMessage());
    }
  }

  /**
   * @param path where it may be
   * @return what it says, empty if there is none or its process has ended
   * @throws ControlException if it cannot be read, or others could have written it
   */
  static Optional<ControlFile> read(Path path) {
    try {
      JsonNode json = JsonMapper.shared().readTree(Files.readString(path));
      Optional<String> open = OwnerOnly.openTo(path);
      if (open.isPresent()) {
        throw new ControlException.NoHost(
            path + " is open to other users (" + open.get() + "); start the host again");
      }
      ControlFile found =
          new ControlFile(
              json.required("port").asInt(),
              json.required("token").asString(),
              json.required("pid").asLong());
      boolean alive = ProcessHandle.of(found.pid()).map(ProcessHandle::isAlive).orElse(false);
      return alive ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ControlException.NoHost(path + " cannot be read: " + e.getMessage());
    } catch (JacksonException e) {
      throw new ControlException.NoHost(
          path + " is damaged; start the host again, which writes it anew");
    }
  }
}
