package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import java.util.List;

/**
 * How much of an asset a session key may spend (clearnode-0.x 5.1).
 *
 * @param asset the asset's symbol
 * @param amount the text that is sent and signed: a decimal in S0.5, digits of an integer before
 */
public record Allowance(String asset, String amount) {
  static Allowance read(Members members) {
    return new Allowance(members.text("asset"), members.text("amount"));
  }

  static JsonArray write(List<Allowance> allowances) {
    return JsonArray.from(
        allowances,
        allowance ->
            JsonObject.builder()
                .put("asset", allowance.asset())
                .put("amount", allowance.amount())
                .build());
  }
}
