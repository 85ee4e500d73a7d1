package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code get_assets} and the notification {@code assets} (clearnode-0.x 8.3, 12).
 *
 * @param assets one row per token
 */
public record Assets(List<Asset> assets) implements WireValue {
  /** Copies the rows. */
  public Assets {
    assets = List.copyOf(assets);
  }

  /**
   * Reads the params of an answer or notification.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static Assets read(JsonValue params) {
    return new Assets(Members.ofAnswer(Method.ASSETS, params).requiredList("assets", Asset::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("assets", JsonArray.from(assets, Asset::toJson)).build();
  }
}
