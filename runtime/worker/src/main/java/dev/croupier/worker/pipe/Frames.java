package dev.croupier.worker.pipe;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Byte blocks on a pair of streams, each behind its length as four bytes, most significant first.
 * Any thread may write; one thread reads.
 */
public final class Frames {

  /** No block is longer, bytes: room for a turn with every effect at its own limit. */
  public static final int MAX_BYTES = 128 << 20;

  private static final int HEADER_BYTES = 4;

  private final DataInputStream in;
  private final OutputStream out;

  /**
   * @param in where blocks come from
   * @param out where blocks go
   */
  public Frames(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /**
   * Writes a block and sends it off.
   *
   * @param block what to write, at most {@link #MAX_BYTES} long
   * @throws IOException if the other side is gone, or the block is too long
   */
  public void write(byte[] block) throws IOException {
    if (block.length > MAX_BYTES) {
      throw new IOException("a block of " + block.length + " bytes, at most " + MAX_BYTES + " go");
    }
    byte[] framed =
        ByteBuffer.allocate(HEADER_BYTES + block.length).putInt(block.length).put(block).array();
    synchronized (out) {
      out.write(framed);
      out.flush();
    }
  }

  /**
   * Waits for a block.
   *
   * @return the block, or empty if the other side has ended in an orderly way
   * @throws IOException if it ended within a block, or announced a block that is too long
   */
  public Optional<byte[]> read() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    byte[] rest = in.readNBytes(HEADER_BYTES - 1);
    if (rest.length < HEADER_BYTES - 1) {
      throw new EOFException("the stream ends within a length");
    }
    int length = ByteBuffer.allocate(HEADER_BYTES).put((byte) first).put(rest).flip().getInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a block of " + length + " bytes is announced");
    }
    byte[] block = in.readNBytes(length);
    if (block.length < length) {
      throw new EOFException("the stream ends within a block");
    }
    return Optional.of(block);
  }
}
