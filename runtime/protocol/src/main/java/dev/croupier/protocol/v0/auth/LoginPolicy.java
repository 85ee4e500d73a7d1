package dev.croupier.protocol.v0.auth;

import static dev.croupier.protocol.abi.AbiValue.address;
import static dev.croupier.protocol.abi.AbiValue.uint;
import static dev.croupier.protocol.abi.TypedData.text;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.abi.TypedData;
import java.math.BigInteger;
import java.util.List;

/**
 * The login data of S0.5 (clearnode-0.x 5.2).
 *
 * @param application the application's name, not empty
 * @param challenge the text of the challenge
 * @param scope as requested, may be empty
 * @param wallet who logs in
 * @param sessionKey the key that will sign requests
 * @param expiresAt Unix seconds, an unsigned number of 64 bits
 * @param allowances as requested, their amounts signed as text
 */
public record LoginPolicy(
    String application,
    String challenge,
    String scope,
    Address wallet,
    Address sessionKey,
    BigInteger expiresAt,
    List<Allowance> allowances)
    implements LoginData {
  private static final String ALLOWANCE = "Allowance(string asset,string amount)";

  private static final String POLICY =
      "Policy(string challenge,string scope,address wallet,address session_key,uint64 expires_at,"
          + "Allowance[] allowances)"
          + ALLOWANCE;

  private static final Hash32 ALLOWANCE_TYPE = TypedData.typeHash(ALLOWANCE);

  /**
   * Checks the name and the time, copies the allowances.
   *
   * @throws InvalidLoginDataException if the name is empty or the time does not fit
   */
  public LoginPolicy {
    LoginFields.requireName(application);
    LoginFields.unsigned("expires_at", 64, expiresAt);
    allowances = List.copyOf(allowances);
  }

  static LoginPolicy of(AuthRequest request, String challenge) {
    return new LoginPolicy(
        request.application(),
        challenge,
        request.scope(),
        LoginFields.address("wallet", request.address()),
        LoginFields.address("session_key", request.sessionKey()),
        BigInteger.valueOf(request.expiresAt()),
        request.allowances());
  }

  @Override
  public String encodeType() {
    return POLICY;
  }

  @Override
  public Hash32 structHash() {
    return TypedData.structHash(
        typeHash(),
        text(challenge),
        text(scope),
        address(wallet),
        address(sessionKey),
        uint(64, expiresAt),
        TypedData.array(allowances.stream().map(LoginPolicy::hash).toList()));
  }

  private static Hash32 hash(Allowance allowance) {
    return TypedData.structHash(ALLOWANCE_TYPE, text(allowance.asset()), text(allowance.amount()));
  }
}
