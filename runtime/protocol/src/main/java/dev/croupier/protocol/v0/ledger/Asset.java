package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireValue;

/**
 * One token of an asset on one chain (clearnode-0.x 7.2, 8.3).
 *
 * @param token the token's contract, the zero address for none
 * @param chainId the chain
 * @param symbol the asset's name everywhere else; letter case counts
 * @param decimals how many decimals the token has on its chain; not enforced in the ledger
 */
public record Asset(Address token, long chainId, String symbol, long decimals)
    implements WireValue {

  static Asset read(Members members) {
    return new Asset(
        members.address("token"),
        members.requiredUnsigned("chain_id"),
        members.requiredText("symbol"),
        members.requiredUnsigned("decimals"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("token", token.toString())
        .put("chain_id", chainId)
        .put("symbol", symbol)
        .put("decimals", decimals)
        .build();
  }
}
