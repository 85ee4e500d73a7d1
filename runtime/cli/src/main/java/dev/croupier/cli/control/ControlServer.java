package dev.croupier.cli.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.croupier.app.CroupierException;
import dev.croupier.host.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Listens on loopback for the operator of this process's host: {@code POST /v1/COMMAND} with a JSON
 * object, answered by another. Requests without the token learn nothing but that.
 */
public final class ControlServer implements AutoCloseable {

  /** Carries out commands. */
  @FunctionalInterface
  public interface Handler {
    /**
     * @param command the command's name
     * @param body its arguments
     * @return the answer
     * @throws CroupierException if it is refused
     */
    JsonNode handle(String command, JsonNode body);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TOKEN_BYTES = 32;
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final String PATH = "/v1/";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Path path;
  private final ControlFile file;
  private final Handler handler;
  private final Phaser underWay = new Phaser(1);

  private ControlServer(
      HttpServer server, ExecutorService threads, Path path, ControlFile file, Handler handler) {
    this.server = server;
    this.threads = threads;
    this.path = path;
    this.file = file;
    this.handler = handler;
  }

  /**
   * Starts to listen, and says where in a file.
   *
   * @param path the file
   * @param handler carries out commands
   * @return the listener, to be closed with the host
   * @throws ControlException if it cannot listen or write the file
   */
  public static ControlServer start(Path path, Handler handler) {
    // Without it every answer waits 40 ms for an acknowledgement; read when the class is loaded.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new ControlException.NoListener("loopback cannot be listened on: " + e.getMessage());
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    ControlFile file =
        new ControlFile(
            server.getAddress().getPort(),
            HexFormat.of().formatHex(secret),
            ProcessHandle.current().pid());
    ControlServer control = new ControlServer(server, threads, path, file, handler);
    server.setExecutor(threads);
    server.createContext("/", control::serve);
    server.start();
    boolean told = false;
    try {
      file.write(path);
      told = true;
      return control;
    } finally {
      if (!told) {
        server.stop(0);
        threads.close();
      }
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    underWay.register();
    try (exchange) {
      String request = exchange.getRequestURI().getPath();
      if (!allowed(exchange.getRequestHeaders().getFirst("authorization"))) {
        answer(exchange, 401, error("no-token", "the token is missing or wrong"));
      } else if (!exchange.getRequestMethod().equals("POST") || !request.startsWith(PATH)) {
        answer(exchange, 404, error("unknown-command", "POST /v1/COMMAND is all there is"));
      } else {
        carryOut(exchange, request.substring(PATH.length()));
      }
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  private boolean allowed(@org.jspecify.annotations.Nullable String given) {
    byte[] wanted = ("Bearer " + file.token()).getBytes(StandardCharsets.UTF_8);
    return given != null && MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8));
  }

  private void carryOut(HttpExchange exchange, String command) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      answer(
          exchange, 413, error("too-large", "a request has at most " + MAX_BODY_BYTES + " bytes"));
      return;
    }
    try {
      answer(exchange, 200, handler.handle(command, JsonMapper.shared().readTree(body)));
    } catch (JacksonException e) {
      answer(exchange, 400, error("invalid-value", "the request is no JSON, or lacks a member"));
    } catch (CompletionException e) {
      refuse(exchange, command, e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException e) {
      refuse(exchange, command, e);
    }
  }

  private static void refuse(HttpExchange exchange, String command, Throwable error)
      throws IOException {
    String message = String.valueOf(error.getMessage());
    switch (error) {
      case OperatorException refused -> answer(exchange, 422, error(refused.code(), message));
      case CroupierException refused -> answer(exchange, 422, error("refused", message));
      default -> {
        LOG.error("operator's {} failed", command, error);
        answer(exchange, 500, error("internal", error.toString()));
      }
    }
  }

  private static JsonNode error(String code, String message) {
    return JsonNodeFactory.instance.objectNode().put("code", code).put("message", message);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  /**
   * Lets requests under way have their answer, such as the one that closed the last session, and
   * stops to listen; the file goes too, unless another host has written it since.
   */
  @Override
  public void close() {
    try {
      underWay.awaitAdvanceInterruptibly(
          underWay.arrive(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("an operator's request was still under way when the host ended");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      if (ControlFile.read(path).map(file::equals).orElse(false)) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | ControlException e) {
      // It names a process that ends now, so that nobody takes it for a running host.
      LOG.debug("{} stays", path, e);
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
