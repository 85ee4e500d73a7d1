package dev.croupier.host;

import dev.croupier.app.CroupierException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
    Instant began = clock.instant();
    AppVersion before = apps.current(reference);
    String names = seats.stream().map(Seat::seatName).collect(Collectors.joining(", "));
    List<AppRun> runs = new ArrayList<>();
    AppVersion next;
    try {
      next = apps.load(reference);
    } catch (CroupierException e) {
      return refused(reference, names, before, e);
    }
    if (next.code().hash().equals(before.code().hash())) {
      next.release();
      if (apps.settle(reference)) {
        listener.on(
            new HostEvent.ReloadUnneeded(
                clock.instant(), names, reference, before.code().version()));
      }
      return CompletableFuture.completedFuture(ReloadOutcome.UNCHANGED);
    }
    boolean ready = false;
    try {
      for (Seat seat : seats) {
        runs.add(seat.prepare(next));
      }
      ready = true;
    } catch (CroupierException e) {
      return refused(reference, names, before, e);
    } finally {
      if (!ready) {
        for (AppRun run : runs) {
          CompletableFuture<Void> _ = run.close();
        }
        next.release();
      }
    }
    List<CompletableFuture<OptionalInt>> taken = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      taken.add(seats.get(i).take(runs.get(i)));
    }
    apps.replace(reference, next);
    return CompletableFuture.allOf(taken.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> taken(reference, names, before, next, began, taken));
  }

  private ReloadOutcome taken(
      String reference,
      String names,
      AppVersion before,
      AppVersion next,
      Instant began,
      List<CompletableFuture<OptionalInt>> seats) {
    if (seats.stream().allMatch(seat -> seat.join().isEmpty())) {
      return ReloadOutcome.STOPPED;
    }
    Instant now = clock.instant();
    listener.on(
        new HostEvent.AppReloaded(
            now,
            names,
            reference,
            before.code().version(),
            next.code().version(),
            changed(before.app().fileHashes(), next.app().fileHashes()),
            Duration.between(began, now).toMillis(),
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
