package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * What makes a channel the one it is (clearnode-0.x 13).
 *
 * @param participants the user and the broker
 * @param adjudicator the contract that decides disputes
 * @param challenge seconds
 * @param nonce makes the id unique
 */
public record ChannelDefinition(
    List<Address> participants, Address adjudicator, long challenge, long nonce)
    implements WireValue {

  /** Copies the participants. */
  public ChannelDefinition {
    participants = List.copyOf(participants);
  }

  static ChannelDefinition read(Members members) {
    return new ChannelDefinition(
        members.addresses("participants"),
        members.address("adjudicator"),
        members.requiredUnsigned("challenge"),
        members.requiredUnsigned("nonce"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put(
            "participants",
            JsonArray.ofStrings(participants.stream().map(Address::toString).toList()))
        .put("adjudicator", adjudicator.toString())
        .put("challenge", challenge)
        .put("nonce", nonce)
        .build();
  }
}
