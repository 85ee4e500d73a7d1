package dev.croupier.plugin;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pf4j.util.FileUtils;

/**
 * The app engine for Java plugins: jars and zips with classes that implement {@link
 * dev.croupier.app.SessionApp}.
 *
 * <p>A reference in the configuration names the archive ({@code plugins/ping-pong.jar}), the
 * archive without its ending, or a Maven module whose build result in {@code target} is meant.
 * {@code #name} at its end picks one of several apps and may be left out if there is only one; the
 * name is the class's simple name ({@code PlayerApp}), the same in lower case without its {@code
 * App} ({@code player}, {@code tic-tac-toe} for {@code TicTacToeApp}), or its full name.
 *
 * <p>Any number of versions of a plugin may be loaded at once. Safe for use by many threads.
 */
public final class PluginEngine implements AppEngine {

  /** The kind of its apps. */
  public static final String KIND = "plugin";

  private final Path workFolder;

  private PluginEngine(Path workFolder) {
    this.workFolder = workFolder;
  }

  /**
   * Makes an engine that copies plugins to a new folder among the system's temporary files.
   *
   * @return the engine
   * @throws PluginFolderException if no folder can be made
   */
  public static PluginEngine create() {
    try {
      return new PluginEngine(Files.createTempDirectory("croupier-plugins-"));
    } catch (IOException e) {
      throw new PluginFolderException(Path.of(System.getProperty("java.io.tmpdir")), "made", e);
    }
  }

  /**
   * Makes an engine that copies plugins to a new folder inside another one.
   *
   * @param parent made if it is missing
   * @return the engine
   * @throws PluginFolderException if no folder can be made
   */
  public static PluginEngine inside(Path parent) {
    try {
      Files.createDirectories(parent);
      return new PluginEngine(Files.createTempDirectory(parent, "plugins-"));
    } catch (IOException e) {
      throw new PluginFolderException(parent, "made", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws AppLoadException if the reference names a module that is not built or whose build has
   *     several plugins
   */
  @Override
  public Optional<AppSource> find(Path base, String reference) {
    return PluginFinder.find(base, reference);
  }

  @Override
  public App load(AppSource source) {
    try {
      return loaded(source);
    } catch (AppLoadException e) {
      e.watch(PluginFinder.watched(source));
      throw e;
    }
  }

  private App loaded(AppSource source) {
    LoadedPlugin plugin = LoadedPlugin.load(source, workFolder);
    try {
      return PluginApp.of(plugin, source);
    } catch (RuntimeException | Error e) {
      plugin.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      FileUtils.delete(workFolder);
    } catch (IOException e) {
      throw new PluginFolderException(workFolder, "deleted", e);
    }
  }
}
