package dev.croupier.cli.bench.reload;

import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import java.util.Map;
import org.pf4j.Extension;

/**
 * The plugin whose reloads are measured: answers each ping with the version it read from its own
 * jar, so that jars of different versions need no compiler.
 */
@Extension
public final class ReloadedPlayer implements SessionApp {

  /** The resource with the message types, whose title is the version. */
  static final String MESSAGES = "reloaded.schema.json";

  private final long version = version(MessageTypes.fromResource("/" + MESSAGES).json());

  /** Made by the host. */
  public ReloadedPlayer() {}

  private static long version(String schemas) {
    return Long.parseLong(schemas.replaceAll("(?s).*\"title\": \"(\\d+)\".*", "$1"));
  }

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("/" + MESSAGES);
  }

  @Override
  public boolean onSessionInvite(Invite invite) {
    return true;
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (message.is("ping")) {
      session.send("pong", Map.of("version", version));
    }
  }
}
