package dev.croupier.plugin;

import dev.croupier.app.BlockedTurnException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The answer to a call, and every stage an author derives from it.
 *
 * <p>{@link CompletableFuture} keeps a continuation's exception to itself until somebody asks. Here
 * nobody would: an author writes {@code client.balances().thenAccept(…)} and lets go of the result.
 * So every stage tells its birth to a watcher, which looks at it after each turn; one that failed
 * and from which nothing was derived is a failure nobody handles. Waiting for an answer is refused,
 * since the turn that brings it cannot begin before the waiting one ends, and the {@code …Async}
 * variants run where the others do, since other threads have no turn.
 *
 * <p>A stage handed to code that is not ours ({@code toCompletableFuture}, hence {@code allOf})
 * counts as handled; what such code derives is not watched.
 */
final class AnswerStage<T> extends CompletableFuture<T> {

  private final long callId;
  private final Consumer<AnswerStage<?>> watcher;
  private boolean handled;

  /**
   * @param callId the call that this stage, or the one it was derived from, stands for
   * @param watcher told of this stage and of all that are derived from it
   */
  // Registering is the last thing done; the watcher only keeps the reference until the turn's end.
  @SuppressWarnings("this-escape")
  AnswerStage(long callId, Consumer<AnswerStage<?>> watcher) {
    this.callId = callId;
    this.watcher = watcher;
    watcher.accept(this);
  }

  /**
   * @return the call this stage goes back to
   */
  long callId() {
    return callId;
  }

  /**
   * @return whether something was derived from this stage that sees its failure
   */
  boolean isHandled() {
    return handled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    handled = true;
    return new AnswerStage<>(callId, watcher);
  }

  @Override
  public Executor defaultExecutor() {
    return Runnable::run;
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    handled = true;
    return this;
  }

  @Override
  public CompletionStage<T> minimalCompletionStage() {
    return this;
  }

  @Override
  public T join() {
    refuseToWait("join");
    return super.join();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    refuseToWait("get");
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    refuseToWait("get");
    return super.get(timeout, unit);
  }

  private void refuseToWait(String method) {
    handled = true;
    if (!isDone()) {
      throw new BlockedTurnException(method);
    }
  }
}
