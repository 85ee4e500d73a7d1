package dev.croupier.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.transport.ServerFixture.JavaClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What well-behaved clients see, and what the listening socket does. */
class WebSocketServerTest {

  @Test
  void framesOfTheListener_onOpen_areTheFirstFrames() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      JavaClient client = node.client();
      Peer peer = node.listener.nextOpened();
      assertThat(client.next()).isEqualTo("hello " + peer.id());
    }
  }

  @Test
  void textAndBinaryFrames_areBothDelivered() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      JavaClient client = node.client();
      client.next();
      client.socket.sendText("täxt", true).join();
      client.socket.sendBinary(ByteBuffer.wrap("binäry".getBytes(UTF_8)), true).join();
      assertThat(client.next()).isEqualTo("echo täxt");
      assertThat(client.next()).isEqualTo("echo binäry");
    }
  }

  @Test
  void fragments_areDeliveredAsOneFrame() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      JavaClient client = node.client();
      client.next();
      client.socket.sendText("one ", false).join();
      client.socket.sendText("two ", false).join();
      client.socket.sendText("three", true).join();
      assertThat(client.next()).isEqualTo("echo one two three");
    }
  }

  @Test
  void clientPing_isAnsweredWithItsPayload() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      JavaClient client = node.client();
      client.socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
      assertThat(client.pong.join()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void emptyFrame_isIgnored() throws Exception {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = node.raw()) {
      client.text("");
      client.text("next");
      assertThat(client.read().text()).isEqualTo("echo next");
      assertThat(node.listener.frames).hasSize(1);
    }
  }

  @Test
  void anyOriginAndOfferedSubprotocol_areAccepted() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      WebSocket.Builder builder =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .header("Origin", "https://elsewhere.example")
              .subprotocols("unheard-of");
      JavaClient client =
          new JavaClient(builder, "ws://localhost:" + node.address().getPort() + "/ws?a=b");
      assertThat(client.next()).startsWith("hello");
      assertThat(client.socket.getSubprotocol()).isEmpty();
    }
  }

  @Test
  void compression_isNotNegotiated() throws Exception {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = new RawClient(node.address())) {
      String head =
          client.request(
              "/ws",
              "Upgrade: websocket",
              "Connection: keep-alive, Upgrade",
              RawClient.KEY,
              RawClient.VERSION,
              "Sec-WebSocket-Extensions: permessage-deflate");
      assertThat(head).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("extensions");
    }
  }

  @Test
  void clientClose_isEchoedAfterAnswersToEarlierFrames() throws Exception {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = node.raw()) {
      client.text("last words");
      client.send(true, RawClient.CLOSE, new byte[] {0x03, (byte) 0xE8});
      assertThat(client.read().text()).isEqualTo("echo last words");
      RawClient.Frame close = client.read();
      assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
      assertThat(close.closeCode()).isEqualTo(1000);
      assertThat(client.read()).isEqualTo(RawClient.Frame.END);
    }
  }

  @Test
  void peerClose_sendsQueuedFramesThenTheReason() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      JavaClient client = node.client();
      Peer peer = node.listener.nextOpened();
      peer.send("queued");
      peer.close("no more of this");
      peer.send("dropped");
      client.next();
      assertThat(client.next()).isEqualTo("queued");
      assertThat(client.closedWith()).isEqualTo("1008 no more of this");
      assertThat(client.texts).isEmpty();
    }
  }

  @Test
  void longReason_isCutAtACharacter() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      JavaClient client = node.client();
      node.listener.nextOpened().close("ä".repeat(100));
      assertThat(client.closedWith()).isEqualTo("1008 " + "ä".repeat(61));
    }
  }

  @Test
  void wrongPath_isRefusedWith404() throws Exception {
    assertRefused("404 ", "/ws", "/wss", "Upgrade: websocket", "Connection: Upgrade");
  }

  @Test
  void plainRequest_isRefusedWith426() throws Exception {
    assertRefused("426 ", "ws://", "/ws");
  }

  @Test
  void missingKey_isRefusedWith400() throws Exception {
    assertRefused(
        "400 ", "Key", "/ws", "Upgrade: websocket", "Connection: Upgrade", RawClient.VERSION);
  }

  @Test
  void oldVersion_isRefusedWith426() throws Exception {
    assertRefused(
        "426 ",
        "version 13",
        "/ws",
        "Upgrade: websocket",
        "Connection: Upgrade",
        RawClient.KEY,
        "Sec-WebSocket-Version: 8");
  }

  private static void assertRefused(String status, String why, String path, String... headers)
      throws IOException {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = new RawClient(node.address())) {
      assertThat(client.request(path, headers)).startsWith("HTTP/1.1 " + status);
      assertThat(client.readRest()).contains(why);
      assertThat(node.server.statistics().refused()).isEqualTo(1);
    }
  }

  @Test
  void takenPort_isReportedWithItsAddress() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EventLoops loops = new EventLoops("test", 1)) {
      InetSocketAddress address = AdminServer.loopback(taken.getLocalPort());
      assertThatThrownBy(
              () ->
                  WebSocketServer.start(
                      loops, address, null, TransportLimits.DEFAULTS, new RecordingListener()))
          .isInstanceOfSatisfying(
              PortInUseException.class, e -> assertThat(e.address()).isEqualTo(address))
          .hasMessageContaining(":" + taken.getLocalPort())
          .hasMessageContaining("in use");
    }
  }

  @Test
  void addressOfAnotherMachine_isReportedAsSuch() {
    try (EventLoops loops = new EventLoops("test", 1)) {
      assertThatThrownBy(
              () ->
                  WebSocketServer.start(
                      loops,
                      new InetSocketAddress("192.0.2.1", 18000),
                      null,
                      TransportLimits.DEFAULTS,
                      new RecordingListener()))
          .isExactlyInstanceOf(ListenException.class)
          .hasMessage("cannot listen on 192.0.2.1:18000: this machine has no such address");
    }
  }

  @Test
  void close_tellsEveryoneAndFreesThePort() throws Exception {
    ServerFixture node = ServerFixture.echoing();
    JavaClient first = node.client();
    JavaClient second = node.client();
    node.listener.nextOpened().send("before the end");
    node.listener.nextOpened();
    InetSocketAddress address = node.address();
    node.close();
    assertThat(first.closedWith()).isEqualTo("1001 the server is stopping");
    assertThat(second.closedWith()).isEqualTo("1001 the server is stopping");
    assertThat(node.listener.closed).hasSize(2);
    new ServerSocket(address.getPort(), 1, address.getAddress()).close();
  }

  @Test
  void statistics_countFramesAndConnections() throws Exception {
    try (ServerFixture node = ServerFixture.echoing();
        RawClient client = node.raw()) {
      client.text("12345");
      client.read();
      TransportStatistics seen = node.server.statistics();
      assertThat(seen.connections()).isEqualTo(1);
      assertThat(seen.accepted()).isEqualTo(1);
      assertThat(seen.framesIn()).isEqualTo(1);
      assertThat(seen.bytesIn()).isEqualTo(5);
      assertThat(seen.framesOut()).isEqualTo(2);
    }
  }

  @Test
  void framesOfManySenders_reachOneReceiverInTheOrderOfEachSender() throws Exception {
    try (ServerFixture node = ServerFixture.echoing()) {
      JavaClient client = node.client();
      client.next();
      Peer peer = node.listener.nextOpened();
      int each = 500;
      CompletableFuture<?>[] senders = new CompletableFuture<?>[4];
      for (int s = 0; s < senders.length; s++) {
        int sender = s;
        senders[s] =
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < each; i++) {
                    peer.send(sender + " " + i);
                  }
                });
      }
      CompletableFuture.allOf(senders).join();
      int[] next = new int[senders.length];
      for (int i = 0; i < each * senders.length; i++) {
        String[] parts = client.next().split(" ", 2);
        int sender = Integer.parseInt(parts[0]);
        assertThat(Integer.parseInt(parts[1])).isEqualTo(next[sender]++);
      }
    }
  }
}
