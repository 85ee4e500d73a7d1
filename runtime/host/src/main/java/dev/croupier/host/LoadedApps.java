package dev.croupier.host;

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

  /** Loads what is not loaded yet. */
  synchronized void loadAll(Collection<String> references) {
    for (String reference : references) {
      if (!current.containsKey(reference)) {
        current.put(reference, load(reference));
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

  /** Apps whose last version was broken. */
  synchronized Set<String> refused() {
    return new HashSet<>(refused.keySet());
  }

  synchronized Set<String> references() {
    return new HashSet<>(current.keySet());
  }

  /**
   * Loads an app as it is now and checks it, its message types included.
   *
   * @return a version of its own, to be released by the caller
   * @throws AppLoadException if it is broken
   * @throws BrokenSchemaException if its message types are
   */
  AppVersion load(String reference) {
    App app = loadCode(reference);
    boolean checked = false;
    try {
      MessageSchemas schemas = MessageSchemas.of(app.messages(), setup.config().messageBytes());
      checked = true;
      return new AppVersion(app, schemas, aside);
    } catch (BrokenSchemaException e) {
      refuse(reference, app.watched());
      throw e;
    } finally {
      if (!checked) {
        app.close();
      }
    }
  }

  private App loadCode(String reference) {
    Path base = setup.base();
    try {
      for (AppEngine engine : setup.engines(reference)) {
        Optional<AppSource> source = engine.find(base, reference);
        if (source.isPresent()) {
          return engine.load(source.get());
        }
      }
    } catch (AppLoadException e) {
      refuse(reference, e.watched());
      throw e;
    }
    throw new AppLoadException(
        reference, "", "there is no script and no plugin of that name under " + base);
  }

  private synchronized void refuse(String reference, Set<Path> watched) {
    refused.put(reference, watched);
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
}
