package dev.croupier.node;

import dev.croupier.protocol.Address;

/**
 * An asset the node keeps books for (clearnode-0.x 7.2).
 *
 * @param symbol its name, compared with letter case; lower case by custom
 * @param token address of its token contract, the zero address if there is none
 * @param chainId the chain of the token, not negative
 * @param decimals digits behind the point that the token has; shown to clients, not enforced
 */
public record Asset(String symbol, Address token, long chainId, int decimals) {

  /** Checks the values. */
  public Asset {
    if (symbol.isBlank() || symbol.length() > 64) {
      throw new InvalidNodeConfigException(
          "assets.symbol", "\"" + symbol + "\"", "must have 1 to 64 characters");
    }
    if (chainId < 0) {
      throw new InvalidNodeConfigException(
          "assets.chain_id", Long.toString(chainId), "must not be negative");
    }
    if (decimals < 0 || decimals > 36) {
      throw new InvalidNodeConfigException(
          "assets.decimals", Integer.toString(decimals), "must be 0 to 36");
    }
  }

  /**
   * @param symbol its name
   * @param decimals digits behind the point
   * @return an asset without a token contract
   */
  public static Asset local(String symbol, int decimals) {
    return new Asset(symbol, Address.ZERO, Network.LOCAL.chainId(), decimals);
  }
}
