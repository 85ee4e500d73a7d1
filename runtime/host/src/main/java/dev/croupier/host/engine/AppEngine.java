package dev.croupier.host.engine;

import java.nio.file.Path;
import java.util.Optional;

/** Loads one kind of app code. Safe for use by many threads. */
public interface AppEngine extends AutoCloseable {

  /**
   * Finds the code an app reference means, without running it.
   *
   * @param base the folder references are relative to (that of the configuration file)
   * @param reference as written in the configuration, such as {@code scripts/ping-pong/player} or
   *     {@code plugins/ping-pong#player}
   * @return where the code is, or empty if this engine sees nothing of its kind there
   */
  Optional<AppSource> find(Path base, String reference);

  /**
   * Reads and checks the code: syntax, top level, message types.
   *
   * @param source from {@link #find}
   * @return the loaded app
   * @throws AppLoadException with the place of the mistake
   */
  App load(AppSource source);

  /**
   * Does beforehand what the next {@link #load} would have to do whatever the app is. Called where
   * there is time for it, on any thread; apps may be loaded meanwhile.
   */
  default void getReady() {}

  /** Ends everything the engine keeps; its apps must be closed before. */
  @Override
  void close();
}
