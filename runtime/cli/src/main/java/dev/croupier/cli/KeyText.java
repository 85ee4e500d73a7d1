package dev.croupier.cli;

import dev.croupier.protocol.crypto.PrivateKey;
import java.util.HexFormat;

/** The one place that writes a key out, for development accounts whose keys everybody knows. */
final class KeyText {
  private KeyText() {}

  static String of(PrivateKey key) {
    return "0x" + HexFormat.of().formatHex(key.secretBytes());
  }
}
