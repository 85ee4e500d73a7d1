package dev.croupier.relay;

import dev.croupier.rpc.RefusedException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the questions that are under way at the node to a number. Safe for concurrent use. */
final class NodeQuestions {
  private final int mostUnderWay;
  private final int mostWaiting;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  NodeQuestions(int mostUnderWay, int mostWaiting) {
    this.mostUnderWay = mostUnderWay;
    this.mostWaiting = mostWaiting;
  }

  /**
   * @throws RefusedException in the future, if too many wait already
   */
  <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable start = () -> start(question, answer);
    synchronized (this) {
      if (underWay >= mostUnderWay) {
        if (waiting.size() >= mostWaiting) {
          return CompletableFuture.failedFuture(
              new RefusedException("the relay has too many questions to its node; try again"));
        }
        waiting.add(start);
        return answer;
      }
      underWay++;
    }
    start.run();
    return answer;
  }

  private <T> void start(Supplier<CompletableFuture<T>> question, CompletableFuture<T> answer) {
    CompletableFuture<T> asked;
    try {
      asked = question.get();
    } catch (RuntimeException e) {
      asked = CompletableFuture.failedFuture(e);
    }
    var _ =
        asked.whenComplete(
            (value, failure) -> {
              ended();
              if (failure == null) {
                answer.complete(value);
              } else {
                answer.completeExceptionally(failure);
              }
            });
  }

  private void ended() {
    @Nullable Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        underWay--;
      }
    }
    if (next != null) {
      next.run();
    }
  }
}
