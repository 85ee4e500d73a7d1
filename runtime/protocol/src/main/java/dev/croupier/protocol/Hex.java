package dev.croupier.protocol;

import java.util.HexFormat;

/**
 * Bytes as the protocol writes them: {@code 0x} and two hex digits per byte. Written in lower case,
 * read in either case.
 */
public final class Hex {
  private static final HexFormat LOWER = HexFormat.of();

  private Hex() {}

  /**
   * @param bytes any bytes, none included
   * @return {@code 0x} followed by lower-case digits
   */
  public static String of(byte[] bytes) {
    return "0x" + LOWER.formatHex(bytes);
  }

  /**
   * Reads text of any even number of digits.
   *
   * @param text {@code 0x} and an even number of hex digits, in either case; {@code 0x} alone is no
   *     bytes
   * @return the bytes
   * @throws InvalidHexException if the text has another form
   */
  public static byte[] parse(String text) {
    byte[] bytes = new byte[Math.max(0, (text.length() - 2) / 2)];
    if (text.length() % 2 != 0 || !read(text, bytes)) {
      throw new InvalidHexException(text);
    }
    return bytes;
  }

  /**
   * Reads text of exactly {@code 2 + 2 * into.length} characters.
   *
   * @return false if the text has another form; {@code into} then holds rubbish
   */
  static boolean read(String text, byte[] into) {
    if (text.length() != 2 + 2 * into.length || text.charAt(0) != '0' || text.charAt(1) != 'x') {
      return false;
    }
    for (int i = 0; i < into.length; i++) {
      int high = digit(text.charAt(2 + 2 * i));
      int low = digit(text.charAt(3 + 2 * i));
      if ((high | low) < 0) {
        return false;
      }
      into[i] = (byte) (high << 4 | low);
    }
    return true;
  }

  private static int digit(char c) {
    return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
  }

  /** Text from outside, short enough for a message. */
  static String quoted(String text) {
    return text.length() <= 80
        ? "'" + text + "'"
        : "'" + text.substring(0, 72) + "…' (" + text.length() + " characters)";
  }
}
