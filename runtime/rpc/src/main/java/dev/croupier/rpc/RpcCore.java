package dev.croupier.rpc;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonException;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.RefusedRequestException;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.transport.Peer;
import dev.croupier.transport.PeerListener;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to an incoming frame, step by step (clearnode-0.x 4): the first step that fails is
 * answered with an error, and the connection stays open.
 */
public final class RpcCore implements PeerListener {
  /** Whether a wallet that logged in may still call. */
  @FunctionalInterface
  public interface ActivityRule {
    /** A login holds for as long as its connection. */
    ActivityRule WHILE_CONNECTED = (wallet, nowMs) -> true;

    /**
     * @param wallet a wallet that logged in and calls
     * @param nowMs the time, in milliseconds since 1970
     * @return false if it has to log in again
     */
    boolean touch(Address wallet, long nowMs);
  }

  private static final Logger LOG = LoggerFactory.getLogger(RpcCore.class);
  private static final long THIRTEEN_DIGITS = 1_000_000_000_000L;

  private final MethodTable methods;
  private final Connections connections;
  private final Responses responses;
  private final ActivityRule activity;
  private final Consumer<Connection> greeting;
  private final long requestLifetimeMs;
  private final Clock clock;
  private final Executor workers;

  /**
   * @param methods what can be called
   * @param connections where connections are entered
   * @param responses where answers go
   * @param activity whether a login still holds
   * @param greeting sends the first frame of a connection
   * @param requestLifetime how old the timestamp of a private call may be
   * @param clock the time
   * @param workers where frames are read and signatures checked
   */
  public RpcCore(
      MethodTable methods,
      Connections connections,
      Responses responses,
      ActivityRule activity,
      Consumer<Connection> greeting,
      Duration requestLifetime,
      Clock clock,
      Executor workers) {
    this.methods = methods;
    this.connections = connections;
    this.responses = responses;
    this.activity = activity;
    this.greeting = greeting;
    this.requestLifetimeMs = requestLifetime.toMillis();
    this.clock = clock;
    this.workers = workers;
  }

  @Override
  public void opened(Peer peer) {
    greeting.accept(connections.add(peer));
  }

  @Override
  public void closed(Peer peer) {
    connections.remove(peer);
  }

  @Override
  public CompletionStage<Void> received(Peer peer, byte[] frame) {
    Connection connection = connections.find(peer);
    if (connection == null || frame.length == 0) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    workers.execute(() -> handle(connection, frame, done));
    return done;
  }

  private void handle(Connection connection, byte[] bytes, CompletableFuture<Void> done) {
    try {
      RequestFrame frame = RequestFrame.read(JsonReader.text(bytes));
      Address caller = connection.wallet();
      Request request = new Request(connection, frame, clock.millis(), caller);
      // What ends the request is always the last thing done for it.
      var _ = request.done().thenRun(() -> done.complete(null));
      serve(request, caller);
    } catch (RefusedRequestException e) {
      responses.refuseFrame(connection, e.requestId().orElse(clock.millis()), e.errorText());
      done.complete(null);
    } catch (JsonException e) {
      responses.refuseFrame(connection, clock.millis(), ErrorText.INVALID_MESSAGE_FORMAT);
      done.complete(null);
    } catch (RuntimeException e) {
      LOG.error("a frame of {} broke the core", connection, e);
      responses.refuseFrame(connection, clock.millis(), ErrorText.INTERNAL);
      done.complete(null);
    }
  }

  private void serve(Request request, @Nullable Address caller) {
    responses.serve(
        request,
        () -> {
          MethodTable.Entry entry = methods.find(request.payload().method());
          if (entry == null) {
            throw new RefusedException(ErrorText.unknownMethod(request.payload().method()));
          }
          if (entry.needsLogin()) {
            checkCall(request, caller);
          }
          entry.method().serve(request);
        });
  }

  private void checkCall(Request request, @Nullable Address caller) {
    if (caller == null) {
      throw new RefusedException(ErrorText.AUTHENTICATION_REQUIRED);
    }
    long now = request.receivedAtMs();
    if (!activity.touch(caller, now)) {
      throw new RefusedException(ErrorText.SESSION_EXPIRED);
    }
    long timestamp = request.payload().timestampMs();
    boolean thirteenDigits = timestamp >= THIRTEEN_DIGITS && timestamp < 10 * THIRTEEN_DIGITS;
    if (!thirteenDigits || now - timestamp > requestLifetimeMs) {
      throw new RefusedException(ErrorText.INVALID_TIMESTAMP);
    }
  }
}
