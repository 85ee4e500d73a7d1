package dev.croupier.host.turn;

/** What a submitted state does with a session's money. */
public enum Intent {
  /** Replaces all shares; totals stay. */
  OPERATE,
  /** Adds money from participants' balances to their shares. */
  DEPOSIT,
  /** Takes money from shares back to participants' balances. */
  WITHDRAW
}
