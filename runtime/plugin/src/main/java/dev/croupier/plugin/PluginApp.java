package dev.croupier.plugin;

import dev.croupier.app.MessageTypes;
import dev.croupier.app.SessionApp;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.engine.SeatView;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An app of a loaded plugin.
 *
 * @param plugin where it comes from
 * @param constructor makes its objects
 * @param name for people: the plugin's id, and the app's name where there are several
 * @param messages its message types
 * @param version what it calls itself, else the hash of its archive
 */
record PluginApp(
    LoadedPlugin plugin,
    Constructor<? extends SessionApp> constructor,
    String name,
    MessageTypes messages,
    String version)
    implements App {

  /**
   * Picks the app and reads its message types and version from an object made for that purpose.
   *
   * @param plugin the loaded plugin
   * @param source says which app of it
   * @return the app
   * @throws dev.croupier.host.engine.AppLoadException if it breaks a rule
   */
  static PluginApp of(LoadedPlugin plugin, AppSource source) {
    List<Constructor<? extends SessionApp>> apps = Extensions.apps(plugin);
    Constructor<? extends SessionApp> constructor = Extensions.pick(plugin, apps, source.name());
    Class<?> type = constructor.getDeclaringClass();
    String id = plugin.descriptor().getPluginId();
    SessionApp probe = Extensions.make(plugin, constructor);
    String version = read(plugin, type.getName(), "version()", probe::version);
    return new PluginApp(
        plugin,
        constructor,
        apps.size() == 1 ? id : id + "#" + Extensions.shortName(type),
        read(plugin, type.getName(), "messages()", probe::messages),
        version.isBlank() ? plugin.hash() : version);
  }

  private static <T> T read(
      LoadedPlugin plugin,
      String type,
      String method,
      ContextClassLoader.Code<T, RuntimeException> declaration) {
    T declared;
    try {
      declared = ContextClassLoader.callIn(plugin.classLoader(), declaration);
    } catch (RuntimeException | Error e) {
      throw plugin.refused(
          type, method + " threw " + Failures.describe(e, plugin.classLoader()), e);
    }
    if (declared == null) {
      throw plugin.refused(type, method + " returned null");
    }
    return declared;
  }

  @Override
  public Map<String, String> fileHashes() {
    return Map.of(String.valueOf(plugin.source().path().getFileName()), plugin.hash());
  }

  @Override
  public Set<Path> watched() {
    return PluginFinder.watched(plugin.source());
  }

  @Override
  public String codeHash() {
    return plugin.hash();
  }

  @Override
  public AppInstance start(SeatView seat) {
    return new PluginInstance(Extensions.make(plugin, constructor), seat, plugin.classLoader());
  }

  @Override
  public void close() {
    plugin.close();
  }
}
