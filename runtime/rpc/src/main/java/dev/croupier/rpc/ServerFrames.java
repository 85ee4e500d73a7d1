package dev.croupier.rpc;

import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * Writes a server's frames (clearnode-0.x 3.3): the text of the {@code res} array, signed as it
 * stands by the server's key. Safe for concurrent use if the signer is.
 */
public final class ServerFrames {
  private final Signer key;

  /**
   * @param key the server's key
   */
  public ServerFrames(Signer key) {
    this.key = key;
  }

  /**
   * @param requestId the id of the request answered, or that of a notification; unsigned
   * @param method the method name
   * @param params the params
   * @param timestampMs the time
   * @return the text of a {@code res} array
   */
  public static String res(long requestId, String method, JsonValue params, long timestampMs) {
    return res(requestId, method, GoJson.write(params), timestampMs);
  }

  /**
   * @param requestId the id of the request answered, or that of a notification; unsigned
   * @param method the method name
   * @param paramsText the params as JSON text
   * @param timestampMs the time
   * @return the text of a {@code res} array
   */
  public static String res(long requestId, String method, String paramsText, long timestampMs) {
    return "["
        + Long.toUnsignedString(requestId)
        + ","
        + GoJson.quoted(method)
        + ","
        + paramsText
        + ","
        + timestampMs
        + "]";
  }

  /**
   * @param res the text of a {@code res} array
   * @return the frame that carries it, with the server's signature
   */
  public String signed(String res) {
    return "{\"res\":" + res + ",\"sig\":[\"" + signature(res) + "\"]}";
  }

  /**
   * @param res the text of a {@code res} array
   * @param moreMembers further members of the frame as JSON text, each with its comma behind it;
   *     not covered by the signature
   * @return the frame that carries both, with the server's signature
   */
  public String signed(String res, String moreMembers) {
    return "{\"res\":" + res + "," + moreMembers + "\"sig\":[\"" + signature(res) + "\"]}";
  }

  /**
   * @param res the text of a {@code res} array
   * @return the server's signature over it, in hexadecimal
   */
  public String signature(String res) {
    return key.sign(Keccak.keccak256(res.getBytes(StandardCharsets.UTF_8))).toString();
  }
}
