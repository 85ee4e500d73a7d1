package dev.croupier.protocol.v0;

import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import java.util.List;

/** The JSON form of shares in a session: {@code {"participant","asset","amount"}}. */
public final class AllocationJson {
  private AllocationJson() {}

  /** Reads one; the participant must be an address. */
  public static Allocation read(Members members) {
    return new Allocation(
        members.address("participant"), members.text("asset"), members.amount("amount"));
  }

  /** Writes them in order; addresses in EIP-55 letter case, amounts as text. */
  public static JsonArray write(List<Allocation> allocations) {
    return JsonArray.from(allocations, AllocationJson::write);
  }

  private static JsonObject write(Allocation allocation) {
    return JsonObject.builder()
        .put("participant", allocation.participant().toString())
        .put("asset", allocation.asset())
        .put("amount", allocation.amount().toString())
        .build();
  }
}
