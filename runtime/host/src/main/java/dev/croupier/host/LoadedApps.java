package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.loop.Strand;
import dev.croupier.host.message.BrokenSchemaException;
import dev.croupier.host.message.MessageSchemas;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The current version of every app of a host, by reference. Safe for use by many threads. */
final class LoadedApps {

  private final HostBuilder setup;
  private final Strand aside;
  private final Map<String, AppVersion> current = new LinkedHashMap<>();
  private final Map<String, Set<Path>> refused = new HashMap<>();
  private boolean closed;

  LoadedApps(HostBuilder setup, Strand aside) {
    this.setup = setup;
    this.aside = aside;
  }

  /**
   * Loads what is not loaded yet.
   *
   * @throws AppLoadException if an app is broken
   * @throws BrokenSchemaException if its message types are
   */
  synchronized void loadAll(Collection<String> references) {
    for (String reference : references) {
      if (!current.containsKey(reference)) {
        switch (load(reference)) {
          case Attempt.Loaded(AppVersion version) -> current.put(reference, version);
          case Attempt.Broken(CroupierException error, Set<Path> files) -> {
            refuse(reference, files);
            throw error;
          }
        }
      }
    }
  }

  /**
   * @throws HostConfigException if no seat runs such an app
   */
  synchronized AppVersion current(String reference) {
    AppVersion version = current.get(reference);
    if (version == null) {
      throw new HostConfigException(
          "no seat runs app " + reference + "; running are " + current.keySet());
    }
    return version;
  }

  /** Whether a version is still the one that runs. */
  synchronized boolean runs(String reference, AppVersion version) {
    return current.get(reference) == version;
  }

  /** Apps whose last version was broken. */
  synchronized Set<String> refused() {
    return new HashSet<>(refused.keySet());
  }

  synchronized Set<String> references() {
    return new HashSet<>(current.keySet());
  }

  /**
   * Loads an app as it is now and checks it, its message types included. Changes nothing here.
   *
   * @return a version of its own, to be released by the caller, or why there is none
   */
  Attempt load(String reference) {
    App app;
    try {
      app = loadCode(reference);
    } catch (AppLoadException e) {
      return new Attempt.Broken(e, e.watched());
    }
    boolean checked = false;
    try {
      MessageSchemas schemas = MessageSchemas.of(app.messages(), setup.config().messageBytes());
      checked = true;
      return new Attempt.Loaded(new AppVersion(app, schemas, aside));
    } catch (BrokenSchemaException e) {
      return new Attempt.Broken(e, app.watched());
    } finally {
      if (!checked) {
        app.close();
      }
    }
  }

  private App loadCode(String reference) {
    Path base = setup.base();
    for (AppEngine engine : setup.engines(reference)) {
      Optional<AppSource> source = engine.find(base, reference);
      if (source.isPresent()) {
        return engine.load(source.get());
      }
    }
    throw new AppLoadException(
        reference, "", "there is no script and no plugin of that name under " + base);
  }

  /** Remembers that the last version of an app was broken, and what might mend it. */
  synchronized void refuse(String reference, Set<Path> files) {
    refused.put(reference, files);
  }

  /** Makes a version the current one and lets go of the one before. */
  synchronized void replace(String reference, AppVersion next) {
    refused.remove(reference);
    if (closed) {
      next.release();
      return;
    }
    AppVersion before = current.put(reference, next);
    if (before != null) {
      before.release();
    }
  }

  /**
   * The code was found to be what runs.
   *
   * @return whether the last attempt before had been refused
   */
  synchronized boolean settle(String reference) {
    return refused.remove(reference) != null;
  }

  /** Files whose change may make another version, by app. */
  synchronized Map<String, Set<Path>> watched() {
    Map<String, Set<Path>> all = new LinkedHashMap<>(refused);
    current.forEach(
        (reference, version) -> {
          Set<Path> files = new HashSet<>(version.app().watched());
          files.addAll(refused.getOrDefault(reference, Set.of()));
          all.put(reference, files);
        });
    return all;
  }

  /** Lets go of every version, also of those that a reload under way brings. */
  synchronized void releaseAll() {
    closed = true;
    current.values().forEach(AppVersion::release);
    current.clear();
  }

  /** What came of loading an app. */
  sealed interface Attempt {
    /**
     * The app can be started.
     *
     * @param version to be released by whoever got it
     */
    record Loaded(AppVersion version) implements Attempt {}

    /**
     * The app cannot be used.
     *
     * @param error what is wrong with it
     * @param files whose change may mend it
     */
    record Broken(CroupierException error, Set<Path> files) implements Attempt {}
  }
}
