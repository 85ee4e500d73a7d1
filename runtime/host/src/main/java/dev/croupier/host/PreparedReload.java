package dev.croupier.host;

import dev.croupier.app.CroupierException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A version of an app that has been loaded and started beside the one that runs, or that could not
 * be. Nobody has been told of it; it is either taken or closed.
 *
 * @param reloads where it comes from
 * @param reference the app
 * @param seats those that run the app
 * @param began when it began to be loaded
 * @param before the version that ran then
 * @param result what came of it
 */
record PreparedReload(
    Reloads reloads,
    String reference,
    List<Seat> seats,
    Instant began,
    AppVersion before,
    Result result)
    implements AutoCloseable {

  /**
   * Lets the version take over in every seat, or tells why it does not.
   *
   * @return completes when the seats have changed over, or at once if they do not
   */
  CompletableFuture<ReloadOutcome> take() {
    return reloads.take(this);
  }

  /** Frees the version instead of taking it. */
  @Override
  public void close() {
    if (result instanceof Ready ready) {
      Reloads.free(ready.next(), ready.runs());
    }
  }

  /** What came of loading the app once more. */
  sealed interface Result {
    /** The files it was read from or looked for. */
    Set<Path> files();
  }

  /**
   * Another version, which stands in every seat.
   *
   * @param next its code
   * @param runs in the order of the seats
   */
  record Ready(AppVersion next, List<AppRun> runs, Set<Path> files) implements Result {}

  /** The code that runs already. */
  record Same(Set<Path> files) implements Result {}

  /**
   * A version that cannot run.
   *
   * @param error why
   * @param load whether it could not be loaded; it could not be started otherwise
   */
  record Broken(CroupierException error, Set<Path> files, boolean load) implements Result {}
}
