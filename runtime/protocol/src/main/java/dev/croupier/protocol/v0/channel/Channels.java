package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * The answer {@code get_channels} and the notification {@code channels} (clearnode-0.x 8.7, 12).
 *
 * @param channels the rows
 */
public record Channels(List<Channel> channels) implements WireValue {
  /** Copies the rows. */
  public Channels {
    channels = List.copyOf(channels);
  }

  /**
   * Reads the params of an answer or notification.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static Channels read(JsonValue params) {
    return new Channels(
        Members.ofAnswer(Method.CHANNELS, params).requiredList("channels", Channel::read));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("channels", JsonArray.from(channels, Channel::toJson)).build();
  }
}
