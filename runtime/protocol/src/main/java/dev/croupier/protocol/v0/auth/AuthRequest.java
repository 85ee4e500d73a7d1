package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import java.util.List;

/**
 * The login request of S0.5 (clearnode-0.x 5.1).
 *
 * @param address the wallet, EIP-55
 * @param sessionKey the address of the key that will sign requests
 * @param application the application's name, not empty
 * @param expiresAt Unix time in seconds at which the key expires
 * @param scope what the key may be used for, may be empty
 * @param allowances what the key may spend; empty means nothing
 */
public record AuthRequest(
    String address,
    String sessionKey,
    String application,
    long expiresAt,
    String scope,
    List<Allowance> allowances)
    implements AuthRequestParams {

  /** Copies the allowances. */
  public AuthRequest {
    allowances = List.copyOf(allowances);
  }

  /** A request with typed addresses, as a client makes it. */
  public static AuthRequest of(
      Address wallet,
      Address sessionKey,
      String application,
      long expiresAt,
      String scope,
      List<Allowance> allowances) {
    return new AuthRequest(
        wallet.toString(), sessionKey.toString(), application, expiresAt, scope, allowances);
  }

  static AuthRequest read(Members members) {
    return new AuthRequest(
        members.text("address"),
        members.text("session_key"),
        members.text("application"),
        members.unsigned("expires_at"),
        members.text("scope"),
        members.list("allowances", Allowance::read));
  }

  @Override
  public String applicationName() {
    return application;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("address", address)
        .put("session_key", sessionKey)
        .put("application", application)
        .put("expires_at", expiresAt)
        .put("scope", scope)
        .put("allowances", Allowance.write(allowances))
        .build();
  }
}
