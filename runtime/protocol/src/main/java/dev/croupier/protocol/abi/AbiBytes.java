package dev.croupier.protocol.abi;

import java.io.ByteArrayOutputStream;

/** {@code bytes} or {@code string}: the length, then the bytes filled up to whole words. */
final class AbiBytes implements AbiValue {
  private final String type;
  private final byte[] bytes;

  AbiBytes(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes.clone();
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public boolean isDynamic() {
    return true;
  }

  @Override
  public byte[] encoding() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(AbiWord.length(bytes.length));
    out.writeBytes(bytes);
    out.writeBytes(new byte[Math.floorMod(-bytes.length, WORD)]);
    return out.toByteArray();
  }
}
