package __package__;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import java.math.BigDecimal;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * Thinks of a number from 1 to 100 and lets the opponent guess it. Who finds it in seven guesses
 * wins the prize.
 */
@Extension
public final class DealerApp implements SessionApp {
  private static final int GUESSES = 7;

  /** The seat's settings in croupier.yaml. */
  record Settings(Optional<String> opponent, Optional<BigDecimal> prize, Optional<String> asset) {}

  /** What is kept of a session, over reload and restart. */
  record Game(int number, int guesses) {}

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("__name__.schema.json");
  }

  @Override
  public void onStart(Client client) {
    Settings settings = client.settings(Settings.class);
    String opponent = settings.opponent().orElse("bot");
    String guesser =
        client
            .contact(opponent)
            .orElseThrow(() -> new NoSuchElementException("no seat and no contact: " + opponent));
    String asset = settings.asset().orElse("usdc");
    // Being first, we alone decide how the session ends.
    SessionRequest request =
        client.prepareSession(
            SessionTerms.decidedByFirst(List.of(client.address(), guesser)),
            List.of(
                new Allocation(client.address(), asset, settings.prize().orElse(BigDecimal.ZERO)),
                new Allocation(guesser, asset, BigDecimal.ZERO)));
    // The host collects the guesser's signature; it asks the guesser's onSessionInvite.
    client
        .signSessionRequest(request)
        .thenCompose(signature -> client.createSession(request, List.of(signature)));
  }

  @Override
  public void onSessionCreated(Session session) {
    session.setState(new Game(1 + session.random().nextInt(100), 0));
    session.send("ready", new Ready(1, 100));
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (!message.is("guess") || message.sender().equals(session.self())) {
      return; // our own messages, which every participant hears
    }
    int guess = message.as(Guess.class).number();
    Game before = session.state(Game.class, new Game(0, 0));
    Game game = new Game(before.number(), before.guesses() + 1);
    session.setState(game);
    if (guess != game.number()) {
      session.send("hint", new Hint(guess, guess < game.number() ? "higher" : "lower"));
      return;
    }
    boolean won = game.guesses() <= GUESSES;
    session.log(guess + " found in " + game.guesses() + " guesses");
    session.send("hint", new Hint(guess, "correct"));
    session.close(won ? allTo(message.sender(), session) : session.allocations());
  }

  /** Totals stay as they are, or the guard would refuse. */
  private static List<Allocation> allTo(String winner, Session session) {
    BigDecimal total =
        session.allocations().stream()
            .map(Allocation::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return session.allocations().stream()
        .map(
            share ->
                new Allocation(
                    share.participant(),
                    share.asset(),
                    share.participant().equals(winner) ? total : BigDecimal.ZERO))
        .toList();
  }
}
