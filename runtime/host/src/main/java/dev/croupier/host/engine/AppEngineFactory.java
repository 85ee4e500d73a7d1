package dev.croupier.host.engine;

import java.util.Map;

/**
 * Makes an engine in a process that knows it by its kind alone. Engines that may run in a worker
 * offer one to {@link java.util.ServiceLoader}.
 */
public interface AppEngineFactory {

  /**
   * @return the kind of app code its engine loads, as in {@link AppSource#kind()}
   */
  String kind();

  /**
   * @param settings the engine's own, name to text; what is left out has its default
   * @return the engine
   * @throws dev.croupier.app.CroupierException if a setting cannot be used
   */
  AppEngine create(Map<String, String> settings);
}
