package dev.croupier.host.engine;

import dev.croupier.app.MessageTypes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One loaded version of an app's code. */
public interface App extends AutoCloseable {

  /**
   * @return the app's name, for people ({@code player.js}, {@code ping-pong#player})
   */
  String name();

  /**
   * @return a hash over all code and schemas of this version, lower-case hex
   */
  String codeHash();

  /**
   * @return the version its author gave it, else {@link #codeHash}
   */
  default String version() {
    return codeHash();
  }

  /**
   * @return the message types it declares
   */
  MessageTypes messages();

  /**
   * What the version is made of, to tell what changed between two.
   *
   * @return names as people write them, each with a hash of its content; empty if unknown
   */
  default Map<String, String> fileHashes() {
    return Map.of();
  }

  /**
   * @return the files whose change may make another version; empty if there are none
   */
  default Set<Path> watched() {
    return Set.of();
  }

  /**
   * Makes an instance for a lane of a seat. Handlers run only in its turns. May be called by
   * several threads at once.
   *
   * @param seat the seat as this instance sees it
   * @return the instance
   * @throws AppLoadException if the code cannot be started
   */
  AppInstance start(SeatView seat);

  /** Frees the code; instances must be closed before. */
  @Override
  void close();
}
