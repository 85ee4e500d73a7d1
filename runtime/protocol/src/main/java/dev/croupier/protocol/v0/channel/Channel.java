package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireTime;
import dev.croupier.protocol.v0.WireValue;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel, also the params of the notification {@code cu} (clearnode-0.x 13).
 *
 * @param id the channel
 * @param participant the wallet, or its session key in S0.3 and S0.4
 * @param status open, resizing (S0.5), closed or challenged, as one lower-case word
 * @param token the token's contract
 * @param wallet its owner; null in notifications, which leave it empty
 * @param amount raw token units, never negative
 * @param chainId the chain
 * @param adjudicator the contract that decides disputes
 * @param challenge seconds
 * @param nonce the channel's nonce
 * @param version the version of its state
 * @param createdAt when it was opened, whole seconds; null if not told
 * @param updatedAt when it changed last, whole seconds; null if not told
 */
public record Channel(
    Hash32 id,
    Address participant,
    String status,
    Address token,
    @Nullable Address wallet,
    BigInteger amount,
    long chainId,
    Address adjudicator,
    long challenge,
    long nonce,
    long version,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt)
    implements WireValue {

  /**
   * Reads the params of the notification {@code cu}.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static Channel read(JsonValue params) {
    return read(Members.ofAnswer(Method.CHANNEL_UPDATE, params));
  }

  static Channel read(Members members) {
    BigInteger amount = members.optionalUnits("amount");
    if (amount == null || amount.signum() < 0) {
      throw members.fault("amount", "must be a whole number of token units, 0 or more");
    }
    return new Channel(
        members.hash("channel_id"),
        members.address("participant"),
        members.requiredText("status"),
        members.address("token"),
        members.optionalAddress("wallet"),
        amount,
        members.requiredUnsigned("chain_id"),
        members.address("adjudicator"),
        members.unsigned("challenge"),
        members.unsigned("nonce"),
        members.unsigned("version"),
        members.time("created_at"),
        members.time("updated_at"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("channel_id", id.toString())
        .put("participant", participant.toString())
        .put("status", status)
        .put("token", token.toString())
        .put("wallet", wallet == null ? "" : wallet.toString())
        .put("amount", amount.toString())
        .put("chain_id", chainId)
        .put("adjudicator", adjudicator.toString())
        .put("challenge", challenge)
        .put("nonce", nonce)
        .put("version", version)
        .put("created_at", createdAt == null ? "" : WireTime.seconds(createdAt))
        .put("updated_at", updatedAt == null ? "" : WireTime.seconds(updatedAt))
        .build();
  }
}
