package dev.croupier.cli;

import dev.croupier.cli.config.ConfigException;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.ProtocolException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads maps of asset to decimal text out of the configuration. */
final class Amounts {
  private Amounts() {}

  /**
   * @param key where the map stands, for error messages
   * @param written asset to decimal text
   * @return asset to amount
   * @throws ConfigException if a text is no amount, or negative
   */
  static Map<String, Amount> read(String key, Map<String, String> written) {
    Map<String, Amount> amounts = new LinkedHashMap<>();
    written.forEach((asset, text) -> amounts.put(asset, read(key + "." + asset, text)));
    return amounts;
  }

  private static Amount read(String key, String text) {
    Amount amount;
    try {
      amount = Amount.parse(text);
    } catch (ProtocolException e) {
      throw new ConfigException(key, "\"" + text + "\" is not a decimal amount such as 0.5");
    }
    if (amount.signum() < 0) {
      throw new ConfigException(key, amount + " is negative");
    }
    return amount;
  }
}
