package dev.croupier.testkit;

import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.Timer;
import java.time.Duration;

/** Joins everything, counts what it is asked, and answers with the count. */
class EchoApp implements SessionApp {

  record Ask(int n) {}

  record Count(int asked) {}

  static class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  @Override
  public MessageTypes messages() {
    return MessageTypes.ofJson(
        """
        {"properties": {
          "ask": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}},
          "answer": {"type": "object", "required": ["asked"], "properties": {"asked": {"type": "integer"}}}
        }}
        """);
  }

  @Override
  public boolean onSessionInvite(Invite invite) {
    return true;
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (!message.is("ask")) {
      return;
    }
    int n = message.as(Ask.class).n();
    if (n < 0) {
      throw new Broken("no number below 0, and " + n + " is one");
    }
    Count count = new Count(session.state(Count.class, new Count(0)).asked() + 1);
    session.setState(count);
    session.send("answer", count);
    if (n == 99) {
      session.setTimer("later", Duration.ofSeconds(5));
    }
  }

  @Override
  public void onTimer(Timer timer, Session session) {
    session.log("later has come");
  }
}
