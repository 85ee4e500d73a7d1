package dev.croupier.node.ledger;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;

/**
 * What one wallet owns in one account: its unified balance, or its part of a session's money.
 *
 * @param account the account
 * @param wallet the owner
 */
public record Share(AccountId account, Address wallet) {

  /**
   * @param wallet a wallet
   * @return its unified balance
   */
  public static Share unified(Address wallet) {
    return new Share(AccountId.of(wallet), wallet);
  }

  /**
   * @param session an app session
   * @param wallet a wallet
   * @return the wallet's part of the session's money
   */
  public static Share in(SessionId session, Address wallet) {
    return new Share(AccountId.of(session), wallet);
  }
}
