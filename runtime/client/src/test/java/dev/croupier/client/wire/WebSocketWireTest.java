package dev.croupier.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.NodeException;
import dev.croupier.client.fake.WebSocketListener;
import dev.croupier.client.fake.WebSocketPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketWireTest {
  private static final WireLimits LIMITS =
      new WireLimits(
          Duration.ofSeconds(5),
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          64 * 1024,
          16,
          128 * 1024);

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> atServer = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean stall;
  private WebSocketListener server;
  private Wire wire;

  private final Wire.Listener listener =
      new Wire.Listener() {
        @Override
        public void opened() {
          seen.add("opened");
        }

        @Override
        public void received(String text) {
          seen.add("received " + text);
        }

        @Override
        public void closed(String reason) {
          seen.add("closed " + reason);
        }
      };

  @BeforeEach
  void open() throws Exception {
    server =
        new WebSocketListener(
            new WebSocketListener.Handler() {
              @Override
              public void opened(WebSocketPeer peer) {}

              @Override
              public void received(WebSocketPeer peer, String text) {
                if (stall) {
                  awaitRelease();
                }
                atServer.add(text);
              }
            });
    wire = WebSocketWire.dial(server.uri(), LIMITS, listener);
    assertThat(next()).isEqualTo("opened");
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void close() throws Exception {
    release.countDown();
    wire.cut("test over");
    server.close();
  }

  private String next() throws InterruptedException {
    return String.valueOf(seen.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void texts_travelBothWaysInOrder() throws Exception {
    for (int i = 0; i < 100; i++) {
      wire.send("text é \u2028 " + i);
      assertThat(atServer.poll(10, TimeUnit.SECONDS)).isEqualTo("text é \u2028 " + i);
    }
    WebSocketPeer peer = server.peers().getFirst();
    peer.send("one");
    peer.send("two 😀");
    assertThat(next()).isEqualTo("received one");
    assertThat(next()).isEqualTo("received two 😀");
  }

  @Test
  void texts_ofABurst_travelInOrder_howeverLong() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    List<String> sent = new ArrayList<>();
    for (int burst = 0; burst < 100; burst++) {
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        String text = "x".repeat(random.nextInt(10) == 0 ? 20_000 : 100) + sent.size();
        sent.add(text);
        wire.send(text);
      }
      for (String text : sent) {
        assertThat(atServer.poll(10, TimeUnit.SECONDS)).as("seed %d", seed).isEqualTo(text);
      }
      sent.clear();
    }
  }

  @Test
  void smallTexts_toAReaderThatStalls_fillTheQueueToo() throws Exception {
    stall = true;
    String text = "x".repeat(8 * 1024);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 40_000; i++) {
                wire.send(text);
                awaitRoomInTheBuffers();
              }
            })
        .isInstanceOf(NodeException.QueueFull.class);
  }

  @Test
  void text_overTheLimit_isNotSent() throws Exception {
    assertThatThrownBy(() -> wire.send("x".repeat(64 * 1024 + 1)))
        .isInstanceOf(NodeException.FrameTooLarge.class)
        .hasMessageContaining("65537")
        .hasMessageContaining("65536");
    wire.send("x".repeat(64 * 1024));
    assertThat(atServer.poll(10, TimeUnit.SECONDS)).hasSize(64 * 1024);
  }

  @Test
  void frameAnnouncedOverTheLimit_endsTheWireWithoutReadingIt() throws Exception {
    server.peers().getFirst().announce(Integer.MAX_VALUE);

    assertThat(next()).startsWith("closed ");
    assertThatThrownBy(() -> wire.send("x")).isInstanceOf(NodeException.NotConnected.class);
  }

  @Test
  void frameOverTheLimit_endsTheWire() throws Exception {
    server.peers().getFirst().send("x".repeat(64 * 1024 + 1));

    assertThat(next()).startsWith("closed ");
  }

  @Test
  void readerThatStalls_fillsTheQueueAndBlocksNobody() throws Exception {
    stall = true;
    String text = "x".repeat(32 * 1024);
    assertThatThrownBy(
            () -> {
              // Socket buffers take some megabytes before anything has to wait.
              for (int i = 0; i < 10_000; i++) {
                wire.send(text);
                awaitRoomInTheBuffers();
              }
            })
        .isInstanceOf(NodeException.QueueFull.class);

    wire.cut("enough");
    assertThat(next()).isEqualTo("closed enough");
    assertThat(seen.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  /** Gives the writer the time in which it would empty the queue if the peer were reading. */
  private static void awaitRoomInTheBuffers() {
    java.util.concurrent.locks.LockSupport.parkNanos(200_000);
  }

  @Test
  void peerThatStalls_isCutWhenPingsStayUnanswered() throws Exception {
    server.peers().getFirst().mute();

    assertThat(next()).startsWith("closed ");
  }

  @Test
  void peerThatCloses_endsTheWireOnce() throws Exception {
    server.peers().getFirst().cut();

    assertThat(next()).startsWith("closed ");
    wire.close();
    wire.cut("again");
    assertThat(seen.poll(400, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void close_isPolite() throws Exception {
    wire.close();

    assertThat(next()).startsWith("closed ");
    assertThatThrownBy(() -> wire.send("x")).isInstanceOf(NodeException.NotConnected.class);
  }

  @Test
  void close_ofAPeerThatStalls_cutsAfterTheTimeout() throws Exception {
    stall = true;
    String text = "x".repeat(32 * 1024);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                wire.send(text);
                awaitRoomInTheBuffers();
              }
            })
        .isInstanceOf(NodeException.QueueFull.class);
    wire.close();

    assertThat(next()).startsWith("closed ");
  }
}
