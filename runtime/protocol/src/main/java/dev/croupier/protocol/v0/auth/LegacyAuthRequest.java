package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import java.util.List;

/**
 * The login request of S0.3 and S0.4 (clearnode-0.x 5.1).
 *
 * @param address the wallet, EIP-55
 * @param sessionKey the address of the key that will sign requests
 * @param appName the application's name, not empty
 * @param expire Unix time in seconds, as decimal digits; signed and not enforced
 * @param scope what the key may be used for, may be empty
 * @param application the application's address, any valid one
 * @param allowances signed and not enforced
 */
public record LegacyAuthRequest(
    String address,
    String sessionKey,
    String appName,
    String expire,
    String scope,
    String application,
    List<Allowance> allowances)
    implements AuthRequestParams {

  /** Copies the allowances. */
  public LegacyAuthRequest {
    allowances = List.copyOf(allowances);
  }

  /** A request with typed addresses, as a client makes it. */
  public static LegacyAuthRequest of(
      Address wallet,
      Address sessionKey,
      String appName,
      long expire,
      String scope,
      Address application,
      List<Allowance> allowances) {
    return new LegacyAuthRequest(
        wallet.toString(),
        sessionKey.toString(),
        appName,
        Long.toString(expire),
        scope,
        application.toString(),
        allowances);
  }

  static LegacyAuthRequest read(Members members) {
    return new LegacyAuthRequest(
        members.text("address"),
        members.text("session_key"),
        members.text("app_name"),
        members.text("expire"),
        members.text("scope"),
        members.text("application"),
        members.list("allowances", Allowance::read));
  }

  @Override
  public String applicationName() {
    return appName;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("address", address)
        .put("session_key", sessionKey)
        .put("app_name", appName)
        .put("expire", expire)
        .put("scope", scope)
        .put("application", application)
        .put("allowances", Allowance.write(allowances))
        .build();
  }
}
