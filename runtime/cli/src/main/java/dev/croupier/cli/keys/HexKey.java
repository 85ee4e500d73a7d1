package dev.croupier.cli.keys;

import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.PrivateKey;
import java.util.regex.Pattern;

/** Keys as hex text. */
public final class HexKey {
  private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile("(0[xX])?[0-9a-fA-F]{64}");

  private HexKey() {}

  /**
   * @param text 64 hex digits, with or without {@code 0x}; white space around it is dropped
   * @param place where it was found, for the error
   * @return the key
   * @throws SecretException if it is none; the text is not repeated
   */
  public static PrivateKey parse(String text, String place) {
    String hex = text.strip();
    try {
      return PrivateKey.parse(hex.startsWith("0x") ? hex : "0x" + hex);
    } catch (ProtocolException e) {
      throw new SecretException(
          place
              + (hex.startsWith("{")
                  ? " holds JSON, not a key; a keystore is used as it is: copy it into the folder"
                  : " holds no private key; expected 64 hex digits, with or without 0x"));
    }
  }

  /**
   * @param argument something typed on the command line
   * @return whether it has the form of a private key
   */
  static boolean looksLikeKey(String argument) {
    return LOOKS_LIKE_A_KEY.matcher(argument.strip()).matches();
  }
}
