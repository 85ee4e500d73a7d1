package dev.croupier.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue of one receiver.
 *
 * <p>Any thread adds; only the connection's event loop takes. However many frames are added between
 * two turns of the loop, it is woken once and flushes once: that is where the throughput of the
 * relay comes from. The socket's own buffer is kept short (its write watermark), so what waits for
 * a slow receiver waits here, where it is counted.
 */
// A write or close that fails ends the channel, and channelInactive tells of it.
@SuppressWarnings("FutureReturnValueIgnored")
final class Outbox {
  /** What the outbox tells its connection, on the event loop except {@link #overflowed}. */
  interface Events {
    /** The queue would outgrow its bounds; nothing was added. On the thread of the caller. */
    void overflowed(int frames, long bytes);

    /** Frames have left the queue. */
    void drained();

    /** The socket has been full for the whole stall time. */
    void stalled();

    /** The close frame was handed to the socket. */
    void closing(io.netty.channel.ChannelFuture written);
  }

  private final Channel channel;
  private final TransportLimits limits;
  private final TransportCounters counters;
  private final Events events;

  // Guarded by queue.
  private final ArrayDeque<WebSocketFrame> queue = new ArrayDeque<>();
  private long bytes;
  private boolean wakeUpPending;
  private @Nullable CloseWebSocketFrame last;

  // On the event loop only.
  private boolean lastWritten;
  private @Nullable Future<?> stallCheck;

  Outbox(Channel channel, TransportLimits limits, TransportCounters counters, Events events) {
    this.channel = channel;
    this.limits = limits;
    this.counters = counters;
    this.events = events;
  }

  /** Adds a frame of heap memory; after {@link #finish} it is dropped. */
  void add(WebSocketFrame frame) {
    int size = frame.content().readableBytes();
    int frames;
    long waiting;
    synchronized (queue) {
      if (last != null) {
        return;
      }
      frames = queue.size();
      waiting = bytes;
      if (frames < limits.outgoingFrames() && waiting + size <= limits.outgoingBytes()) {
        queue.add(frame);
        bytes += size;
        wakeUp();
        return;
      }
    }
    events.overflowed(frames, waiting);
  }

  /**
   * Makes this the last frame and takes no more.
   *
   * @param dropQueued whether what waits is thrown away instead of sent before it
   * @return false when there was a last frame already
   */
  boolean finish(CloseWebSocketFrame frame, boolean dropQueued) {
    synchronized (queue) {
      if (last != null) {
        return false;
      }
      last = frame;
      if (dropQueued) {
        queue.clear();
        bytes = 0;
      }
      wakeUp();
      return true;
    }
  }

  /** Whether less than half of the allowed frames and bytes wait. */
  boolean roomy() {
    synchronized (queue) {
      return queue.size() <= limits.outgoingFrames() / 2 && bytes <= limits.outgoingBytes() / 2;
    }
  }

  /** To be called on the event loop when the socket became full or got room again. */
  void writabilityChanged() {
    if (channel.isWritable()) {
      if (stallCheck != null) {
        stallCheck.cancel(false);
        stallCheck = null;
      }
      drain();
    } else if (stallCheck == null) {
      stallCheck =
          channel
              .eventLoop()
              .schedule(events::stalled, limits.writeStall().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void wakeUp() {
    if (!wakeUpPending) {
      wakeUpPending = true;
      channel.eventLoop().execute(this::wokenUp);
    }
  }

  private void wokenUp() {
    synchronized (queue) {
      wakeUpPending = false;
    }
    drain();
  }

  private void drain() {
    int frames = 0;
    while (channel.isWritable()) {
      WebSocketFrame frame = poll();
      if (frame == null) {
        break;
      }
      counters.sent(frame.content().readableBytes());
      channel.write(frame);
      frames++;
    }
    CloseWebSocketFrame closing = dueLast();
    if (closing != null) {
      lastWritten = true;
      events.closing(channel.writeAndFlush(closing));
    } else if (frames > 0) {
      channel.flush();
      events.drained();
    }
  }

  private @Nullable WebSocketFrame poll() {
    synchronized (queue) {
      WebSocketFrame frame = queue.poll();
      if (frame != null) {
        bytes -= frame.content().readableBytes();
      }
      return frame;
    }
  }

  private @Nullable CloseWebSocketFrame dueLast() {
    synchronized (queue) {
      return queue.isEmpty() && !lastWritten ? last : null;
    }
  }
}
