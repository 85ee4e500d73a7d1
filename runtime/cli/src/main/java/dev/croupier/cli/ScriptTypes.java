package dev.croupier.cli;

import dev.croupier.app.MessageTypes;
import dev.croupier.cli.create.TypeFiles;
import dev.croupier.host.HostConfig;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.message.MessageSchemas;
import dev.croupier.plugin.PluginEngine;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Collects the type declarations of scripts. */
final class ScriptTypes {
  private ScriptTypes() {}

  /**
   * @param base the folder references are relative to
   * @param references apps; plugins among them have no types to write and are left out
   * @return the declarations of the scripts
   * @throws AppLoadException if there is no such app, or it cannot be loaded
   */
  static TypeFiles of(Path base, Collection<String> references) {
    TypeFiles files = new TypeFiles(Version.text());
    try (ScriptEngine scripts = new ScriptEngine(ScriptLimits.DEFAULTS);
        PluginEngine plugins = PluginEngine.create()) {
      for (String reference : references) {
        Optional<AppSource> script = scripts.find(base, reference);
        if (script.isPresent()) {
          add(files, scripts, script.get());
        } else if (plugins.find(base, reference).isEmpty()) {
          throw new AppLoadException(
              reference,
              "",
              "there is no script and no plugin of that name under "
                  + base
                  + NearbyApps.closest(base, reference)
                      .map(name -> "; did you mean \"" + name + "\"?")
                      .orElse(""));
        }
      }
    }
    return files;
  }

  private static void add(TypeFiles files, ScriptEngine scripts, AppSource source) {
    try (App app = scripts.load(source)) {
      MessageTypes messages = app.messages();
      // Types are written of sound schemas only.
      MessageSchemas.of(messages, HostConfig.DEFAULTS.messageBytes());
      files.add(source.path(), messages);
    }
  }
}
