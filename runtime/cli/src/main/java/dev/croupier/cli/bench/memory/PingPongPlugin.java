package dev.croupier.cli.bench.memory;

import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import java.util.Optional;
import org.pf4j.Extension;

/** The plugin under load; the same as {@code ping-pong.js}. */
@Extension
public final class PingPongPlugin implements SessionApp {

  /** Made by the host. */
  public PingPongPlugin() {}

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("/ping-pong.schema.json");
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (message.is("ping")) {
      Said ping = message.as(Said.class);
      Count count = session.state(Count.class, new Count(0, -1));
      session.setState(new Count(count.count() + 1, ping.n()));
      var _ = session.send("pong", new Said(ping.n(), Optional.of(count.count() + 1), ping.text()));
    }
  }

  /**
   * A ping or a pong.
   *
   * @param n the ping's number
   * @param count how many pings there were
   * @param text anything
   */
  public record Said(long n, Optional<Long> count, String text) {}

  /**
   * What is kept per session.
   *
   * @param count how many pings there were
   * @param last the number of the last one
   */
  public record Count(long count, long last) {}
}
