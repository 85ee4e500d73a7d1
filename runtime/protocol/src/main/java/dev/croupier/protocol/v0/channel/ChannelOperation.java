package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code create_channel}, {@code resize_channel} and {@code close_channel}
 * (clearnode-0.x 13): a state signed by the broker, for the owner to take to the chain.
 *
 * @param channelId the channel
 * @param channel its definition; only in the answer to create
 * @param state the new state
 * @param serverSignature {@code 0x} and hex digits over the packed state, not yet checked
 */
public record ChannelOperation(
    Hash32 channelId,
    @Nullable ChannelDefinition channel,
    ChannelState state,
    String serverSignature)
    implements WireValue {

  /**
   * Reads the params of an answer.
   *
   * @param method which of the three was asked
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static ChannelOperation read(Method method, JsonValue params) {
    Members members = Members.ofAnswer(method, params);
    Members channel = members.optionalObject("channel");
    return new ChannelOperation(
        members.hash("channel_id"),
        channel == null ? null : ChannelDefinition.read(channel),
        ChannelState.read(members.object("state")),
        members.hex("server_signature"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject.Builder builder = JsonObject.builder().put("channel_id", channelId.toString());
    if (channel != null) {
      builder.put("channel", channel.toJson());
    }
    return builder.put("state", state.toJson()).put("server_signature", serverSignature).build();
  }
}
