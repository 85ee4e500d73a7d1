package dev.croupier.host.guard;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;

/** A payment beyond what the operator allows the seat. */
public abstract sealed class SpendingRefused extends GuardException {
  private static final long serialVersionUID = 1L;

  private SpendingRefused(String rule, String message) {
    super(rule, message);
  }

  /** A seat puts no more into one session than its allowance. */
  public static final class AllowanceExceeded extends SpendingRefused {
    private static final long serialVersionUID = 1L;
    private final String asset;
    private final transient Amount amount;
    private final transient Amount allowance;

    AllowanceExceeded(String asset, Amount amount, Amount allowance) {
      super(
          "allowance",
          "paying "
              + amount
              + " "
              + asset
              + " into the session exceeds the seat's allowance of "
              + allowance);
      this.asset = asset;
      this.amount = amount;
      this.allowance = allowance;
    }

    /**
     * @return the asset
     */
    public String asset() {
      return asset;
    }

    /**
     * @return what the seat would pay in
     */
    public Amount amount() {
      return amount;
    }

    /**
     * @return the most it may, 0 for assets without allowance
     */
    public Amount allowance() {
      return allowance;
    }
  }

  /** A transfer is no larger than the seat's limit. */
  public static final class TransferLimitExceeded extends SpendingRefused {
    private static final long serialVersionUID = 1L;
    private final String asset;
    private final transient Amount amount;
    private final transient Amount limit;

    TransferLimitExceeded(String asset, Amount amount, Amount limit) {
      super(
          "transfer-limit",
          "transfer of " + amount + " " + asset + " exceeds the seat's limit of " + limit);
      this.asset = asset;
      this.amount = amount;
      this.limit = limit;
    }

    /**
     * @return the asset
     */
    public String asset() {
      return asset;
    }

    /**
     * @return what would be paid
     */
    public Amount amount() {
      return amount;
    }

    /**
     * @return the most that may, 0 for assets without limit
     */
    public Amount limit() {
      return limit;
    }
  }

  /** A transfer pays something, and every part of it more than zero. */
  public static final class NothingToTransfer extends SpendingRefused {
    private static final long serialVersionUID = 1L;
    private final String amounts;

    NothingToTransfer(String amounts) {
      super("transfer-amount", "transfer of " + amounts + ": every amount must be above 0");
      this.amounts = amounts;
    }

    /**
     * @return what would be paid
     */
    public String amounts() {
      return amounts;
    }
  }

  /** A transfer goes to another wallet. */
  public static final class TransferToSelf extends SpendingRefused {
    private static final long serialVersionUID = 1L;
    private final transient Address wallet;

    TransferToSelf(Address wallet) {
      super("transfer-to-self", "transfer from " + wallet + " to itself");
      this.wallet = wallet;
    }

    /**
     * @return the wallet on both ends
     */
    public Address wallet() {
      return wallet;
    }
  }

  /** A deposit needs to know what this wallet has paid in before. */
  public static final class PaidInUnknown extends SpendingRefused {
    private static final long serialVersionUID = 1L;
    private final transient SessionId sessionId;

    PaidInUnknown(SessionId sessionId) {
      super(
          "paid-in-unknown",
          "what this seat has paid into session "
              + sessionId.shortText()
              + " is not known any more, so its allowance cannot be held to; it deposits nothing");
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
