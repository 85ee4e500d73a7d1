package dev.croupier.protocol.v0.auth;

import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import java.util.List;

/**
 * The params of {@code auth_request} in one of their two forms (clearnode-0.x 5.1, compat 4.1). The
 * texts are kept as sent, since exactly they are signed.
 */
public sealed interface AuthRequestParams extends RequestParams
    permits AuthRequest, LegacyAuthRequest {

  /** The wallet that logs in, as sent. */
  String address();

  /** The key that will sign requests, as sent. */
  String sessionKey();

  /** The name of the application, which becomes the typed-data domain. */
  String applicationName();

  /** What the key may be used for; stored by the server, never enforced. */
  String scope();

  /** What the key may spend, as sent. */
  List<Allowance> allowances();

  @Override
  default Method method() {
    return Method.AUTH_REQUEST;
  }

  /**
   * Reads the params of a request. With {@code expire} or {@code app_name} they are of the old
   * form, else of the new one.
   *
   * @throws dev.croupier.protocol.v0.InvalidParamsException if they fit neither
   */
  static AuthRequestParams read(JsonValue params) {
    Members members = Members.ofRequest(Method.AUTH_REQUEST, params);
    return members.has("expire") || members.has("app_name")
        ? LegacyAuthRequest.read(members)
        : AuthRequest.read(members);
  }
}
