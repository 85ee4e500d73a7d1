package dev.croupier.protocol.v0.auth;

import static dev.croupier.protocol.abi.AbiValue.address;
import static dev.croupier.protocol.abi.AbiValue.uint;
import static dev.croupier.protocol.abi.TypedData.text;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.abi.TypedData;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The login data of S0.3 and S0.4 (clearnode-0.x 5.2).
 *
 * @param application the application's name, not empty
 * @param challenge the text of the challenge
 * @param scope as requested, may be empty
 * @param wallet who logs in
 * @param applicationAddress the address the application gave, any valid one
 * @param participant the key that will sign requests
 * @param expire Unix seconds, an unsigned number of 256 bits
 * @param allowances as requested; each amount is the digits of an unsigned number of 256 bits
 */
public record LegacyLoginPolicy(
    String application,
    String challenge,
    String scope,
    Address wallet,
    Address applicationAddress,
    Address participant,
    BigInteger expire,
    List<Allowance> allowances)
    implements LoginData {
  private static final String ALLOWANCE = "Allowance(string asset,uint256 amount)";

  private static final String POLICY =
      "Policy(string challenge,string scope,address wallet,address application,address participant,"
          + "uint256 expire,Allowance[] allowances)"
          + ALLOWANCE;

  private static final Hash32 ALLOWANCE_TYPE = TypedData.typeHash(ALLOWANCE);

  /** 2^256 has 78 digits; a bound keeps hostile text from costing anything. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,100}");

  /**
   * Checks the name, the time and the amounts, copies the allowances.
   *
   * @throws InvalidLoginDataException if the name is empty or a number does not fit
   */
  public LegacyLoginPolicy {
    LoginFields.requireName(application);
    LoginFields.unsigned("expire", 256, expire);
    allowances = List.copyOf(allowances);
    for (Allowance allowance : allowances) {
      number("amount", allowance.amount());
    }
  }

  static LegacyLoginPolicy of(LegacyAuthRequest request, String challenge) {
    return new LegacyLoginPolicy(
        request.appName(),
        challenge,
        request.scope(),
        LoginFields.address("wallet", request.address()),
        LoginFields.address("application", request.application()),
        LoginFields.address("participant", request.sessionKey()),
        number("expire", request.expire()),
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
        address(applicationAddress),
        address(participant),
        uint(256, expire),
        TypedData.array(allowances.stream().map(LegacyLoginPolicy::hash).toList()));
  }

  private static Hash32 hash(Allowance allowance) {
    return TypedData.structHash(
        ALLOWANCE_TYPE, text(allowance.asset()), uint(256, number("amount", allowance.amount())));
  }

  private static BigInteger number(String member, String digits) {
    if (!DIGITS.matcher(digits).matches()) {
      throw new InvalidLoginDataException(member, "must be decimal digits of an integer");
    }
    return LoginFields.unsigned(member, 256, new BigInteger(digits));
  }
}
