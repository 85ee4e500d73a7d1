package dev.croupier.plugin;

import dev.croupier.app.MessageTypes;
import dev.croupier.app.SessionApp;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.engine.SeatView;
import java.lang.reflect.Constructor;
import java.util.List;

/**
 * An app of a loaded plugin.
 *
 * @param plugin where it comes from
 * @param constructor makes its objects
 * @param name for people: the plugin's id, and the app's name where there are several
 * @param messages its message types
 */
record PluginApp(
    LoadedPlugin plugin,
    Constructor<? extends SessionApp> constructor,
    String name,
    MessageTypes messages)
    implements App {

  /**
   * Picks the app and reads its message types from an object made for that purpose.
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
    return new PluginApp(
        plugin,
        constructor,
        apps.size() == 1 ? id : id + "#" + Extensions.shortName(type),
        readMessages(plugin, constructor));
  }

  private static MessageTypes readMessages(
      LoadedPlugin plugin, Constructor<? extends SessionApp> constructor) {
    String type = constructor.getDeclaringClass().getName();
    SessionApp probe = Extensions.make(plugin, constructor);
    MessageTypes messages;
    try {
      messages = ContextClassLoader.callIn(plugin.classLoader(), probe::messages);
    } catch (RuntimeException | Error e) {
      throw plugin.refused(
          type, "messages() threw " + Failures.describe(e, plugin.classLoader()), e);
    }
    if (messages == null) {
      throw plugin.refused(type, "messages() returned null");
    }
    return messages;
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
