package dev.croupier.client.v0;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.ServerVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one logged-in link alive, and replaces it when it is lost.
 *
 * <p>There is at most one link at a time. It is dialled and logged in by {@link #connect}, or by
 * the timer after a loss; whoever asks while that is under way gets the same attempt. The end of a
 * link is noticed once, by the link itself. Everything that decides about phases holds the lock,
 * and nothing that calls out does. What the listener hears of comings and goings is told in the
 * same turn in which it is decided, so that their order is right.
 */
final class Lifeline implements Link.Owner {
  /** A fresh login long before nodes forget an idle wallet, 24 h (clearnode-0.x 5.5). */
  private static final Duration LONGEST_LOGIN = Duration.ofHours(12);

  private static final Duration SHORTEST_LOGIN = Duration.ofSeconds(1);

  private static final String ON_PURPOSE = "disconnected on purpose";

  private enum Phase {
    IDLE,
    CONNECTING,
    CONNECTED,
    CLOSED
  }

  private final ClientConfig config;
  private final Events events;
  private final Inbox inbox;
  private final NodeKey nodeKey;
  private final Entrance entrance;
  private final ScheduledExecutorService timer;

  private final ReentrantLock lock = new ReentrantLock();
  private Phase phase = Phase.IDLE;
  private @Nullable Link link;
  private @Nullable CompletableFuture<NodeInfo> attempt;
  private @Nullable Future<?> redial;
  private @Nullable Future<?> renewal;
  private boolean lost;
  private int failures;
  private volatile @Nullable LoginOutcome lastLogin;

  Lifeline(ClientConfig config, NodeKey nodeKey, Entrance entrance, Events events, Inbox inbox) {
    this.config = config;
    this.events = events;
    this.inbox = inbox;
    this.nodeKey = nodeKey;
    this.entrance = entrance;
    this.timer = config.timers().get();
  }

  CompletableFuture<NodeInfo> connect() {
    lock.lock();
    try {
      LoginOutcome done = lastLogin;
      if (phase == Phase.CLOSED) {
        return CompletableFuture.failedFuture(closed());
      }
      if (phase == Phase.CONNECTED && done != null) {
        return CompletableFuture.completedFuture(done.info());
      }
      if (phase == Phase.CONNECTING && attempt != null) {
        return attempt.copy();
      }
      cancel(redial);
    } finally {
      lock.unlock();
    }
    return dial();
  }

  private CompletableFuture<NodeInfo> dial() {
    Link fresh = new Link(config, nodeKey, timer, this);
    CompletableFuture<NodeInfo> promise = new CompletableFuture<>();
    lock.lock();
    try {
      if (phase != Phase.IDLE) {
        CompletableFuture<NodeInfo> other = attempt;
        return phase == Phase.CLOSED || other == null
            ? CompletableFuture.failedFuture(closed())
            : other.copy();
      }
      phase = Phase.CONNECTING;
      link = fresh;
      attempt = promise;
    } finally {
      lock.unlock();
    }
    var _ =
        fresh
            .dial()
            .thenCompose(opened -> entrance.run(fresh))
            .whenComplete(
                (outcome, error) -> {
                  if (error == null) {
                    loggedIn(fresh, promise, outcome);
                  } else {
                    failed(fresh, promise, cause(error));
                  }
                });
    return promise.copy();
  }

  private void dialAgain() {
    var _ = dial();
  }

  private void loggedIn(Link fresh, CompletableFuture<NodeInfo> promise, LoginOutcome outcome) {
    events.tell(
        listener -> {
          if (enterConnected(fresh, outcome)) {
            try {
              listener.connected(outcome.info());
            } finally {
              promise.complete(outcome.info());
            }
            entrance.entered(fresh);
          } else {
            promise.completeExceptionally(closed());
          }
        });
  }

  private boolean enterConnected(Link fresh, LoginOutcome outcome) {
    lock.lock();
    try {
      if (link != fresh || phase != Phase.CONNECTING) {
        return false;
      }
      phase = Phase.CONNECTED;
      lastLogin = outcome;
      lost = false;
      failures = 0;
      scheduleRenewal(fresh);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void failed(Link fresh, CompletableFuture<NodeInfo> promise, Throwable error) {
    Optional<Duration> pause = Optional.empty();
    lock.lock();
    try {
      if (link == fresh && phase == Phase.CONNECTING) {
        phase = Phase.IDLE;
        link = null;
        attempt = null;
        if (lost) {
          pause = Optional.of(scheduleRedial());
        }
      }
    } finally {
      lock.unlock();
    }
    fresh.cut("the login failed");
    nodeKey.wireEnded();
    if (error instanceof NodeException problem) {
      pause.ifPresent(time -> events.tell(listener -> listener.reconnectFailed(problem, time)));
    }
    promise.completeExceptionally(error);
  }

  @Override
  public void ended(Link ended, String reason) {
    events.tell(
        listener -> {
          if (leaveConnected(ended)) {
            listener.disconnected(reason);
          }
        });
  }

  private boolean leaveConnected(Link ended) {
    lock.lock();
    try {
      if (link != ended || phase != Phase.CONNECTED) {
        return false;
      }
      phase = Phase.IDLE;
      link = null;
      attempt = null;
      cancel(renewal);
      lost = config.reconnect().enabled();
      if (lost) {
        scheduleRedial();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void notified(ResponseFrame frame) {
    inbox.take(frame);
  }

  @Override
  public ReadMessage read(ResponseFrame frame) {
    return inbox.message(frame);
  }

  @Override
  public void told(ResponseFrame frame, ReadMessage message) {
    inbox.tell(frame, message);
  }

  @Override
  public void unusable(NodeException problem) {
    events.tell(listener -> listener.unusable(problem));
  }

  private Duration scheduleRedial() {
    Duration pause = config.reconnect().pauseBefore(failures++, config.random());
    redial = timer.schedule(this::dialAgain, pause.toNanos(), TimeUnit.NANOSECONDS);
    return pause;
  }

  private void scheduleRenewal(Link current) {
    Instant now = config.clock().instant();
    Instant latest = now.plus(LONGEST_LOGIN);
    Instant due = entrance.dueAt();
    Duration pause = due.isAfter(latest) ? LONGEST_LOGIN : Duration.between(now, due);
    Duration wait = pause.compareTo(SHORTEST_LOGIN) < 0 ? SHORTEST_LOGIN : pause;
    renewal = timer.schedule(() -> renew(current), wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void renew(Link current) {
    LoginOutcome known = lastLogin;
    if (known == null) {
      return;
    }
    var _ =
        entrance
            .again(current, known.version())
            .whenComplete(
                (done, error) -> {
                  if (error != null && cause(error) instanceof NodeException problem) {
                    events.tell(listener -> listener.unusable(problem));
                  }
                  lock.lock();
                  try {
                    if (link == current && phase == Phase.CONNECTED) {
                      scheduleRenewal(current);
                    }
                  } finally {
                    lock.unlock();
                  }
                });
  }

  /** Sends a request over the logged-in link. */
  CompletableFuture<ResponsePayload> ask(RequestFrame frame) {
    Optional<Link> current = loggedIn();
    return current.isPresent()
        ? current.get().ask(frame)
        : CompletableFuture.failedFuture(
            new NodeException.NotConnected("there is no login at " + config.node()));
  }

  /** The link to send over; another one after each loss. */
  Optional<Link> loggedIn() {
    lock.lock();
    try {
      return phase == Phase.CONNECTED ? Optional.ofNullable(link) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  ConnectionStatus status() {
    lock.lock();
    try {
      return switch (phase) {
        case CONNECTED -> ConnectionStatus.CONNECTED;
        case CONNECTING -> ConnectionStatus.CONNECTING;
        case IDLE -> lost ? ConnectionStatus.CONNECTING : ConnectionStatus.DISCONNECTED;
        case CLOSED -> ConnectionStatus.DISCONNECTED;
      };
    } finally {
      lock.unlock();
    }
  }

  Optional<NodeInfo> info() {
    return Optional.ofNullable(lastLogin).map(LoginOutcome::info);
  }

  /** The node's version as of the last login. */
  Optional<ServerVersion> version() {
    return Optional.ofNullable(lastLogin).map(LoginOutcome::version);
  }

  /** Ends the link, or the attempt to make one, and dials no more until somebody asks for it. */
  void disconnect() {
    events.tell(
        listener -> {
          Link current;
          boolean tell;
          lock.lock();
          try {
            if (phase == Phase.CLOSED) {
              return;
            }
            tell = phase == Phase.CONNECTED;
            phase = Phase.IDLE;
            lost = false;
            failures = 0;
            current = link;
            link = null;
            attempt = null;
            cancel(redial);
            cancel(renewal);
          } finally {
            lock.unlock();
          }
          if (current != null) {
            current.closed(ON_PURPOSE);
            current.close();
          }
          if (tell) {
            listener.disconnected(ON_PURPOSE);
          }
        });
  }

  void close() {
    Link current;
    boolean tell;
    lock.lock();
    try {
      if (phase == Phase.CLOSED) {
        return;
      }
      tell = phase == Phase.CONNECTED;
      phase = Phase.CLOSED;
      lost = false;
      current = link;
      link = null;
      cancel(redial);
      cancel(renewal);
    } finally {
      lock.unlock();
    }
    if (current != null) {
      current.closed("closed by this side");
      current.close();
    }
    timer.shutdownNow();
    if (tell) {
      events.tell(listener -> listener.disconnected("closed by this side"));
    }
  }

  private NodeException closed() {
    return new NodeException.NotConnected("the connection to " + config.node() + " was closed");
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }

  /** The same failure, fit to be thrown inside a stage. */
  static CompletionException rethrown(Throwable error) {
    return error instanceof CompletionException wrapped ? wrapped : new CompletionException(error);
  }

  /** What failed, out of the wrapping that stages put around it. */
  static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }
}
