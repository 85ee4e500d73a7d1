package dev.croupier.plugin;

import dev.croupier.app.CroupierException;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of a plugin: its private copy, its PF4J instance and its class loader. */
final class LoadedPlugin implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LoadedPlugin.class);

  private final AppSource source;
  private final PrivateCopy copy;
  private final IsolatedPf4j pf4j;
  private final PluginWrapper wrapper;

  private LoadedPlugin(
      AppSource source, PrivateCopy copy, IsolatedPf4j pf4j, PluginWrapper wrapper) {
    this.source = source;
    this.copy = copy;
    this.pf4j = pf4j;
    this.wrapper = wrapper;
  }

  /**
   * Copies, checks and starts a plugin.
   *
   * @param source the archive
   * @param workFolder where copies go
   * @return the plugin, started
   * @throws AppLoadException if a rule is broken; nothing is left behind then
   */
  static LoadedPlugin load(AppSource source, Path workFolder) {
    PrivateCopy copy = PrivateCopy.of(source, workFolder);
    IsolatedPf4j pf4j = new IsolatedPf4j(copy.folder(), source);
    try {
      return new LoadedPlugin(source, copy, pf4j, start(source, copy, pf4j));
    } catch (RuntimeException | Error e) {
      pf4j.unloadPlugins();
      delete(copy);
      throw e;
    }
  }

  private static PluginWrapper start(AppSource source, PrivateCopy copy, IsolatedPf4j pf4j) {
    String id;
    try {
      id = pf4j.loadPlugin(copy.code());
    } catch (CroupierException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AppLoadException(
          source.reference(),
          String.valueOf(source.path().getFileName()),
          "cannot be opened as a plugin, which is a jar with Plugin-Id in its manifest, or a zip with"
              + " classes/META-INF/MANIFEST.MF: "
              + e.getMessage(),
          e);
    }
    PluginWrapper wrapper = pf4j.getPlugin(id);
    if (pf4j.startPlugin(id) != PluginState.STARTED) {
      Throwable cause = wrapper.getFailedException();
      throw new AppLoadException(
          source.reference(),
          IsolatedPf4j.place(wrapper.getDescriptor()),
          "did not start: " + cause,
          cause);
    }
    return wrapper;
  }

  /**
   * @return the archive this was loaded from
   */
  AppSource source() {
    return source;
  }

  /**
   * @return id and version, for messages
   */
  PluginDescriptor descriptor() {
    return wrapper.getDescriptor();
  }

  /**
   * @return SHA-256 of the archive, lower-case hex
   */
  String hash() {
    return copy.hash();
  }

  /**
   * @return the loader of the plugin's own classes
   */
  URLClassLoader classLoader() {
    return (URLClassLoader) wrapper.getPluginClassLoader();
  }

  /**
   * @return names of the classes its index of {@code @Extension} lists
   */
  Set<String> extensionNames() {
    Set<String> names = pf4j.getExtensionClassNames(wrapper.getPluginId());
    return names == null ? Set.of() : names;
  }

  /**
   * @param type a class of the plugin, {@code ""} for the plugin as a whole
   * @param reason the rule it breaks
   * @return the error to throw
   */
  AppLoadException refused(String type, String reason) {
    return new AppLoadException(source.reference(), place(type), reason);
  }

  /**
   * @param type a class of the plugin, {@code ""} for the plugin as a whole
   * @param reason the rule it breaks
   * @param cause what was thrown
   * @return the error to throw
   */
  AppLoadException refused(String type, String reason, Throwable cause) {
    return new AppLoadException(source.reference(), place(type), reason, cause);
  }

  private String place(String type) {
    return IsolatedPf4j.place(descriptor()) + (type.isEmpty() ? "" : ", class " + type);
  }

  /** Stops the plugin, closes its class loader and deletes its copy. */
  @Override
  public void close() {
    pf4j.unloadPlugins();
    delete(copy);
  }

  private static void delete(PrivateCopy copy) {
    try {
      copy.delete();
    } catch (IOException e) {
      log.warn("the copy of a plugin at {} cannot be deleted now", copy.folder(), e);
    }
  }
}
