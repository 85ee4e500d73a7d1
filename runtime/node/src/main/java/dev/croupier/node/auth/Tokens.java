package dev.croupier.node.auth;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonNumber;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Makes and checks the tokens that stand for a login (clearnode-0.x 5.4): JSON web tokens signed by
 * the broker's secp256k1 key over SHA-256, so that they are good after a restart. Clients cannot
 * read anything into them. Safe for concurrent use.
 */
public final class Tokens {
  private static final String HEADER =
      encode("{\"alg\":\"ES256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
  private static final int LONGEST = 16_384;

  private final Signer broker;
  private final BiFunction<Hash32, Signature, Address> recovery;

  /**
   * @param broker the node's key
   * @param recovery finds out who signed a digest
   */
  public Tokens(Signer broker, BiFunction<Hash32, Signature, Address> recovery) {
    this.broker = broker;
    this.recovery = recovery;
  }

  /**
   * @param token what to say
   * @return the text of the token, which is a secret of its wallet
   */
  public String write(Token token) {
    JsonObject claims =
        JsonObject.builder()
            .put("iss", "clearnode")
            .put("iat", token.issuedAtSeconds())
            .put("nbf", token.issuedAtSeconds())
            .put("exp", token.expiresAtSeconds())
            .put(
                "policy",
                JsonObject.builder()
                    .put("wallet", token.wallet().toString())
                    .put("session_key", token.sessionKey().toString())
                    .put("application", token.application())
                    .put("scope", token.scope())
                    .build())
            .build();
    String signed = HEADER + "." + encode(GoJson.write(claims).getBytes(StandardCharsets.UTF_8));
    return signed + "." + encode(broker.sign(digest(signed)).bytes());
  }

  /**
   * @param text what a client says is a token
   * @param nowSeconds the time, in seconds since 1970
   * @return what it says, or empty if the broker did not make it or it is not valid now
   */
  public Optional<Token> read(String text, long nowSeconds) {
    int signatureDot = text.lastIndexOf('.');
    int claimsDot = text.indexOf('.');
    if (text.length() > LONGEST || claimsDot < 0 || signatureDot == claimsDot) {
      return Optional.empty();
    }
    try {
      Signature signature = Signature.ofBytes(decode(text.substring(signatureDot + 1)));
      String signed = text.substring(0, signatureDot);
      if (!recovery.apply(digest(signed), signature).equals(broker.address())) {
        return Optional.empty();
      }
      Token token = claims(decode(text.substring(claimsDot + 1, signatureDot)));
      boolean valid =
          token.issuedAtSeconds() <= nowSeconds && nowSeconds < token.expiresAtSeconds();
      return valid ? Optional.of(token) : Optional.empty();
    } catch (ProtocolException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Token claims(byte[] json) {
    JsonObject claims = JsonReader.STRICT.read(json).asObject();
    JsonObject policy = member(claims, "policy").asObject();
    return new Token(
        Address.parse(member(policy, "wallet").asString()),
        Address.parse(member(policy, "session_key").asString()),
        member(policy, "application").asString(),
        member(policy, "scope").asString(),
        seconds(claims, "nbf"),
        seconds(claims, "exp"));
  }

  private static long seconds(JsonObject claims, String name) {
    return member(claims, name) instanceof JsonNumber number
        ? Long.parseLong(number.text())
        : Long.MAX_VALUE;
  }

  private static JsonValue member(JsonObject object, String name) {
    JsonValue value = object.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the token lacks " + name);
    }
    return value;
  }

  private static Hash32 digest(String signed) {
    try {
      return Hash32.ofBytes(
          MessageDigest.getInstance("SHA-256").digest(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
