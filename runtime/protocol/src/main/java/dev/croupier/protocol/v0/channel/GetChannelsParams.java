package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.ListOptions;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code get_channels} (clearnode-0.x 8.7).
 *
 * @param participant only channels of this wallet, as sent; null for everybody's
 * @param status only channels in this status; null for any
 * @param options which part of the list
 */
public record GetChannelsParams(
    @Nullable String participant, @Nullable String status, ListOptions options)
    implements RequestParams {

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static GetChannelsParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.GET_CHANNELS, params);
    return new GetChannelsParams(
        members.optionalText("participant"),
        members.optionalText("status"),
        ListOptions.read(members));
  }

  @Override
  public Method method() {
    return Method.GET_CHANNELS;
  }

  @Override
  public JsonObject toJson() {
    return options
        .addTo(
            JsonObject.builder()
                .putIfPresent("participant", participant)
                .putIfPresent("status", status))
        .build();
  }
}
