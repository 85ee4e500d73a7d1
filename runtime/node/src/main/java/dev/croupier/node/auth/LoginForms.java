package dev.croupier.node.auth;

import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.LegacyAuthRequest;
import dev.croupier.protocol.v0.auth.LoginData;
import java.util.Optional;

/**
 * The two forms of a login (clearnode-0.x 5.1, 5.2). By default both are taken and told apart by
 * their members. A profile that imitates one server reads everything in that server's form, so that
 * a client of the other kind fails just as it does there.
 */
public final class LoginForms {
  private final Profile profile;

  /**
   * @param profile which forms are taken
   */
  public LoginForms(Profile profile) {
    this.profile = profile;
  }

  /**
   * @param params the params of an auth_request
   * @return the login, in the form its signature will be checked in
   * @throws dev.croupier.protocol.v0.InvalidParamsException if it has neither form
   */
  public AuthRequestParams read(RawJson params) {
    AuthRequestParams login = AuthRequestParams.read(params);
    return switch (login) {
      case LegacyAuthRequest old when !profile.oldLogin() ->
          new AuthRequest(
              old.address(), old.sessionKey(), old.application(), 0, old.scope(), old.allowances());
      case AuthRequest recent when !profile.newLogin() ->
          new LegacyAuthRequest(
              recent.address(),
              recent.sessionKey(),
              "",
              "",
              recent.scope(),
              recent.application(),
              recent.allowances());
      default -> login;
    };
  }

  /**
   * @param login a login
   * @param challenge the challenge it was given
   * @return what its wallet must sign, or empty if there is no such thing: an invalid address, no
   *     name, an amount that is no number
   */
  public Optional<Hash32> digest(AuthRequestParams login, String challenge) {
    if (login.applicationName().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LoginData.of(login, challenge).digest());
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  /**
   * @param address an address as a login names it
   * @return the same with {@code 0x} in front if it has none
   */
  public static String prefixed(String address) {
    return address.startsWith("0x") ? address : "0x" + address;
  }
}
