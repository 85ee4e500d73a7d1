package dev.croupier.script.types;

import dev.croupier.app.MessageTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * TypeScript declarations for an editor: {@link #host} is the same for all apps of a version of the
 * host, {@link #app} tells one app's message types. Both lie in a folder {@code types} beside the
 * app, the second under the app's name.
 */
public final class AppTypes {

  /** The file name of {@link #host}. */
  public static final String HOST_FILE = "croupier.d.ts";

  /** Names the file of an app gives to types of its own, and those it takes from the language. */
  private static final Set<String> RESERVED =
      Set.of(
          "MessageData",
          "MessageType",
          "AppMessage",
          "Session",
          "Croupier",
          "OnAppMessage",
          "OnSessionCreated",
          "OnReload",
          "OnSessionResumed",
          "OnProposal",
          "OnStateUpdated",
          "OnRequestSettled",
          "OnTimer",
          "OnSessionClosed",
          "Promise",
          "Array",
          "Record");

  private static final String TAIL =
      """
      export type MessageType = keyof MessageData & string;

      /** A message as one value; `data` narrows by `type`. */
      export type AppMessage = { [Type in MessageType]: { type: Type; data: MessageData[Type] } }[MessageType];

      export type Session<State = any> = Croupier.Session<State, MessageData>;
      export type OnAppMessage<State = any> = Croupier.OnAppMessage<State, MessageData>;
      export type OnSessionCreated<State = any> = Croupier.OnSessionCreated<State, MessageData>;
      export type OnReload<State = any> = Croupier.OnReload<State, MessageData>;
      export type OnSessionResumed<State = any> = Croupier.OnSessionResumed<State, MessageData>;
      export type OnProposal<State = any> = Croupier.OnProposal<State, MessageData>;
      export type OnStateUpdated<State = any> = Croupier.OnStateUpdated<State, MessageData>;
      export type OnRequestSettled<State = any> = Croupier.OnRequestSettled<State, MessageData>;
      export type OnTimer<State = any> = Croupier.OnTimer<State, MessageData>;
      export type OnSessionClosed<State = any> = Croupier.OnSessionClosed<State, MessageData>;

      declare global {
        namespace Croupier {
          interface Apps {
            NAME: MessageData;
          }
        }
      }
      """;

  private AppTypes() {}

  /**
   * @param version of the host
   * @return what the host gives to every script
   */
  public static String host(String version) {
    try (InputStream in = AppTypes.class.getResourceAsStream(HOST_FILE)) {
      if (in == null) {
        throw new IOException("resource " + HOST_FILE + " is missing");
      }
      return "// Croupier "
          + version
          + ". Written by `croupier types`; do not edit.\n//\n"
          + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param name the app's name, such as {@code player}
   * @param messages its message types, which must be sound schemas
   * @return the types of their data, and handler types that know them
   */
  public static String app(String name, MessageTypes messages) {
    SchemaDocument document = new SchemaDocument(messages.json());
    SchemaTypes types = new SchemaTypes(document, new TypeNames(RESERVED));
    StringBuilder text = new StringBuilder();
    text.append("// Written by `croupier types` from ")
        .append(TypeText.comment(messages.source()).replace('\n', ' '))
        .append("; do not edit.\n\n/** Message type to data. */\nexport interface MessageData {\n");
    for (Map.Entry<String, String> type : document.messageTypes().entrySet()) {
      text.append("  ")
          .append(TypeText.name(type.getKey()))
          .append(": ")
          .append(types.name(type.getValue(), type.getKey()))
          .append(";\n");
    }
    text.append("}\n\n");
    types.declarations().forEach(declaration -> text.append(declaration).append('\n'));
    return text.append(TAIL.replace("NAME", TypeText.name(name))).toString();
  }
}
