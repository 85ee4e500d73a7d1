package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.v0.ErrorResult;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.ResponsePayload;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The requests of one wire that wait for their answers. An answer is matched by id and method: its
 * own method, its special answer, or {@code error}; all else is a notification, even if its id is
 * that of a request (compat 3.2).
 */
final class PendingRequests {

  private record Pending(
      String method, String answer, CompletableFuture<ResponsePayload> future, Future<?> timeout) {}

  private final Map<Long, Pending> byId = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer;
  private final Duration timeout;

  PendingRequests(ScheduledExecutorService timer, Duration timeout) {
    this.timer = timer;
    this.timeout = timeout;
  }

  /** Expects the answer to a request that is about to be sent. */
  CompletableFuture<ResponsePayload> expect(long id, String method) {
    CompletableFuture<ResponsePayload> future = new CompletableFuture<>();
    String answer = Method.of(method).map(known -> known.answer().wireName()).orElse(method);
    Future<?> alarm;
    try {
      alarm = timer.schedule(() -> timeOut(id), timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.failedFuture(
          new NodeException.NotConnected("the connection was closed"));
    }
    if (byId.putIfAbsent(id, new Pending(method, answer, future, alarm)) != null) {
      alarm.cancel(false);
      return CompletableFuture.failedFuture(new NodeException.AlreadyUnderWay(method, id));
    }
    return future;
  }

  /**
   * Completes the request this answers.
   *
   * @return the method of that request, empty if the payload is no answer to any
   */
  Optional<String> answer(ResponsePayload payload) {
    Pending pending = byId.get(payload.requestId());
    if (pending == null) {
      return Optional.empty();
    }
    boolean refused = payload.method().equals(Method.ERROR.wireName());
    if (!refused && !payload.method().equals(pending.answer)) {
      return Optional.empty();
    }
    if (!byId.remove(payload.requestId(), pending)) {
      return Optional.empty();
    }
    pending.timeout.cancel(false);
    if (refused) {
      pending.future.completeExceptionally(refusal(pending.method, payload));
    } else {
      pending.future.complete(payload);
    }
    return Optional.of(pending.method);
  }

  /** Gives up on a request that could not be sent. */
  void fail(long id, NodeException error) {
    Pending pending = byId.remove(id);
    if (pending != null) {
      pending.timeout.cancel(false);
      pending.future.completeExceptionally(error);
    }
  }

  /** Expects an answer no more; its future is left as it is. */
  void forget(long id) {
    Pending pending = byId.remove(id);
    if (pending != null) {
      pending.timeout.cancel(false);
    }
  }

  /**
   * No answers will come.
   *
   * @param reason gives the error for a method
   */
  void failAll(Function<String, NodeException> reason) {
    for (Map.Entry<Long, Pending> entry : byId.entrySet()) {
      fail(entry.getKey(), reason.apply(entry.getValue().method));
    }
  }

  private void timeOut(long id) {
    Pending pending = byId.remove(id);
    if (pending != null) {
      pending.future.completeExceptionally(new NodeException.TimedOut(pending.method, timeout));
    }
  }

  private static NodeException refusal(String method, ResponsePayload payload) {
    try {
      return new NodeException.Refused(method, ErrorResult.read(payload.params()).error());
    } catch (ProtocolException e) {
      return new NodeException.UnusableFrame(
          "the answer to " + method + " is an unreadable error", e);
    }
  }
}
