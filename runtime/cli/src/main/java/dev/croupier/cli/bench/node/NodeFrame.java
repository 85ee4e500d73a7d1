package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.protocol.v0.ErrorResult;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.ResponseFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The head of a frame from the node, its request id and method, read without parsing the rest: the
 * generator shares the machine with the node and must not spend its time. Valid only during the
 * call that hands it over.
 */
final class NodeFrame {
  private static final byte[] OPENING = "{\"res\":[".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuf bytes;
  private final long requestId;
  private final int methodStart;
  private final int methodEnd;

  private NodeFrame(ByteBuf bytes, long requestId, int methodStart, int methodEnd) {
    this.bytes = bytes;
    this.requestId = requestId;
    this.methodStart = methodStart;
    this.methodEnd = methodEnd;
  }

  /**
   * @throws BenchException if it does not begin like a frame of a node
   */
  static NodeFrame of(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    if (end - at < OPENING.length
        || !Arrays.equals(ByteBufUtil.getBytes(bytes, at, OPENING.length), OPENING)) {
      throw unreadable();
    }
    at += OPENING.length;
    long id = 0;
    while (at < end && bytes.getByte(at) >= '0' && bytes.getByte(at) <= '9') {
      id = id * 10 + (bytes.getByte(at) - '0');
      at++;
    }
    int start = at + 2;
    int close = start < end ? bytes.indexOf(start, end, (byte) '"') : -1;
    if (close < 0 || bytes.getByte(at) != ',' || bytes.getByte(at + 1) != '"') {
      throw unreadable();
    }
    return new NodeFrame(bytes, id, start, close);
  }

  long requestId() {
    return requestId;
  }

  boolean is(Method method) {
    String name = method.wireName();
    if (name.length() != methodEnd - methodStart) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes.getByte(methodStart + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The number that follows the first occurrence of a text, or -1 if there is none. */
  int numberAfter(byte[] marker) {
    int end = bytes.writerIndex();
    int at = methodEnd;
    int matched = 0;
    while (at < end && matched < marker.length) {
      byte here = bytes.getByte(at++);
      matched = here == marker[matched] ? matched + 1 : here == marker[0] ? 1 : 0;
    }
    if (matched < marker.length) {
      return -1;
    }
    int number = 0;
    while (at < end && bytes.getByte(at) >= '0' && bytes.getByte(at) <= '9') {
      number = number * 10 + (bytes.getByte(at++) - '0');
    }
    return number;
  }

  /** The whole frame. */
  ResponseFrame read() {
    return ResponseFrame.read(bytes.toString(StandardCharsets.UTF_8));
  }

  /** The text of an error answer. */
  String errorText() {
    return ErrorResult.read(read().payload().params()).error();
  }

  private static BenchException unreadable() {
    return new BenchException("a frame of the node does not begin with {\"res\":[id,\"method\"");
  }
}
