package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireTime;
import dev.croupier.protocol.v0.WireValue;
import java.time.Instant;
import java.util.List;

/**
 * One registered session key (clearnode-0.x 6.2, 9.4).
 *
 * @param id the node's number for it
 * @param sessionKey the key's address
 * @param application the application it was registered for
 * @param allowances what it may spend and has spent
 * @param scope what it may be used for
 * @param expiresAt when it expires, whole seconds
 * @param createdAt when it was registered
 */
public record SessionKey(
    long id,
    Address sessionKey,
    String application,
    List<AllowanceUse> allowances,
    String scope,
    Instant expiresAt,
    Instant createdAt)
    implements WireValue {

  /** Copies the allowances. */
  public SessionKey {
    allowances = List.copyOf(allowances);
  }

  static SessionKey read(Members members) {
    return new SessionKey(
        members.unsigned("id"),
        members.address("session_key"),
        members.text("application"),
        members.list("allowances", AllowanceUse::read),
        members.text("scope"),
        members.requiredTime("expires_at"),
        members.requiredTime("created_at"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .put("session_key", sessionKey.toString())
        .put("application", application)
        .put("allowances", JsonArray.from(allowances, AllowanceUse::toJson))
        .put("scope", scope)
        .put("expires_at", WireTime.precise(expiresAt))
        .put("created_at", WireTime.precise(createdAt))
        .build();
  }
}
