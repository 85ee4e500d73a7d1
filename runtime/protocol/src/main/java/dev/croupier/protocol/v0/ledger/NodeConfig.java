package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code get_config} (clearnode-0.x 8.2). No member may be added: every SDK refuses it.
 *
 * @param broker the address whose key signs all frames of the node
 * @param networks the chains it works with, in no fixed order
 */
public record NodeConfig(Address broker, List<Network> networks) implements WireValue {
  /** Copies the networks. */
  public NodeConfig {
    networks = List.copyOf(networks);
  }

  /**
   * Reads the params of an answer.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static NodeConfig read(JsonValue params) {
    Members members = Members.ofAnswer(Method.GET_CONFIG, params);
    return new NodeConfig(
        members.address("broker_address"), members.requiredList("networks", Network::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("broker_address", broker.toString())
        .put("networks", JsonArray.from(networks, Network::toJson))
        .build();
  }
}
