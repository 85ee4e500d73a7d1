package dev.croupier.node.admin;

import java.math.BigDecimal;
import java.util.concurrent.CompletionStage;

/** Where the money of {@code POST /admin/fund} comes from. */
@FunctionalInterface
public interface Faucet {

  /**
   * Credits a wallet.
   *
   * @param address the wallet, {@code 0x} and 40 hex digits in any letter case
   * @param asset symbol of the asset, not empty, not checked to exist
   * @param amount whole units, more than zero
   * @return completes with the wallet's new balance in that asset when the credit is stored; a
   *     {@code CroupierException}, thrown or in the stage, is answered with status 400 and its
   *     message
   */
  CompletionStage<BigDecimal> fund(String address, String asset, BigDecimal amount);
}
