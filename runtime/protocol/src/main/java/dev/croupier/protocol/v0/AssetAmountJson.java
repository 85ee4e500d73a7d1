package dev.croupier.protocol.v0;

import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import java.util.List;

/** The JSON form of balances and transfers: {@code {"asset","amount"}}. */
public final class AssetAmountJson {
  private AssetAmountJson() {}

  /** Reads one. */
  public static AssetAmount read(Members members) {
    return new AssetAmount(members.text("asset"), members.amount("amount"));
  }

  /** Writes them in order, amounts as text. */
  public static JsonArray write(List<AssetAmount> amounts) {
    return JsonArray.from(amounts, AssetAmountJson::write);
  }

  private static JsonObject write(AssetAmount amount) {
    return JsonObject.builder()
        .put("asset", amount.asset())
        .put("amount", amount.amount().toString())
        .build();
  }
}
