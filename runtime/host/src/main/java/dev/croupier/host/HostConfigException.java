package dev.croupier.host;

import dev.croupier.app.CroupierException;

/** A host was put together in a way that cannot work. */
public final class HostConfigException extends CroupierException {
  private static final long serialVersionUID = 1L;

  HostConfigException(String message) {
    super(message);
  }
}
