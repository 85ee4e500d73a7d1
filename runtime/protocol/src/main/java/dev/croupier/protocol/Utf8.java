package dev.croupier.protocol;

/** The size of texts as they go over the wire. */
public final class Utf8 {

  private Utf8() {}

  /**
   * Counts without encoding.
   *
   * @param text any text
   * @return how many bytes {@link String#getBytes(java.nio.charset.Charset) encoding} it in UTF-8
   *     gives; a lone surrogate counts as the one byte of the question mark it becomes
   */
  public static int length(String text) {
    int length = text.length();
    int bytes = length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (c < 0x800) {
        bytes++;
      } else if (!Character.isSurrogate(c)) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 2;
        i++;
      }
    }
    return bytes;
  }
}
