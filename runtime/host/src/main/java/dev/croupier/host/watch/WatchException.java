package dev.croupier.host.watch;

import dev.croupier.app.CroupierException;
import java.nio.file.Path;

/** Files cannot be watched. */
public final class WatchException extends CroupierException {
  private static final long serialVersionUID = 1L;

  WatchException(Path place, Throwable cause) {
    super(place + " cannot be watched for changes: " + cause.getMessage(), cause);
  }

  WatchException(Throwable cause) {
    super("files cannot be watched for changes on this system: " + cause.getMessage(), cause);
  }
}
