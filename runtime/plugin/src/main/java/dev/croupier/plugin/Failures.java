package dev.croupier.plugin;

import dev.croupier.host.turn.AppFailure;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Reports what an author's code threw as text, so that no plugin class outlives its plugin. */
final class Failures {

  /** A runaway recursion has a thousand equal lines. */
  private static final int MAX_TRACE_LINES = 30;

  private Failures() {}

  /**
   * @param thrown what the author's code threw
   * @param plugin the loader of the author's classes
   * @return the report
   */
  static AppFailure report(Throwable thrown, URLClassLoader plugin) {
    Throwable error = unwrap(thrown);
    List<StackTraceElement> own = ownFrames(error, plugin);
    return new AppFailure(
        text(error),
        own.isEmpty() ? "" : location(own.getFirst()),
        own.stream()
            .limit(MAX_TRACE_LINES)
            .map(frame -> "at " + frame)
            .collect(Collectors.joining("\n")));
  }

  /**
   * @param thrown what the author's code threw
   * @param plugin the loader of the author's classes
   * @return type, message and place in one line
   */
  static String describe(Throwable thrown, URLClassLoader plugin) {
    AppFailure failure = report(thrown, plugin);
    return failure.message()
        + (failure.location().isEmpty() ? "" : " (" + failure.location() + ")");
  }

  /**
   * @param stack what a thread is doing
   * @param plugin the loader of the author's classes
   * @return where it is in the author's code, {@code ""} if it is not
   */
  static String place(StackTraceElement[] stack, URLClassLoader plugin) {
    return Arrays.stream(stack)
        .filter(frame -> isOwn(frame.getClassName(), plugin))
        .findFirst()
        .map(Failures::location)
        .orElse("");
  }

  /**
   * @param thrown possibly wrapped by a completion stage
   * @return what was thrown at first
   */
  static Throwable unwrap(Throwable thrown) {
    Throwable error = thrown;
    while (error instanceof CompletionException && error.getCause() != null) {
      error = error.getCause();
    }
    return error;
  }

  private static String text(Throwable error) {
    StringBuilder text = new StringBuilder(line(error));
    Throwable cause = error.getCause();
    if (cause != null) {
      text.append(", caused by ").append(line(cause));
    }
    return text.toString();
  }

  private static String line(Throwable error) {
    String type = error.getClass().getSimpleName();
    String name = type.isEmpty() ? error.getClass().getName() : type;
    String message;
    try {
      message = error.getMessage();
    } catch (RuntimeException e) {
      // An author's exception class may compute its message, and fail at it.
      message = "its getMessage() threw " + e.getClass().getName();
    }
    return message == null ? name : name + ": " + message;
  }

  private static List<StackTraceElement> ownFrames(Throwable error, URLClassLoader plugin) {
    return Arrays.stream(error.getStackTrace())
        .filter(frame -> isOwn(frame.getClassName(), plugin))
        .toList();
  }

  private static boolean isOwn(String className, URLClassLoader plugin) {
    return plugin.findResource(className.replace('.', '/') + ".class") != null;
  }

  private static String location(StackTraceElement frame) {
    return frame.getLineNumber() < 0
        ? frame.getClassName()
        : frame.getClassName() + ":" + frame.getLineNumber();
  }
}
