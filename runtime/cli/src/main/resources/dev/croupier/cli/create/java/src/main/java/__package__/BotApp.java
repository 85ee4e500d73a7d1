package __package__;

import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import org.pf4j.Extension;

/** An opponent that halves what is left. */
@Extension
public final class BotApp implements SessionApp {

  /** Where the number can still be. */
  record Left(int low, int high) {}

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("__name__.schema.json");
  }

  @Override
  public boolean onSessionInvite(Invite invite) {
    // Only invites that the seat's policy and allowance let through arrive here.
    return invite.request().terms().participants().size() == 2;
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (message.sender().equals(session.self())) {
      return;
    }
    if (message.is("ready")) {
      Ready ready = message.as(Ready.class);
      guess(session, new Left(ready.from(), ready.to()));
    } else if (message.is("hint")) {
      Hint hint = message.as(Hint.class);
      Left left = session.state(Left.class, new Left(1, 100));
      switch (hint.answer()) {
        case "higher" -> guess(session, new Left(hint.guess() + 1, left.high()));
        case "lower" -> guess(session, new Left(left.low(), hint.guess() - 1));
        default -> session.log("found it");
      }
    }
  }

  private static void guess(Session session, Left left) {
    session.setState(left);
    session.send("guess", new Guess((left.low() + left.high()) / 2));
  }
}
