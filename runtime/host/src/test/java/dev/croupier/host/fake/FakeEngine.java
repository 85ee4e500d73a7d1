package dev.croupier.host.fake;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds apps by name in a map. */
public record FakeEngine(Map<String, FakeApp> apps) implements AppEngine {

  @Override
  public Optional<AppSource> find(Path base, String reference) {
    return Optional.ofNullable(apps.get(reference))
        .map(app -> new AppSource(reference, "fake", base, ""));
  }

  @Override
  public App load(AppSource source) {
    return apps.get(source.reference());
  }

  @Override
  public void close() {}
}
