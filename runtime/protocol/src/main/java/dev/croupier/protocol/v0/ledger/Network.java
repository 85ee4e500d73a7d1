package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireValue;
import org.jspecify.annotations.Nullable;

/**
 * One chain a node works with (clearnode-0.x 8.2).
 *
 * @param chainId the chain
 * @param name its name; null if the server does not tell (S0.3, S0.4)
 * @param custody the contract that holds the money, the zero address for none
 * @param adjudicator the contract that decides disputes, the zero address for none
 */
public record Network(long chainId, @Nullable String name, Address custody, Address adjudicator)
    implements WireValue {

  static Network read(Members members) {
    return new Network(
        members.requiredUnsigned("chain_id"),
        members.optionalText("name"),
        members.address("custody_address"),
        members.address("adjudicator_address"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("chain_id", chainId)
        .putIfPresent("name", name)
        .put("custody_address", custody.toString())
        .put("adjudicator_address", adjudicator.toString())
        .build();
  }
}
