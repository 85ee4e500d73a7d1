package dev.croupier.app;

import java.util.List;

/** A {@link Draw} refuses a commitment, a reveal or a question; each subclass is one rule. */
public abstract sealed class DrawException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String draw;

  private DrawException(String draw, String message) {
    super("draw \"" + draw + "\": " + message);
    this.draw = draw;
  }

  /**
   * @return the name of the draw
   */
  public String draw() {
    return draw;
  }

  /** A part is not written as it must be. */
  public static final class Malformed extends DrawException {
    private static final long serialVersionUID = 1L;

    Malformed(String draw, String what, String value, String rule) {
      super(draw, what + " is \"" + shortened(value) + "\"; it must be " + rule);
    }

    private static String shortened(String value) {
      int most = 80;
      return value.length() <= most ? value : value.substring(0, most) + "…";
    }
  }

  /** Somebody who has no part in the draw. */
  public static final class NotInDraw extends DrawException {
    private static final long serialVersionUID = 1L;

    NotInDraw(String draw, String wallet) {
      super(draw, wallet + " has no part in it");
    }
  }

  /** A second commitment of the same wallet, whether or not it is the same. */
  public static final class AlreadyCommitted extends DrawException {
    private static final long serialVersionUID = 1L;

    AlreadyCommitted(String draw, String wallet) {
      super(draw, wallet + " has committed already");
    }
  }

  /** The commitment of another wallet, sent once more. */
  public static final class CommitmentCopied extends DrawException {
    private static final long serialVersionUID = 1L;

    CommitmentCopied(String draw, String wallet, String from) {
      super(draw, wallet + " sent the commitment of " + from + " as its own");
    }
  }

  /** A reveal without a commitment before it. */
  public static final class NotCommitted extends DrawException {
    private static final long serialVersionUID = 1L;

    NotCommitted(String draw, String wallet) {
      super(draw, wallet + " reveals what it has not committed to");
    }
  }

  /** A second reveal of the same wallet. */
  public static final class AlreadyRevealed extends DrawException {
    private static final long serialVersionUID = 1L;

    AlreadyRevealed(String draw, String wallet) {
      super(draw, wallet + " has revealed already");
    }
  }

  /** A reveal that is not what the wallet has committed to. */
  public static final class RevealDiffers extends DrawException {
    private static final long serialVersionUID = 1L;

    RevealDiffers(String draw, String wallet, String committed, String revealed) {
      super(
          draw, wallet + " committed to " + committed + " but reveals what hashes to " + revealed);
    }
  }

  /** A commitment or a reveal after the draw was closed. */
  public static final class TooLate extends DrawException {
    private static final long serialVersionUID = 1L;

    TooLate(String draw, String wallet, String what) {
      super(draw, "the " + what + " of " + wallet + " comes after it was closed");
    }
  }

  /** The own reveal was asked for while others could still choose theirs. */
  public static final class TooEarly extends DrawException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> missing;

    TooEarly(String draw, List<String> missing) {
      super(draw, "nothing is revealed before all have committed; missing: " + named(missing));
      this.missing = List.copyOf(missing);
    }

    /**
     * @return the wallets that have not committed
     */
    public List<String> missing() {
      return missing;
    }
  }

  /** Its outcome was asked for before there is one. */
  public static final class Incomplete extends DrawException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> missing;

    Incomplete(String draw, String what, List<String> missing) {
      super(draw, "it has no outcome; missing: the " + what + " of " + named(missing));
      this.missing = List.copyOf(missing);
    }

    /**
     * @return the wallets that have not done their part
     */
    public List<String> missing() {
      return missing;
    }
  }

  private static String named(List<String> wallets) {
    return String.join(", ", wallets);
  }
}
