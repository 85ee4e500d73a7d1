package dev.croupier.host.engine;

import dev.croupier.app.CroupierException;

/**
 * An app instance runs no further turn. The turn it was given has not been run; nothing of it may
 * be recorded.
 */
public final class InstanceLostException extends CroupierException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what has become of the instance, for people
   */
  public InstanceLostException(String reason) {
    super(reason);
  }
}
