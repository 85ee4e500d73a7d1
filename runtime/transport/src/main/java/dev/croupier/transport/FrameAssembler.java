package dev.croupier.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments together. The decoder before it already refuses fragments out of place, so only
 * the sum of their sizes is left to check. Used on the connection's event loop only.
 */
final class FrameAssembler {
  private final int maxBytes;
  private @Nullable ByteArrayOutputStream begun;

  /**
   * @param maxBytes longest whole message
   */
  FrameAssembler(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Takes a text, binary or continuation frame; does not release it.
   *
   * @return the whole message, or null while fragments are missing
   * @throws CorruptedWebSocketFrameException with close status 1009 when the message grows too long
   */
  byte @Nullable [] add(WebSocketFrame frame) {
    ByteBuf content = frame.content();
    ByteArrayOutputStream parts = begun;
    if (parts == null) {
      if (frame.isFinalFragment()) {
        return ByteBufUtil.getBytes(content);
      }
      parts = new ByteArrayOutputStream(content.readableBytes());
      begun = parts;
    }
    if (parts.size() + content.readableBytes() > maxBytes) {
      begun = null;
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.MESSAGE_TOO_BIG, "message longer than " + maxBytes + " bytes");
    }
    parts.writeBytes(ByteBufUtil.getBytes(content));
    if (!frame.isFinalFragment()) {
      return null;
    }
    begun = null;
    return parts.toByteArray();
  }
}
