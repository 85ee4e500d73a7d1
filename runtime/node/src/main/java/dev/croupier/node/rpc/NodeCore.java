package dev.croupier.node.rpc;

import dev.croupier.node.auth.Activity;
import dev.croupier.node.rules.RefusedException;
import dev.croupier.node.transport.Peer;
import dev.croupier.node.transport.PeerListener;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.json.JsonException;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RefusedRequestException;
import dev.croupier.protocol.v0.RequestFrame;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to an incoming frame, step by step (clearnode-0.x 4): the first step that fails is
 * answered with an error, and the connection stays open.
 */
public final class NodeCore implements PeerListener {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCore.class);
  private static final long THIRTEEN_DIGITS = 1_000_000_000_000L;

  private final MethodTable methods;
  private final Connections connections;
  private final Responses responses;
  private final Activity activity;
  private final JsonObject assets;
  private final long requestLifetimeMs;
  private final Clock clock;
  private final Executor workers;

  /**
   * @param methods what can be called
   * @param connections where connections are entered
   * @param responses where answers go
   * @param activity which wallets called lately
   * @param assets the params of the first frame of every connection
   * @param requestLifetime how old the timestamp of a private call may be
   * @param clock the time
   * @param workers where frames are read and signatures checked
   */
  public NodeCore(
      MethodTable methods,
      Connections connections,
      Responses responses,
      Activity activity,
      JsonObject assets,
      Duration requestLifetime,
      Clock clock,
      Executor workers) {
    this.methods = methods;
    this.connections = connections;
    this.responses = responses;
    this.activity = activity;
    this.assets = assets;
    this.requestLifetimeMs = requestLifetime.toMillis();
    this.clock = clock;
    this.workers = workers;
  }

  @Override
  public void opened(Peer peer) {
    responses.notify(connections.add(peer), Method.ASSETS, assets);
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
      LOG.error("a frame of {} broke the node's core", connection, e);
      responses.refuseFrame(connection, clock.millis(), ErrorText.INTERNAL);
      done.complete(null);
    }
  }

  private void serve(Request request, @Nullable Address caller) {
    try {
      MethodTable.Entry entry = methods.find(request.payload().method());
      if (entry == null) {
        throw new RefusedException(ErrorText.unknownMethod(request.payload().method()));
      }
      if (entry.needsLogin()) {
        checkCall(request, caller);
      }
      entry.method().serve(request);
    } catch (RefusedException e) {
      responses.refuse(request, e.text());
    } catch (RefusedRequestException e) {
      responses.refuse(request, e.errorText());
    } catch (ProtocolException e) {
      LOG.debug("{} of {}: {}", request.payload().method(), request.connection(), e.getMessage());
      responses.refuse(request, ErrorText.invalidParams(request.payload().method()));
    } catch (RuntimeException e) {
      LOG.error("{} failed", request.payload().method(), e);
      responses.refuse(request, ErrorText.INTERNAL);
    }
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
