package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The params of {@code create_channel} (clearnode-0.x 13).
 *
 * @param chainId the chain
 * @param token the token's contract, as sent
 * @param amount raw token units, required by S0.3 and S0.4; null leaves the member out
 * @param sessionKey the participant in S0.3 and S0.4, as sent; null leaves the member out
 */
public record CreateChannelParams(
    long chainId, String token, @Nullable BigInteger amount, @Nullable String sessionKey)
    implements RequestParams {

  /**
   * Reads the params of a request.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they do not fit
   */
  public static CreateChannelParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.CREATE_CHANNEL, params);
    return new CreateChannelParams(
        members.unsigned("chain_id"),
        members.text("token"),
        members.optionalUnits("amount"),
        members.optionalText("session_key"));
  }

  @Override
  public Method method() {
    return Method.CREATE_CHANNEL;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("chain_id", chainId)
        .put("token", token)
        .putIfPresent("amount", amount == null ? null : amount.toString())
        .putIfPresent("session_key", sessionKey)
        .build();
  }
}
