package dev.croupier.plugin;

import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppEngineFactory;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes a plugin engine where only its kind is known. Takes {@code folder}, where it may keep its
 * copies of plugins.
 */
public final class PluginEngineFactory implements AppEngineFactory {

  /** For {@link java.util.ServiceLoader}. */
  public PluginEngineFactory() {}

  @Override
  public String kind() {
    return PluginEngine.KIND;
  }

  @Override
  public AppEngine create(Map<String, String> settings) {
    String folder = settings.get("folder");
    return folder == null ? PluginEngine.create() : PluginEngine.inside(Path.of(folder));
  }
}
