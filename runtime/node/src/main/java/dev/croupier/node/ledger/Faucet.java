package dev.croupier.node.ledger;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;

/**
 * The only source of money on a local node. It owns an account like everybody else, which goes
 * below zero by what it gave, so that the books balance.
 */
public final class Faucet {
  /** The faucet's account. Nobody has a key for it. */
  public static final Address ADDRESS = Address.parse("0xfa0ce70000000000000000000000000000000000");

  private final Ledger ledger;

  /**
   * @param ledger the books
   */
  public Faucet(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Gives money to a wallet and records it as a deposit.
   *
   * @param wallet who gets it
   * @param asset symbol of a configured asset
   * @param amount how much, positive
   */
  public void fund(Address wallet, String asset, Amount amount) {
    Share source = Share.unified(ADDRESS);
    Share target = Share.unified(wallet);
    ledger.move(source, target, asset, amount, null);
    ledger.recordTransaction(
        TransactionType.DEPOSIT, source.account(), target.account(), asset, amount);
  }
}
