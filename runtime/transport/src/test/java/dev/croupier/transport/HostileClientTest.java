package dev.croupier.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.croupier.transport.RawClient.Frame;
import dev.croupier.transport.ServerFixture.JavaClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Malformed, oversized, fast, slow and abandoned connections; after each the server still serves.
 */
class HostileClientTest {
  private static final TransportLimits SMALL = TransportLimits.DEFAULTS.withMaxFrameBytes(1000);

  @Test
  void frameAtTheLimit_isDelivered() throws Exception {
    try (ServerFixture node = ServerFixture.echoing(SMALL);
        RawClient client = node.raw()) {
      client.text("x".repeat(1000));
      assertThat(client.read().text()).hasSize(1005);
    }
  }

  @Test
  void frameAnnouncedAboveTheLimit_isClosedWith1009BeforeItsBodyComes() throws Exception {
    try (ServerFixture node = ServerFixture.echoing(SMALL);
        RawClient client = node.raw()) {
      client.write(RawClient.header(true, RawClient.TEXT, 1L << 40));
      assertClosed(client, 1009);
      assertStillServes(node);
    }
  }

  @Test
  void oversizedFrameInFull_isClosedWith1009AndNotReset() throws Exception {
    try (ServerFixture node = ServerFixture.echoing(SMALL);
        RawClient client = node.raw()) {
      client.text("x".repeat(200_000));
      assertClosed(client, 1009);
      assertThat(node.listener.frames).isEmpty();
    }
  }

  @Test
  void fragmentsThatAddUpAboveTheLimit_areClosedWith1009() throws Exception {
    try (ServerFixture node = ServerFixture.echoing(SMALL);
        RawClient client = node.raw()) {
      client.send(false, RawClient.TEXT, new byte[600]);
      client.send(true, RawClient.CONTINUATION, new byte[600]);
      assertClosed(client, 1009);
      assertStillServes(node);
    }
  }

  @Test
  void answersQueuedBeforeAViolation_areStillSent() throws Exception {
    try (ServerFixture node = ServerFixture.echoing(SMALL);
        RawClient client = node.raw()) {
      client.text("good");
      client.write(RawClient.header(true, RawClient.TEXT, 5000));
      assertThat(client.read().text()).isEqualTo("echo good");
      assertClosed(client, 1009);
    }
  }

  @Test
  void malformedUtf8_isLeftToTheListener() throws Exception {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = node.raw()) {
      byte[] malformed = {'a', (byte) 0xC3, (byte) 0x28, (byte) 0xFF};
      client.send(true, RawClient.TEXT, malformed);
      assertThat(node.listener.nextFrame()).isEqualTo(malformed);
      assertThat(client.read().text()).startsWith("echo a");
    }
  }

  @Test
  void unmaskedFrame_isClosedWith1002() throws Exception {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = node.raw()) {
      client.write(new byte[] {(byte) 0x81, 1, 'x'});
      assertClosed(client, 1002);
      assertStillServes(node);
    }
  }

  @Test
  void strayContinuationAndReservedOpcode_areClosedWith1002() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      for (int opcode : new int[] {RawClient.CONTINUATION, 3, 11}) {
        try (RawClient client = node.raw()) {
          client.send(true, opcode, "x".getBytes(UTF_8));
          assertClosed(client, 1002);
        }
      }
      assertStillServes(node);
    }
  }

  @Test
  void garbageInsteadOfHttp_isRefused() throws Exception {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = new RawClient(node.address())) {
      client.write("\u0000\u0001\u0002 not http\r\n\r\n".getBytes(UTF_8));
      assertThat(client.readHead()).startsWith("HTTP/1.1 400 ");
      assertStillServes(node);
    }
  }

  @Test
  void endlessRequestHead_isRefused() throws Exception {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = new RawClient(node.address())) {
      client.write(("GET /ws HTTP/1.1\r\nX: " + "y".repeat(100_000) + "\r\n\r\n").getBytes(UTF_8));
      assertThat(client.readHead()).startsWith("HTTP/1.1 400 ");
      assertStillServes(node);
    }
  }

  @Test
  void silentConnection_isClosedWhenTheHandshakeTimeIsOver() throws Exception {
    Duration handshake = Duration.ofMillis(100);
    try (ServerFixture node =
            ServerFixture.echoing(
                ServerFixture.times(handshake, Duration.ZERO, Duration.ofSeconds(5)));
        RawClient client = new RawClient(node.address())) {
      assertThat(client.read()).isEqualTo(Frame.END);
    }
  }

  @Test
  void idleConnection_isClosedWhenALimitIsSet() throws Exception {
    Duration idle = Duration.ofMillis(100);
    try (ServerFixture node =
            ServerFixture.echoing(
                ServerFixture.times(Duration.ofSeconds(10), idle, Duration.ofSeconds(5)));
        RawClient client = node.raw()) {
      Frame close = client.readUntilClose();
      assertThat(close.closeCode()).isEqualTo(1001);
      assertThat(close.closeReason()).contains("100 ms");
    }
  }

  @Test
  void connectionAboveTheLimit_isRefusedWith503AndRoomIsGivenBack() throws Exception {
    try (ServerFixture node =
        ServerFixture.echoing(TransportLimits.DEFAULTS.withMaxConnections(2))) {
      try (RawClient first = node.raw();
          RawClient second = node.raw();
          RawClient third = new RawClient(node.address())) {
        assertThat(third.readHead()).startsWith("HTTP/1.1 503 ");
        assertThat(third.readRest()).contains("at most 2");
        first.text("still here");
        second.text("and here");
        assertThat(first.read().text()).isEqualTo("echo still here");
        assertThat(second.read().text()).isEqualTo("echo and here");
      }
      await().untilAsserted(() -> assertStillServes(node));
    }
  }

  @Test
  void abandonedConnections_areReportedOnceEach() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      for (int i = 0; i < 20; i++) {
        RawClient client = node.raw();
        client.text("bye");
        if (i % 2 == 0) {
          client.abort();
        } else {
          client.close();
        }
      }
      await().until(() -> node.listener.closed.size() == 20);
      assertThat(node.listener.closed).doesNotHaveDuplicates();
      assertThat(node.server.statistics().connections()).isZero();
      assertStillServes(node);
    }
  }

  @Test
  void slowReceiver_isClosedWith1013WhileOthersGetEverything() throws Exception {
    TransportLimits limits = TransportLimits.DEFAULTS.withOutgoing(100, 1 << 20);
    try (ServerFixture node = ServerFixture.echoing(limits);
        RawClient slow = RawClient.upgraded(node.address(), 4096)) {
      Peer slowPeer = node.listener.nextOpened();
      JavaClient quick = node.client();
      Peer quickPeer = node.listener.nextOpened();
      quick.next();
      String text = "x".repeat(10_000);
      int sent = 0;
      // More than the system's socket buffers on both sides can take away from the queue.
      while (node.server.statistics().slowReceivers() == 0 && sent < 10_000) {
        slowPeer.send(text);
        quickPeer.send(text);
        assertThat(quick.next()).isEqualTo(text);
        sent++;
      }
      assertThat(node.server.statistics().slowReceivers()).isEqualTo(1);
      Frame close = slow.readUntilClose();
      assertThat(close.closeCode()).isEqualTo(1013);
      assertThat(close.closeReason()).contains("100 frames");
      await().until(() -> node.listener.closed.contains(slowPeer.id()));
      assertThat(node.listener.closed).doesNotContain(quickPeer.id());
    }
  }

  @Test
  void receiverThatTakesNothing_isCutAfterTheStallTime() throws Exception {
    TransportLimits limits =
        ServerFixture.times(Duration.ofSeconds(10), Duration.ZERO, Duration.ofMillis(200))
            .withOutgoing(100_000, 1 << 30);
    try (ServerFixture node = ServerFixture.echoing(limits);
        RawClient stuck = RawClient.upgraded(node.address(), 4096)) {
      Peer peer = node.listener.nextOpened();
      String text = "x".repeat(100_000);
      for (int i = 0; i < 300; i++) {
        peer.send(text);
      }
      await().until(() -> node.listener.closed.contains(peer.id()));
      assertThat(node.server.statistics().slowReceivers()).isEqualTo(1);
    }
  }

  @Test
  void senderThatReadsNoAnswers_isNotReadFromAndDoesNotOverflow() throws Exception {
    RecordingListener chatty =
        new RecordingListener() {
          @Override
          CompletionStage<Void> handle(Peer peer, String text) {
            peer.send("y".repeat(10_000));
            return CompletableFuture.completedFuture(null);
          }
        };
    TransportLimits limits = TransportLimits.DEFAULTS.withOutgoing(100, 1 << 20);
    int asked = 2000;
    try (ServerFixture node = new ServerFixture(limits, chatty);
        RawClient client = node.raw()) {
      for (int i = 0; i < asked; i++) {
        client.text("q");
      }
      for (int i = 0; i < asked; i++) {
        assertThat(client.read().payload()).hasSize(10_000);
      }
      assertThat(node.server.statistics().slowReceivers()).isZero();
    }
  }

  @Test
  void nextFrame_waitsForTheStageOfTheOneBefore() throws Exception {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    try (ServerFixture node = new ServerFixture(TransportLimits.DEFAULTS, gated(gate));
        RawClient client = node.raw()) {
      client.text("first");
      client.text("second");
      client.send(true, RawClient.PING, new byte[] {7});
      assertThat(client.read().opcode()).isEqualTo(RawClient.PONG);
      assertThat(node.listener.nextFrame()).isEqualTo("first".getBytes(UTF_8));
      assertThat(node.listener.frames).isEmpty();
      gate.complete(null);
      assertThat(client.read().text()).isEqualTo("done first");
      assertThat(client.read().text()).isEqualTo("done second");
    }
  }

  @Test
  void unhandledFrames_stopTheReading() throws Exception {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    try (ServerFixture node =
            new ServerFixture(TransportLimits.DEFAULTS.withPendingFrames(3), gated(gate));
        SocketChannel flood = SocketChannel.open(node.address())) {
      upgrade(flood);
      ByteBuffer frame = ByteBuffer.wrap(RawClient.frame(true, RawClient.TEXT, new byte[30_000]));
      flood.configureBlocking(false);
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> writtenWithoutBlocking(flood, frame) == 0);
      assertThat(node.server.statistics().framesIn()).isLessThan(20);
      gate.complete(null);
      await().until(() -> writtenWithoutBlocking(flood, frame) > 0);
    }
  }

  @Test
  void closed_comesAfterTheStageOfTheLastFrame() throws Exception {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    try (ServerFixture node = new ServerFixture(TransportLimits.DEFAULTS, gated(gate))) {
      RawClient client = node.raw();
      client.text("slow work");
      node.listener.nextFrame();
      client.abort();
      JavaClient other = node.client();
      assertThat(other.next()).startsWith("hello");
      assertThat(node.listener.closed).isEmpty();
      gate.complete(null);
      await().until(() -> node.listener.closed.size() == 1);
    }
  }

  @Test
  void rate_isHeldByReadingLater() throws Exception {
    TransportLimits limits = TransportLimits.DEFAULTS.withRate(100, 10);
    try (ServerFixture node = ServerFixture.echoing(limits);
        RawClient client = node.raw()) {
      long begin = System.nanoTime();
      for (int i = 0; i < 40; i++) {
        client.text("n" + i);
      }
      for (int i = 0; i < 40; i++) {
        assertThat(client.read().text()).isEqualTo("echo n" + i);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
    }
  }

  @Test
  void failuresOfTheListener_closeThatConnectionOnly() throws Exception {
    CountDownLatch bystanders = new CountDownLatch(1);
    RecordingListener failing =
        new RecordingListener() {
          @Override
          CompletionStage<Void> handle(Peer peer, String text) {
            bystanders.countDown();
            return switch (text) {
              case "throw" -> throw new IllegalArgumentException("a defect of the core");
              case "error" -> throw new AssertionError("a worse defect of the core");
              case "fail" ->
                  CompletableFuture.failedFuture(new IllegalArgumentException("a late defect"));
              default -> super.handle(peer, text);
            };
          }
        };
    try (ServerFixture node = new ServerFixture(TransportLimits.DEFAULTS, failing);
        RawClient bystander = node.raw()) {
      for (String trouble : new String[] {"throw", "error", "fail"}) {
        try (RawClient client = node.raw()) {
          client.text(trouble);
          assertClosed(client, 1011);
        }
      }
      bystander.text("fine");
      assertThat(bystander.read().text()).isEqualTo("echo fine");
      await().until(() -> node.listener.closed.size() == 3);
    }
  }

  private static RecordingListener gated(CompletableFuture<Void> gate) {
    return new RecordingListener() {
      @Override
      CompletionStage<Void> handle(Peer peer, String text) {
        return gate.thenRunAsync(() -> peer.send("done " + text));
      }
    };
  }

  private static void upgrade(SocketChannel channel) throws IOException {
    String request =
        "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + RawClient.KEY
            + "\r\n"
            + RawClient.VERSION
            + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(UTF_8)));
    ByteBuffer answer = ByteBuffer.allocate(4096);
    while (!new String(answer.array(), 0, answer.position(), UTF_8).contains("\r\n\r\n")) {
      channel.read(answer);
    }
  }

  /** Writes whole and partial copies of a frame until the system takes no more. */
  private static int writtenWithoutBlocking(SocketChannel channel, ByteBuffer frame)
      throws IOException {
    int total = 0;
    int written;
    do {
      if (!frame.hasRemaining()) {
        frame.rewind();
      }
      written = channel.write(frame);
      total += written;
    } while (written > 0);
    return total;
  }

  private static void assertClosed(RawClient client, int code) throws IOException {
    Frame close = client.readUntilClose();
    assertThat(close.opcode()).as("a close frame and not a reset").isEqualTo(RawClient.CLOSE);
    assertThat(close.closeCode()).isEqualTo(code);
    assertThat(close.closeReason()).isNotBlank();
    assertThat(client.read()).isEqualTo(Frame.END);
  }

  private static void assertStillServes(ServerFixture node) throws Exception {
    try (RawClient client = node.raw()) {
      client.text("are you there");
      assertThat(client.read().text()).isEqualTo("echo are you there");
    }
  }
}
