package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireValue;
import java.math.BigInteger;

/**
 * Who gets what when a channel ends (clearnode-0.x 13).
 *
 * @param destination the receiver
 * @param token the token's contract
 * @param amount raw token units, never negative
 */
public record ChannelAllocation(Address destination, Address token, BigInteger amount)
    implements WireValue {

  static ChannelAllocation read(Members members) {
    BigInteger amount = members.optionalUnits("amount");
    if (amount == null || amount.signum() < 0) {
      throw members.fault("amount", "must be a whole number of token units, 0 or more");
    }
    return new ChannelAllocation(members.address("destination"), members.address("token"), amount);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("destination", destination.toString())
        .put("token", token.toString())
        .put("amount", amount.toString())
        .build();
  }
}
