package dev.croupier.cli.control;

import dev.croupier.app.CroupierException;

/** A running host could not be reached, or did not do what it was asked. */
public abstract sealed class ControlException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private ControlException(String message) {
    super(message);
  }

  /** No host runs there, or it does not answer. */
  public static final class NoHost extends ControlException {
    private static final long serialVersionUID = 1L;

    NoHost(String message) {
      super(message);
    }
  }

  /** A host cannot listen for its operator. */
  public static final class NoListener extends ControlException {
    private static final long serialVersionUID = 1L;

    NoListener(String message) {
      super(message);
    }
  }

  /** The host refused, in its own words. */
  public static final class Refused extends ControlException {
    private static final long serialVersionUID = 1L;

    private final String code;

    Refused(String code, String message) {
      super(message);
      this.code = code;
    }

    /**
     * @return a stable word for the kind of refusal, the guard's rule for instance
     */
    public String code() {
      return code;
    }
  }
}
