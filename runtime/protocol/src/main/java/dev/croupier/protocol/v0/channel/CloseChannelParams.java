package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;

/**
 * The params of {@code close_channel} (clearnode-0.x 13).
 *
 * @param channelId the channel, as sent
 * @param fundsDestination where the money goes, as sent
 */
public record CloseChannelParams(String channelId, String fundsDestination)
    implements RequestParams {

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static CloseChannelParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.CLOSE_CHANNEL, params);
    return new CloseChannelParams(members.text("channel_id"), members.text("funds_destination"));
  }

  @Override
  public Method method() {
    return Method.CLOSE_CHANNEL;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("channel_id", channelId)
        .put("funds_destination", fundsDestination)
        .build();
  }
}
