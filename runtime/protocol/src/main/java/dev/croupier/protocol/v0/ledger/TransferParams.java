package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.AssetAmountJson;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code transfer} (clearnode-0.x 9.3).
 *
 * @param destination the receiver's address, as sent; null to use the tag
 * @param destinationUserTag the receiver's tag, used only without destination
 * @param allocations what to send
 */
public record TransferParams(
    @Nullable String destination,
    @Nullable String destinationUserTag,
    List<AssetAmount> allocations)
    implements RequestParams {

  /** Copies the allocations. */
  public TransferParams {
    allocations = List.copyOf(allocations);
  }

  /** A transfer to an address. */
  public static TransferParams to(Address destination, List<AssetAmount> allocations) {
    return new TransferParams(destination.toString(), null, allocations);
  }

  /** A transfer to whoever has a tag. */
  public static TransferParams toTag(String tag, List<AssetAmount> allocations) {
    return new TransferParams(null, tag, allocations);
  }

  /**
   * Reads the params of a request. Empty texts count as missing.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static TransferParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.TRANSFER, params);
    String destination = members.text("destination");
    String tag = members.text("destination_user_tag");
    return new TransferParams(
        destination.isEmpty() ? null : destination,
        tag.isEmpty() ? null : tag,
        members.list("allocations", AssetAmountJson::read));
  }

  @Override
  public Method method() {
    return Method.TRANSFER;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .putIfPresent("destination", destination)
        .putIfPresent("destination_user_tag", destinationUserTag)
        .put("allocations", AssetAmountJson.write(allocations))
        .build();
  }
}
