package dev.croupier.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Gives what a completed future holds. */
final class Answers {

  private Answers() {}

  static <T> T of(CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      while (cause instanceof CompletionException wrapped && wrapped.getCause() != null) {
        cause = wrapped.getCause();
      }
      if (cause instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }
}
