package dev.croupier.worker;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.worker.pipe.FromWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;

/**
 * Runs apps of other engines in processes of their own, one for each seat and version of its app. A
 * worker holds no key and reaches nothing but its host; what its app does ends at most the worker,
 * which is then started anew. Safe for use by many threads.
 */
public final class WorkerEngine implements AppEngine {

  private final List<AppEngine> finders;
  private final WorkerSettings settings;
  private final RandomGenerator random;
  private final ScheduledExecutorService clock;

  /**
   * @param finders know where apps are; they load nothing here, and are closed by the caller
   * @param settings limits of the workers
   * @param random the share of chance in pauses before restarts; safe for use by many threads
   */
  public WorkerEngine(
      List<? extends AppEngine> finders, WorkerSettings settings, RandomGenerator random) {
    this.finders = List.copyOf(finders);
    this.settings = settings;
    this.random = random;
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon(true).name("worker-clock").unstarted(task));
    timers.setRemoveOnCancelPolicy(true);
    this.clock = timers;
  }

  @Override
  public Optional<AppSource> find(Path base, String reference) {
    for (AppEngine finder : finders) {
      Optional<AppSource> source = finder.find(base, reference);
      if (source.isPresent()) {
        return source;
      }
    }
    return Optional.empty();
  }

  /**
   * Loads and checks the app in a worker, so that a top level that does harm does it there.
   *
   * @param source from {@link #find}
   * @return the app
   * @throws AppLoadException with the place of the mistake, also if the worker ended over it
   */
  @Override
  public App load(AppSource source) {
    Path folder;
    try {
      folder = Files.createTempDirectory("croupier-worker-").toRealPath();
    } catch (IOException e) {
      throw new AppLoadException(source.reference(), "", "no folder for its worker: " + e, e);
    }
    AppSource absolute =
        new AppSource(
            source.reference(), source.kind(), source.path().toAbsolutePath(), source.name());
    try {
      WorkerProcess process =
          WorkerProcess.start(source.reference(), source.kind(), folder, settings, clock);
      boolean loaded = false;
      try {
        FromWorker.Loaded answer = process.load(absolute);
        App app =
            new WorkerApp(AppCode.copy(absolute, answer, folder), process, settings, clock, random);
        loaded = true;
        return app;
      } finally {
        if (!loaded) {
          process.close();
          AppCode.delete(folder, source.reference());
        }
      }
    } catch (WorkerEndedException e) {
      AppCode.delete(folder, source.reference());
      throw new AppLoadException(
          source.reference(), "", "its worker does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
