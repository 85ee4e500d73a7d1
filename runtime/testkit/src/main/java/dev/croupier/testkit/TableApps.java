package dev.croupier.testkit;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.plugin.PluginEngine;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every kind of app a table may seat. Engines are made when the first app asks for one. */
final class TableApps implements AppEngine {

  /** One for all tables of a JVM: starting it takes longer than most tests. */
  private static final class Scripts {
    static final ScriptEngine SHARED = new ScriptEngine(ScriptLimits.DEFAULTS);
  }

  private final Map<String, Supplier<App>> own;
  private final List<AppEngine> given;
  private final Map<AppSource, AppEngine> finders = new HashMap<>();
  private @Nullable PluginEngine plugins;

  TableApps(Map<String, Supplier<App>> own, List<AppEngine> given) {
    this.own = own;
    this.given = List.copyOf(given);
  }

  static ScriptEngine scripts() {
    return Scripts.SHARED;
  }

  private List<AppEngine> engines() {
    List<AppEngine> all = new ArrayList<>(given);
    all.add(scripts());
    if (plugins == null) {
      plugins = PluginEngine.create();
    }
    all.add(plugins);
    return all;
  }

  @Override
  public Optional<AppSource> find(Path base, String reference) {
    if (own.containsKey(reference)) {
      return Optional.of(new AppSource(reference, "class", base, ""));
    }
    for (AppEngine engine : engines()) {
      Optional<AppSource> found = engine.find(base, reference);
      if (found.isPresent()) {
        finders.put(found.get(), engine);
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public App load(AppSource source) {
    Supplier<App> maker = own.get(source.reference());
    if (maker != null) {
      return maker.get();
    }
    AppEngine engine = finders.get(source);
    if (engine != null) {
      return engine.load(source);
    }
    throw new AppLoadException(source.reference(), "", "no engine of the table knows it");
  }

  @Override
  public void close() {
    if (plugins != null) {
      plugins.close();
    }
  }
}
