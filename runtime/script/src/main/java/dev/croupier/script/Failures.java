package dev.croupier.script;

import dev.croupier.host.turn.AppFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;

/** Turns what a script threw into words and places an author understands. */
final class Failures {
  private static final int MESSAGE_LIMIT = 2_000;
  private static final Pattern ASYNC_FRAME =
      Pattern.compile(
          "^\\s+at async (\\S{1,200}) \\((/[^\\n]{1,500}):(\\d{1,7}):(\\d{1,7})\\)$",
          Pattern.MULTILINE);

  private final ModuleFiles files;

  Failures(ModuleFiles files) {
    this.files = files;
  }

  /**
   * @param thrown any value, since JavaScript can throw any
   * @param fallback where to point if the value does not know
   * @return the failure
   */
  AppFailure of(Value thrown, String fallback) {
    if (thrown.isException()) {
      try {
        throw thrown.throwException();
      } catch (PolyglotException e) {
        AppFailure failure = of(e, message(thrown, e), "");
        return failure.location().isEmpty()
            ? awaited(thrown, failure.message(), fallback)
            : failure;
      }
    }
    return new AppFailure(shortened("thrown " + describe(thrown)), fallback, "");
  }

  /**
   * An error that was made while nothing of the author's ran knows who awaits it, but only tells so
   * in its text.
   */
  private AppFailure awaited(Value thrown, String message, String fallback) {
    Value stack = thrown.getMember("stack");
    if (stack == null || !stack.isString()) {
      return new AppFailure(message, fallback, "");
    }
    String location = "";
    StringJoiner trace = new StringJoiner("\n");
    Matcher frames = ASYNC_FRAME.matcher(stack.asString());
    while (frames.find()) {
      Optional<String> place = place(frames);
      if (place.isPresent()) {
        location = location.isEmpty() ? place.get() : location;
        trace.add("at " + frames.group(1) + " (" + place.get() + ")");
      }
    }
    return new AppFailure(message, location.isEmpty() ? fallback : location, trace.toString());
  }

  private Optional<String> place(Matcher frame) {
    try {
      return Optional.ofNullable(files.texts().get(Path.of(frame.group(2))))
          .map(
              text ->
                  shown(text, Integer.parseInt(frame.group(3)), Integer.parseInt(frame.group(4))));
    } catch (InvalidPathException e) {
      // Authors may write what they like into a stack.
      return Optional.empty();
    }
  }

  /**
   * @param thrown how the engine tells it
   * @param message what to say
   * @param fallback where to point if nothing is known
   * @return the failure
   */
  AppFailure of(PolyglotException thrown, String message, String fallback) {
    String location = "";
    SourceSection section = thrown.getSourceLocation();
    if (section != null && !coversWholeSource(section)) {
      location = place(section).orElse("");
    }
    StringJoiner trace = new StringJoiner("\n");
    for (PolyglotException.StackFrame frame : thrown.getPolyglotStackTrace()) {
      SourceSection called = frame.isGuestFrame() ? frame.getSourceLocation() : null;
      Optional<String> place =
          called == null || coversWholeSource(called) ? Optional.empty() : place(called);
      if (place.isPresent()) {
        location = location.isEmpty() ? place.get() : location;
        trace.add("at " + function(frame.getRootName()) + " (" + place.get() + ")");
      }
    }
    return new AppFailure(
        shortened(message), location.isEmpty() ? fallback : location, trace.toString());
  }

  /**
   * @param section a place in the running code
   * @return {@code file:line:column} in the author's, or empty if it is not an author's file
   */
  Optional<String> place(SourceSection section) {
    String path = section.getSource().getPath();
    if (path == null || !section.isAvailable()) {
      return Optional.empty();
    }
    ModuleText text = files.texts().get(Path.of(path));
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(shown(text, section.getStartLine(), section.getStartColumn()));
  }

  private static String shown(ModuleText text, int line, int column) {
    ModuleText.Position position = text.positions().authors(line, column);
    return ModuleFiles.shown(text.path()) + ":" + position.line() + ":" + position.column();
  }

  private static boolean coversWholeSource(SourceSection section) {
    return section.getCharIndex() == 0
        && section.getCharLength() >= section.getSource().getLength();
  }

  private static String function(String name) {
    return name == null || name.isEmpty() || name.startsWith(":") ? "top level" : name;
  }

  /** Reads name and message as they are now: authors, and the prelude, may change them. */
  private static String message(Value thrown, PolyglotException fallback) {
    try {
      Value name = thrown.getMember("name");
      Value message = thrown.getMember("message");
      if (name != null && message != null && name.isString() && message.isString()) {
        return name.asString() + ": " + message.asString();
      }
    } catch (PolyglotException e) {
      if (e.isCancelled() || e.isInterrupted()) {
        throw e;
      }
    }
    return String.valueOf(fallback.getMessage());
  }

  private static String describe(Value thrown) {
    if (thrown.isString()) {
      return "'" + thrown.asString() + "', which is no Error and has no place";
    }
    if (thrown.isNumber() || thrown.isBoolean() || thrown.isNull()) {
      return thrown + ", which is no Error and has no place";
    }
    return "a value that is no Error and has no place";
  }

  private static String shortened(String message) {
    return message.length() <= MESSAGE_LIMIT ? message : message.substring(0, MESSAGE_LIMIT) + "…";
  }
}
