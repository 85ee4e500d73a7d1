package dev.croupier.host;

import dev.croupier.app.CroupierException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Puts new versions of apps in the place of those that run. The new one is loaded, checked and
 * started beside the old one, on the caller's thread; only when it stands in every seat they all
 * change over, so a broken version never replaces a running one. One reload at a time.
 */
final class Reloads {

  private final LoadedApps apps;
  private final HostListener listener;
  private final InstantSource clock;

  Reloads(LoadedApps apps, HostListener listener, InstantSource clock) {
    this.apps = apps;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * @param reference the app
   * @param seats those that run it
   * @return completes when the seats have changed over, or at once if they do not
   */
  synchronized CompletableFuture<ReloadOutcome> reload(String reference, List<Seat> seats) {
    return take(prepare(reference, seats));
  }

  /**
   * Loads and starts a version beside the one that runs; nobody notices.
   *
   * @param reference the app
   * @param seats those that run it
   * @return what came of it, to be taken or closed
   */
  synchronized PreparedReload prepare(String reference, List<Seat> seats) {
    Instant began = clock.instant();
    AppVersion before = apps.current(reference);
    PreparedReload.Result result =
        switch (apps.load(reference)) {
          case LoadedApps.Attempt.Broken(CroupierException error, Set<Path> files) ->
              new PreparedReload.Broken(error, files, true);
          case LoadedApps.Attempt.Loaded(AppVersion next) -> started(next, before, seats);
        };
    return new PreparedReload(this, reference, seats, began, before, result);
  }

  private static PreparedReload.Result started(
      AppVersion next, AppVersion before, List<Seat> seats) {
    Set<Path> files = next.app().watched();
    List<AppRun> runs = new ArrayList<>();
    boolean ready = false;
    try {
      if (next.code().hash().equals(before.code().hash())) {
        return new PreparedReload.Same(files);
      }
      for (Seat seat : seats) {
        runs.add(seat.prepare(next));
      }
      ready = true;
      return new PreparedReload.Ready(next, runs, files);
    } catch (CroupierException e) {
      return new PreparedReload.Broken(e, files, false);
    } finally {
      if (!ready) {
        free(next, runs);
      }
    }
  }

  /** Frees a version that never took over. */
  static void free(AppVersion version, List<AppRun> runs) {
    for (AppRun run : runs) {
      CompletableFuture<Void> _ = run.close();
    }
    version.release();
  }

  /**
   * Lets what was prepared take over, or tells why it does not. If another version has done so
   * since, the app is loaded once more.
   *
   * @return completes when the seats have changed over, or at once if they do not
   */
  synchronized CompletableFuture<ReloadOutcome> take(PreparedReload prepared) {
    String reference = prepared.reference();
    AppVersion before = prepared.before();
    if (!apps.runs(reference, before)) {
      prepared.close();
      return reload(reference, prepared.seats());
    }
    String names = prepared.seats().stream().map(Seat::seatName).collect(Collectors.joining(", "));
    return switch (prepared.result()) {
      case PreparedReload.Broken broken -> {
        if (broken.load()) {
          apps.refuse(reference, broken.files());
        }
        yield refused(reference, names, before, broken.error());
      }
      case PreparedReload.Same _ -> {
        if (apps.settle(reference)) {
          listener.on(
              new HostEvent.ReloadUnneeded(
                  clock.instant(), names, reference, before.code().version()));
        }
        yield CompletableFuture.completedFuture(ReloadOutcome.UNCHANGED);
      }
      case PreparedReload.Ready ready -> takeOver(prepared, names, ready);
    };
  }

  private CompletableFuture<ReloadOutcome> takeOver(
      PreparedReload prepared, String names, PreparedReload.Ready ready) {
    List<CompletableFuture<OptionalInt>> taken = new ArrayList<>();
    for (int i = 0; i < prepared.seats().size(); i++) {
      taken.add(prepared.seats().get(i).take(ready.runs().get(i)));
    }
    apps.replace(prepared.reference(), ready.next());
    return CompletableFuture.allOf(taken.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> taken(prepared, names, ready.next(), taken));
  }

  private ReloadOutcome taken(
      PreparedReload prepared,
      String names,
      AppVersion next,
      List<CompletableFuture<OptionalInt>> seats) {
    if (seats.stream().allMatch(seat -> seat.join().isEmpty())) {
      return ReloadOutcome.STOPPED;
    }
    AppVersion before = prepared.before();
    Instant now = clock.instant();
    listener.on(
        new HostEvent.AppReloaded(
            now,
            names,
            prepared.reference(),
            before.code().version(),
            next.code().version(),
            changed(before.app().fileHashes(), next.app().fileHashes()),
            Duration.between(prepared.began(), now).toMillis(),
            seats.stream().mapToInt(seat -> seat.join().orElse(0)).sum()));
    return ReloadOutcome.RELOADED;
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> after.getOrDefault(name, "").equals(before.getOrDefault(name, "")));
    return List.copyOf(names);
  }

  private CompletableFuture<ReloadOutcome> refused(
      String reference, String names, AppVersion before, CroupierException error) {
    listener.on(
        HostEvent.ReloadRefused.of(
            clock.instant(), names, reference, before.code().version(), error));
    return CompletableFuture.completedFuture(ReloadOutcome.REFUSED);
  }
}
