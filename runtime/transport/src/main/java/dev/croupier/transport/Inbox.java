package dev.croupier.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one sender that wait to be handled, one at a time. Used on the connection's event
 * loop only.
 *
 * <p>It stops handing out frames while the sender is over its rate, or while the sender's own
 * outgoing queue is half full: whoever does not read answers gets no further questions answered,
 * and so cannot overflow its own queue.
 */
final class Inbox {
  private final EventLoop loop;
  private final Function<byte[], CompletionStage<Void>> handler;
  private final Consumer<Throwable> failed;
  private final BooleanSupplier answersFit;
  private final Runnable changed;
  private final int pendingFrames;
  private final FrameRate rate;

  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private final ArrayDeque<Runnable> afterwards = new ArrayDeque<>();
  private boolean started;
  private boolean discarding;
  private boolean busy;
  private boolean paced;
  private boolean dispatching;

  /**
   * @param handler takes one frame
   * @param failed told when the handler throws or its stage fails
   * @param answersFit whether the sender has room for answers
   * @param changed told when {@link #hasRoom} may have changed
   */
  Inbox(
      EventLoop loop,
      TransportLimits limits,
      Function<byte[], CompletionStage<Void>> handler,
      Consumer<Throwable> failed,
      BooleanSupplier answersFit,
      Runnable changed) {
    this.loop = loop;
    this.handler = handler;
    this.failed = failed;
    this.answersFit = answersFit;
    this.changed = changed;
    this.pendingFrames = limits.pendingFrames();
    this.rate =
        new FrameRate(limits.framesPerSecond(), limits.burstFrames(), loop.ticker().nanoTime());
  }

  /** Begins to hand out frames. */
  void start() {
    started = true;
    dispatch();
  }

  /** Adds a frame, in the order in which they came. */
  void add(byte[] frame) {
    if (!discarding) {
      queue.add(frame);
      dispatch();
      changed.run();
    }
  }

  /** Counts a frame that is not handed out, such as a ping. */
  void charge() {
    rate.take(loop.ticker().nanoTime());
    pace();
    changed.run();
  }

  /** Runs something when all frames added so far were handled. */
  void afterwards(Runnable action) {
    afterwards.add(action);
    dispatch();
  }

  /** Forgets the frames that wait and takes no more. The one being handled runs to its end. */
  void discard() {
    discarding = true;
    queue.clear();
    dispatch();
  }

  /** Whether more should be read from the socket. */
  boolean hasRoom() {
    return queue.size() + (busy ? 1 : 0) < pendingFrames && !paced;
  }

  /** Goes on handing out frames, if something held it back. */
  void dispatch() {
    if (dispatching) {
      return;
    }
    dispatching = true;
    try {
      while (!busy && started) {
        byte[] frame = next();
        if (frame != null) {
          hand(frame);
        } else if (queue.isEmpty() && !afterwards.isEmpty()) {
          afterwards.remove().run();
        } else {
          return;
        }
      }
    } finally {
      dispatching = false;
    }
  }

  private byte @Nullable [] next() {
    if (queue.isEmpty() || paced || !answersFit.getAsBoolean()) {
      return null;
    }
    if (pace()) {
      return null;
    }
    rate.take(loop.ticker().nanoTime());
    return queue.poll();
  }

  /** Returns whether the sender must wait, and then wakes up when the wait is over. */
  private boolean pace() {
    long wait = rate.waitNanos(loop.ticker().nanoTime());
    if (wait > 0 && !paced) {
      paced = true;
      var _ =
          loop.schedule(
              () -> {
                paced = false;
                dispatch();
                changed.run();
              },
              wait,
              TimeUnit.NANOSECONDS);
    }
    return paced;
  }

  private void hand(byte[] frame) {
    busy = true;
    CompletionStage<Void> stage;
    try {
      stage = handler.apply(frame);
    } catch (Throwable e) {
      handled(e);
      return;
    }
    var _ =
        stage.whenComplete(
            (nothing, error) -> {
              if (loop.inEventLoop()) {
                handled(error);
              } else {
                loop.execute(() -> handled(error));
              }
            });
  }

  private void handled(@Nullable Throwable error) {
    busy = false;
    if (error != null) {
      failed.accept(error);
    }
    dispatch();
    changed.run();
  }
}
