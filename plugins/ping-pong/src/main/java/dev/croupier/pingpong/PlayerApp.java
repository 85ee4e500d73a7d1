package dev.croupier.pingpong;

import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import org.pf4j.Extension;

/** The player: joins when it is invited and answers every ping. */
@Extension
public final class PlayerApp implements SessionApp {

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("ping-pong.schema.json");
  }

  /** Only invites that the seat's policy and allowance let through arrive here. */
  @Override
  public boolean onSessionInvite(Invite invite) {
    return invite.request().terms().participants().size() == 2;
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (message.is("ping")) {
      session.send("pong", new Pong(session.self(), message.as(Ping.class).timestamp()));
    }
  }
}
