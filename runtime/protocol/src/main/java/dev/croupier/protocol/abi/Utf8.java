package dev.croupier.protocol.abi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text as bytes the way browsers and Go write it. */
final class Utf8 {
  private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

  private Utf8() {}

  /** A lone surrogate becomes U+FFFD; Java by itself would write a question mark. */
  static byte[] bytes(String text) {
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .replaceWith(REPLACEMENT)
              .onMalformedInput(CodingErrorAction.REPLACE)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new AbiException("string", "cannot be written as UTF-8");
    }
  }
}
