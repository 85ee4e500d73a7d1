package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireValue;

/**
 * How much of an asset a session key may spend in its life and how much it has spent (clearnode-0.x
 * 6.2).
 *
 * @param asset the asset's symbol
 * @param allowance the most it may ever spend
 * @param used what it has spent
 */
public record AllowanceUse(String asset, Amount allowance, Amount used) implements WireValue {
  static AllowanceUse read(Members members) {
    return new AllowanceUse(
        members.text("asset"), members.amount("allowance"), members.amount("used"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("asset", asset)
        .put("allowance", allowance.toString())
        .put("used", used.toString())
        .build();
  }
}
