package dev.croupier.script;

import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppEngineFactory;
import java.util.Map;

/** Makes a script engine where only its kind is known. Takes {@link ScriptLimits#settings}. */
public final class ScriptEngineFactory implements AppEngineFactory {

  /** For {@link java.util.ServiceLoader}. */
  public ScriptEngineFactory() {}

  @Override
  public String kind() {
    return ScriptEngine.KIND;
  }

  @Override
  public AppEngine create(Map<String, String> settings) {
    return new ScriptEngine(ScriptLimits.of(settings));
  }
}
