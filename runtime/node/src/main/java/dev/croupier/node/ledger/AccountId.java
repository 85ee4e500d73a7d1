package dev.croupier.node.ledger;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.InvalidAddressException;
import dev.croupier.protocol.SessionId;
import java.util.Locale;

/**
 * Name of a ledger account: a wallet's address for its unified balance, or an app session's id for
 * the money in that session (clearnode-0.x 7.3).
 *
 * @param text the address in EIP-55 letter case, or the id in lower case
 */
public record AccountId(String text) {

  /**
   * @param wallet a wallet
   * @return the account that holds its unified balance
   */
  public static AccountId of(Address wallet) {
    return new AccountId(wallet.toString());
  }

  /**
   * @param session an app session
   * @return the account that holds the shares of its participants
   */
  public static AccountId of(SessionId session) {
    return new AccountId(session.toString());
  }

  /**
   * Reads an account id as clients write it. Any text with 40 hexadecimal digits is taken for an
   * address and gets its letter case; everything else stays as it is and may name no account at
   * all.
   *
   * @param text what the client wrote
   * @return the account
   */
  public static AccountId parse(String text) {
    try {
      return of(Address.parse(text.length() == 40 ? "0x" + text : text));
    } catch (InvalidAddressException e) {
      return new AccountId(text.length() == 66 ? text.toLowerCase(Locale.ROOT) : text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
