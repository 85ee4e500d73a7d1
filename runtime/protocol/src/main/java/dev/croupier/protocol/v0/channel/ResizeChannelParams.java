package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code resize_channel} (clearnode-0.x 13).
 *
 * @param channelId the channel, as sent
 * @param resizeAmount raw token units to move between chain and channel, either way; null for none
 * @param allocateAmount raw token units to move between ledger and channel, either way; null for
 *     none
 * @param fundsDestination where money that leaves goes, as sent
 */
public record ResizeChannelParams(
    String channelId,
    @Nullable BigInteger resizeAmount,
    @Nullable BigInteger allocateAmount,
    String fundsDestination)
    implements RequestParams {

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static ResizeChannelParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.RESIZE_CHANNEL, params);
    return new ResizeChannelParams(
        members.text("channel_id"),
        members.optionalUnits("resize_amount"),
        members.optionalUnits("allocate_amount"),
        members.text("funds_destination"));
  }

  @Override
  public Method method() {
    return Method.RESIZE_CHANNEL;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("channel_id", channelId)
        .putIfPresent("resize_amount", resizeAmount == null ? null : resizeAmount.toString())
        .putIfPresent("allocate_amount", allocateAmount == null ? null : allocateAmount.toString())
        .put("funds_destination", fundsDestination)
        .build();
  }
}
