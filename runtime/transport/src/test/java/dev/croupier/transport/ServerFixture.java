package dev.croupier.transport;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running server and clients for it. */
final class ServerFixture implements AutoCloseable {
  final EventLoops loops = new EventLoops("test", 2);
  final RecordingListener listener;
  final WebSocketServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  ServerFixture(TransportLimits limits, RecordingListener listener) {
    this.listener = listener;
    this.server = WebSocketServer.start(loops, AdminServer.loopback(0), null, limits, listener);
  }

  static ServerFixture echoing() {
    return new ServerFixture(TransportLimits.DEFAULTS, new RecordingListener());
  }

  static ServerFixture echoing(TransportLimits limits) {
    return new ServerFixture(limits, new RecordingListener());
  }

  InetSocketAddress address() {
    return server.address();
  }

  RawClient raw() throws Exception {
    RawClient client = RawClient.upgraded(address());
    client.read();
    return client;
  }

  JavaClient client() {
    return new JavaClient(
        http.newWebSocketBuilder(), "ws://localhost:" + address().getPort() + "/ws");
  }

  static TransportLimits times(Duration handshake, Duration idle, Duration stall) {
    return TransportLimits.DEFAULTS.withTimeouts(handshake, idle, stall, Duration.ofSeconds(2));
  }

  @Override
  public void close() {
    server.close();
    http.shutdownNow();
    loops.close();
  }

  /** The JDK's WebSocket client with a queue of what it received. */
  static final class JavaClient implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    final CompletableFuture<byte[]> pong = new CompletableFuture<>();
    final WebSocket socket;
    private final StringBuilder partial = new StringBuilder();

    JavaClient(WebSocket.Builder builder, String uri) {
      socket = builder.buildAsync(URI.create(uri), this).join();
    }

    String next() throws InterruptedException {
      return Waiting.taken(texts.poll(10, TimeUnit.SECONDS), "a text frame");
    }

    String closedWith() throws Exception {
      return closed.get(10, TimeUnit.SECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        texts.add(partial.toString());
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, java.nio.ByteBuffer message) {
      byte[] bytes = new byte[message.remaining()];
      message.get(bytes);
      pong.complete(bytes);
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
