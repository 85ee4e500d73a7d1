package dev.croupier.host.guard;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.Set;

/** Shares of a session that break a rule on allocations. */
public abstract sealed class ShareRefused extends GuardException {
  private static final long serialVersionUID = 1L;

  private ShareRefused(String rule, String message) {
    super(rule, message);
  }

  /** Nobody's share may be below zero. */
  public static final class NegativeAmount extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address participant;
    private final String asset;
    private final transient Amount amount;

    NegativeAmount(Address participant, String asset, Amount amount) {
      super(
          "negative-amount",
          "share of " + participant + " is " + amount + " " + asset + ", must be at least 0");
      this.participant = participant;
      this.asset = asset;
      this.amount = amount;
    }

    /**
     * @return whose share
     */
    public Address participant() {
      return participant;
    }

    /**
     * @return of which asset
     */
    public String asset() {
      return asset;
    }

    /**
     * @return the share asked for
     */
    public Amount amount() {
      return amount;
    }
  }

  /** An amount may not have more fractional digits than the asset has decimals. */
  public static final class TooPrecise extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final String asset;
    private final transient Amount amount;
    private final int decimals;

    TooPrecise(String asset, Amount amount, int decimals) {
      super(
          "precision",
          "amount "
              + amount
              + " "
              + asset
              + " has "
              + amount.scaleNeeded()
              + " fractional digits, "
              + asset
              + " has "
              + decimals
              + " decimals");
      this.asset = asset;
      this.amount = amount;
      this.decimals = decimals;
    }

    /**
     * @return the asset
     */
    public String asset() {
      return asset;
    }

    /**
     * @return the amount asked for
     */
    public Amount amount() {
      return amount;
    }

    /**
     * @return the decimals of the asset
     */
    public int decimals() {
      return decimals;
    }
  }

  /** Money of an asset the node does not know cannot be moved. */
  public static final class UnknownAsset extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final String asset;

    UnknownAsset(String asset) {
      super("unknown-asset", "asset \"" + asset + "\" is unknown to the node");
      this.asset = asset;
    }

    /**
     * @return the asset
     */
    public String asset() {
      return asset;
    }
  }

  /** Only participants of the session have shares. */
  public static final class Outsider extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address wallet;

    Outsider(Address wallet) {
      super("outsider", "allocation to " + wallet + ", who is no participant of the session");
      this.wallet = wallet;
    }

    /**
     * @return who is no participant
     */
    public Address wallet() {
      return wallet;
    }
  }

  /** Each participant has one share of each asset. */
  public static final class DuplicateShare extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address participant;
    private final String asset;

    DuplicateShare(Address participant, String asset) {
      super("duplicate-share", "share of " + participant + " in " + asset + " is listed twice");
      this.participant = participant;
      this.asset = asset;
    }

    /**
     * @return whose share is listed twice
     */
    public Address participant() {
      return participant;
    }

    /**
     * @return of which asset
     */
    public String asset() {
      return asset;
    }
  }

  /** Only assets that are in the session can be shared out. */
  public static final class ForeignAsset extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final String asset;
    private final transient Set<String> sessionAssets;

    ForeignAsset(String asset, Set<String> sessionAssets) {
      super(
          "foreign-asset",
          "asset \"" + asset + "\" is not in the session, which holds " + sessionAssets);
      this.asset = asset;
      this.sessionAssets = Set.copyOf(sessionAssets);
    }

    /**
     * @return the asset that is not in the session
     */
    public String asset() {
      return asset;
    }

    /**
     * @return those that are
     */
    public Set<String> sessionAssets() {
      return sessionAssets;
    }
  }

  /** Shares list every participant, those with nothing included. */
  public static final class MissingParticipant extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address participant;

    MissingParticipant(Address participant) {
      super(
          "missing-participant",
          "participant " + participant + " is not listed; list every participant, 0 included");
      this.participant = participant;
    }

    /**
     * @return who is not listed
     */
    public Address participant() {
      return participant;
    }
  }

  /** The shares of an asset add up to what the session holds, exactly. */
  public static final class NotConserved extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final String asset;
    private final transient Amount listed;
    private final transient Amount held;

    NotConserved(String asset, Amount listed, Amount held) {
      super(
          "conservation",
          "shares of " + asset + " add up to " + listed + ", the session holds " + held);
      this.asset = asset;
      this.listed = listed;
      this.held = held;
    }

    /**
     * @return the asset
     */
    public String asset() {
      return asset;
    }

    /**
     * @return what the listed shares add up to
     */
    public Amount listed() {
      return listed;
    }

    /**
     * @return what the session holds
     */
    public Amount held() {
      return held;
    }
  }

  /** What a session holds must be known before it is shared out. */
  public static final class SharesUnknown extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;

    /**
     * @param sessionId the session
     */
    public SharesUnknown(SessionId sessionId) {
      super(
          "shares-unknown",
          "the node has not told what session "
              + sessionId.shortText()
              + " holds; its money is not moved blindly");
      this.sessionId = sessionId;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }
  }

  /** A deposit takes nothing away, a withdrawal adds nothing. */
  public static final class WrongWay extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address participant;
    private final String asset;
    private final transient Amount before;
    private final transient Amount after;

    WrongWay(Address participant, String asset, Amount before, Amount after, boolean deposit) {
      super(
          deposit ? "deposit-shrinks" : "withdrawal-grows",
          (deposit ? "a deposit takes nothing away" : "a withdrawal adds nothing")
              + ", but the share of "
              + participant
              + " in "
              + asset
              + " goes from "
              + before
              + " to "
              + after);
      this.participant = participant;
      this.asset = asset;
      this.before = before;
      this.after = after;
    }

    /**
     * @return whose share
     */
    public Address participant() {
      return participant;
    }

    /**
     * @return of which asset
     */
    public String asset() {
      return asset;
    }

    /**
     * @return the share before
     */
    public Amount before() {
      return before;
    }

    /**
     * @return the share afterwards
     */
    public Amount after() {
      return after;
    }
  }

  /** Who holds something in an asset is listed with it, so that nothing stays unsaid. */
  public static final class MissingShare extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address participant;
    private final String asset;

    MissingShare(Address participant, String asset) {
      super(
          "missing-share",
          "participant " + participant + " holds " + asset + " and is not listed with it");
      this.participant = participant;
      this.asset = asset;
    }

    /**
     * @return whose share is not listed
     */
    public Address participant() {
      return participant;
    }

    /**
     * @return of which asset
     */
    public String asset() {
      return asset;
    }
  }

  /** A deposit or a withdrawal changes at least one share. */
  public static final class NothingMoves extends ShareRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;

    NothingMoves(SessionId sessionId) {
      super(
          "nothing-moves",
          "a deposit or a withdrawal must change a share of session " + sessionId.shortText());
      this.sessionId = sessionId;
    }

    /**
     * @return the session
     */
    public SessionId sessionId() {
      return sessionId;
    }
  }
}
