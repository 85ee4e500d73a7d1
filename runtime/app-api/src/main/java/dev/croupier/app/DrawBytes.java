package dev.croupier.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** What a {@link Draw} hashes, byte by byte; described in {@code src/docs/chance.md}. */
final class DrawBytes {

  private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
  private static final Pattern WALLET = Pattern.compile("0x[0-9a-fA-F]{40}");

  private DrawBytes() {}

  static String commitment(String session, String name, String wallet, Draw.Reveal reveal) {
    return hash(
        text("croupier:commit:1"),
        hex(session),
        hashed(name),
        hex(wallet),
        hex(reveal.salt()),
        text(reveal.value()));
  }

  /** The parts are in ascending order of their wallets. */
  static String seed(String session, String name, List<Draw.Own> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text("croupier:seed:1"));
    bytes.writeBytes(hex(session));
    bytes.writeBytes(hashed(name));
    for (Draw.Own part : parts) {
      bytes.writeBytes(hex(part.wallet()));
      bytes.writeBytes(hex(part.reveal().salt()));
      bytes.writeBytes(hashed(part.reveal().value()));
    }
    return hash(bytes.toByteArray());
  }

  static void checkHash(String draw, String what, String value) {
    if (!HASH.matcher(value).matches()) {
      throw new DrawException.Malformed(draw, what, value, "0x and 64 hex digits");
    }
  }

  static void checkWallet(String draw, String value) {
    if (!WALLET.matcher(value).matches()) {
      throw new DrawException.Malformed(draw, "a wallet", value, "0x and 40 hex digits");
    }
  }

  static void checkReveal(String draw, Draw.Reveal reveal) {
    if (!HASH.matcher(reveal.salt()).matches()) {
      // Without the salt: it may be the author's own.
      throw new DrawException.Malformed(draw, "the salt", "…", "0x and 64 hex digits");
    }
    String value = reveal.value();
    if (value.length() > Draw.MAX_VALUE_CHARS) {
      throw new DrawException.Malformed(
          draw, "the value", value, "at most " + Draw.MAX_VALUE_CHARS + " characters long");
    }
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] hashed(String text) {
    return Keccak256.hash(text(text));
  }

  static byte[] hex(String prefixed) {
    return HexFormat.of().parseHex(prefixed, 2, prefixed.length());
  }

  static String hash(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return "0x" + HexFormat.of().formatHex(Keccak256.hash(bytes.toByteArray()));
  }
}
