package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * A state of a channel for both sides to sign (clearnode-0.x 13).
 *
 * @param intent 1 open, 2 resize, 3 close
 * @param version the state's version
 * @param stateData {@code 0x} and hex digits of the ABI-encoded data
 * @param allocations the user's and the broker's share
 */
public record ChannelState(
    long intent, long version, String stateData, List<ChannelAllocation> allocations)
    implements WireValue {

  /** Copies the allocations. */
  public ChannelState {
    allocations = List.copyOf(allocations);
  }

  static ChannelState read(Members members) {
    return new ChannelState(
        members.requiredUnsigned("intent"),
        members.requiredUnsigned("version"),
        members.hex("state_data"),
        members.requiredList("allocations", ChannelAllocation::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("intent", intent)
        .put("version", version)
        .put("state_data", stateData)
        .put("allocations", JsonArray.from(allocations, ChannelAllocation::toJson))
        .build();
  }
}
