package dev.croupier.host.guard;

import dev.croupier.protocol.Address;

/** A session definition that breaks a rule (clearnode-0.x 10.1). */
public abstract sealed class DefinitionRefused extends GuardException {
  private static final long serialVersionUID = 1L;

  private DefinitionRefused(String rule, String message) {
    super(rule, message);
  }

  /** A session has at least two participants. */
  public static final class TooFewParticipants extends DefinitionRefused {
    private static final long serialVersionUID = 1L;
    private final int count;

    TooFewParticipants(int count) {
      super("too-few-participants", "session has " + count + " participants, needs at least 2");
      this.count = count;
    }

    /**
     * @return how many there are
     */
    public int count() {
      return count;
    }
  }

  /** Each participant is listed once. */
  public static final class DuplicateParticipant extends DefinitionRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address participant;

    DuplicateParticipant(Address participant) {
      super("duplicate-participant", "participant " + participant + " is listed twice");
      this.participant = participant;
    }

    /**
     * @return who is listed twice
     */
    public Address participant() {
      return participant;
    }
  }

  /** There is one weight per participant. */
  public static final class WeightCount extends DefinitionRefused {
    private static final long serialVersionUID = 1L;
    private final int weights;
    private final int participants;

    WeightCount(int weights, int participants) {
      super(
          "weight-count",
          "session has " + weights + " weights for " + participants + " participants");
      this.weights = weights;
      this.participants = participants;
    }

    /**
     * @return how many weights there are
     */
    public int weights() {
      return weights;
    }

    /**
     * @return how many participants there are
     */
    public int participants() {
      return participants;
    }
  }

  /** A weight is a number from 0 to 2147483647. */
  public static final class WeightOutOfRange extends DefinitionRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address participant;
    private final long weight;

    WeightOutOfRange(Address participant, long weight) {
      super(
          "weight-range",
          "weight of " + participant + " is " + weight + ", must be 0 to " + Integer.MAX_VALUE);
      this.participant = participant;
      this.weight = weight;
    }

    /**
     * @return whose weight
     */
    public Address participant() {
      return participant;
    }

    /**
     * @return the weight
     */
    public long weight() {
      return weight;
    }
  }

  /** The quorum can be reached and is at least 1. */
  public static final class QuorumOutOfRange extends DefinitionRefused {
    private static final long serialVersionUID = 1L;
    private final long quorum;
    private final long sum;

    QuorumOutOfRange(long quorum, long sum) {
      super(
          "quorum-range",
          "quorum is " + quorum + ", must be 1 to " + sum + ", the sum of the weights");
      this.quorum = quorum;
      this.sum = sum;
    }

    /**
     * @return the quorum
     */
    public long quorum() {
      return quorum;
    }

    /**
     * @return the sum of all weights
     */
    public long sum() {
      return sum;
    }
  }

  /** The nonce is a number that every reader reads exactly. */
  public static final class NonceOutOfRange extends DefinitionRefused {
    private static final long serialVersionUID = 1L;
    private final long nonce;

    NonceOutOfRange(long nonce) {
      super("nonce-range", "nonce is " + nonce + ", must be 1 to " + (Guard.NONCE_BOUND - 1));
      this.nonce = nonce;
    }

    /**
     * @return the nonce
     */
    public long nonce() {
      return nonce;
    }
  }

  /** A wallet signs only for sessions it takes part in. */
  public static final class NotParticipant extends DefinitionRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address wallet;

    NotParticipant(Address wallet) {
      super("not-participant", "this wallet " + wallet + " is no participant of the session");
      this.wallet = wallet;
    }

    /**
     * @return this seat's wallet
     */
    public Address wallet() {
      return wallet;
    }
  }
}
