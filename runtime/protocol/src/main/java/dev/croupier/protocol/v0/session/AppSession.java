package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonNumber;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireTime;
import dev.croupier.protocol.v0.WireValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An app session as lists and notifications show it (clearnode-0.x 8.6).
 *
 * @param id the session
 * @param application its application; null if the server has no such member (S0.3, S0.4)
 * @param status whether it is open
 * @param participants addresses as the creator sent them
 * @param sessionData the stored text; null when it is empty
 * @param protocol the session protocol's text
 * @param challenge stored without effect
 * @param weights one per participant
 * @param quorum what the weights of the signers must add up to
 * @param version the version of the state
 * @param nonce the definition's nonce
 * @param createdAt when it was created, whole seconds; null if not told
 * @param updatedAt when it changed last, whole seconds; null if not told
 */
public record AppSession(
    SessionId id,
    @Nullable String application,
    SessionStatus status,
    List<String> participants,
    @Nullable String sessionData,
    String protocol,
    long challenge,
    List<Long> weights,
    long quorum,
    long version,
    long nonce,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt)
    implements WireValue {

  /** Copies the lists. */
  public AppSession {
    participants = List.copyOf(participants);
    weights = List.copyOf(weights);
  }

  static AppSession read(Members members) {
    return new AppSession(
        members.sessionId("app_session_id"),
        members.optionalText("application"),
        SessionStatus.read(members),
        members.texts("participants"),
        members.optionalText("session_data"),
        members.text("protocol"),
        members.unsigned("challenge"),
        members.integers("weights"),
        members.unsigned("quorum"),
        members.requiredUnsigned("version"),
        members.unsigned("nonce"),
        members.time("created_at"),
        members.time("updated_at"));
  }

  /** What was agreed on when the session was created. */
  public AppDefinition definition() {
    return new AppDefinition(
        application, protocol, participants, weights, quorum, challenge, nonce);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("app_session_id", id.toString())
        .putIfPresent("application", application)
        .put("status", status.wireName())
        .put("participants", JsonArray.ofStrings(participants))
        .putIfPresent("session_data", sessionData)
        .put("protocol", protocol)
        .put("challenge", challenge)
        .put("weights", JsonArray.from(weights, JsonNumber::of))
        .put("quorum", quorum)
        .put("version", version)
        .put("nonce", nonce)
        .put("created_at", createdAt == null ? "" : WireTime.seconds(createdAt))
        .put("updated_at", updatedAt == null ? "" : WireTime.seconds(updatedAt))
        .build();
  }
}
