package dev.croupier.script;

import dev.croupier.app.MessageTypes;
import dev.croupier.host.Suggestion;
import dev.croupier.host.engine.AppLoadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;

/** Reads what a module declares by its exports, and checks it. */
final class Declarations {
  private static final List<String> HANDLERS =
      List.of(
          "onStart",
          "onSessionInvite",
          "onReload",
          "onSessionCreated",
          "onSessionResumed",
          "onProposal",
          "onDisconnected",
          "onReconnected",
          "onStateUpdated",
          "onRequestSettled",
          "onAppMessage",
          "onTimer",
          "onSessionClosed",
          "onStop");

  /** What looks like a handler and is none would never be called, and nobody would notice. */
  private static final Pattern HANDLER_LIKE = Pattern.compile("on[A-Z].*");

  private final String reference;
  private final Path entry;
  private final ModuleFiles files;

  Declarations(String reference, Path entry, ModuleFiles files) {
    this.reference = reference;
    this.entry = entry;
    this.files = files;
  }

  /**
   * @param exports the module's namespace
   * @param inline its {@code messages} as JSON if they are an object
   * @return the message types
   * @throws AppLoadException if a declaration is missing or wrong
   */
  MessageTypes read(Value exports, Optional<String> inline) {
    for (String handler : HANDLERS) {
      if (exports.hasMember(handler) && !exports.getMember(handler).canExecute()) {
        throw wrong(handler, "the export " + handler + " must be a function");
      }
    }
    for (String export : exports.getMemberKeys()) {
      if (HANDLER_LIKE.matcher(export).matches()
          && !HANDLERS.contains(export)
          && exports.getMember(export).canExecute()) {
        throw wrong(
            export,
            "the export "
                + export
                + " is no handler; "
                + Suggestion.closest(export, HANDLERS)
                    .map(handler -> "did you mean " + handler + "?")
                    .orElseGet(
                        () ->
                            "handlers are "
                                + String.join(", ", HANDLERS)
                                + ". A function of another use needs another name"));
      }
    }
    if (!exports.hasMember("messages")) {
      throw new AppLoadException(
          reference,
          ModuleFiles.shown(entry),
          "the export messages is missing; write export const messages = './my.schema.json'");
    }
    Value messages = exports.getMember("messages");
    if (messages.isString()) {
      return fromFile(messages.asString());
    }
    if (inline.isPresent() && ScriptJson.isObject(inline.get())) {
      return new MessageTypes(ModuleFiles.shown(entry), inline.get());
    }
    throw wrong("messages", "the export messages must be a path or an object of JSON Schemas");
  }

  /**
   * @param exports the module's namespace
   * @return the export {@code version} as text, empty if there is none
   * @throws AppLoadException if it is neither text nor a number
   */
  Optional<String> version(Value exports) {
    if (!exports.hasMember("version")) {
      return Optional.empty();
    }
    Value version = exports.getMember("version");
    if (version.isString() && !version.asString().isBlank()) {
      return Optional.of(version.asString());
    }
    if (version.isNumber()) {
      return Optional.of(version.toString());
    }
    throw wrong("version", "the export version must be a text that is not empty, or a number");
  }

  private MessageTypes fromFile(String name) {
    Path path = entry.resolveSibling(name).normalize();
    String json;
    try {
      json = new String(files.read(path).written(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      String reason = files.refusals().getOrDefault(path, "cannot be read: " + e.getMessage());
      throw wrong("messages", "the schema file " + name + " " + reason);
    }
    ScriptJson.mistake(json)
        .ifPresent(
            mistake -> {
              throw new AppLoadException(
                  reference,
                  ModuleFiles.shown(path) + ":" + mistake.line() + ":" + mistake.column(),
                  mistake.reason());
            });
    if (!ScriptJson.isObject(json)) {
      throw wrong("messages", "the schema file " + name + " is no JSON object");
    }
    return new MessageTypes(ModuleFiles.shown(path), json);
  }

  private AppLoadException wrong(String export, String reason) {
    return new AppLoadException(reference, placeOf(export), reason);
  }

  private String placeOf(String export) {
    ModuleText text = files.texts().get(entry);
    String shown = ModuleFiles.shown(entry);
    if (text == null) {
      return shown;
    }
    String code = new String(text.written(), StandardCharsets.UTF_8);
    var found =
        Pattern.compile(
                "^\\s*export\\s+(?:const|let|var|function|async\\s+function|class)\\s+"
                    + export
                    + "\\b",
                Pattern.MULTILINE)
            .matcher(code);
    if (!found.find()) {
      return shown;
    }
    int start = code.indexOf("export", found.start());
    int line = (int) code.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    int column = start - code.lastIndexOf('\n', start - 1);
    return shown + ":" + line + ":" + column;
  }
}
