package dev.croupier.pingpong;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pf4j.Extension;

/**
 * The server: opens a session with its opponent, sends pings one after another, measures how long
 * each pong takes, and closes. Both sides put in a stake; a player who answers every ping wins
 * both.
 */
@Extension
public final class ServerApp implements SessionApp {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int DEFAULT_ROUNDS = 3;

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("ping-pong.schema.json");
  }

  @Override
  public void onStart(Client client) {
    ServerSettings settings = client.settings(ServerSettings.class);
    if (!client.activeSessions().isEmpty()) {
      return; // started again in the middle of a game, which goes on by itself
    }
    String opponent = settings.opponent().orElse("player");
    String player =
        client.contact(opponent).orElseThrow(() -> new UnknownOpponentException(opponent));
    BigDecimal stake = settings.stake().orElse(BigDecimal.ZERO);
    String asset = settings.asset().orElse("usdc");
    // The server, being first, alone decides how the session ends.
    SessionRequest request =
        client.prepareSession(
            SessionTerms.decidedByFirst(List.of(client.address(), player)),
            List.of(
                new Allocation(client.address(), asset, stake),
                new Allocation(player, asset, stake)));
    // The host collects the player's signature; it asks the player's onSessionInvite.
    client
        .signSessionRequest(request)
        .thenCompose(signature -> client.createSession(request, List.of(signature)));
  }

  @Override
  public void onSessionCreated(Session session) {
    ServerSettings settings = session.client().settings(ServerSettings.class);
    session.setState(new Rally(settings.rounds().orElse(DEFAULT_ROUNDS), List.of()));
    ping(session);
  }

  private static void ping(Session session) {
    session.setTimer("overdue", PATIENCE);
    session.send("ping", new Ping(session.self(), session.now().toEpochMilli()));
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (!message.is("pong") || message.sender().equals(session.self())) {
      return; // our own ping, which every participant hears
    }
    long latencyMs = session.now().toEpochMilli() - message.as(Pong.class).replyTo();
    Rally rally = rally(session).plus(latencyMs);
    session.setState(rally);
    session.log(
        "pong %d of %d from %s after %d ms"
            .formatted(rally.played(), rally.rounds(), brief(message.sender()), latencyMs));
    if (rally.isOver()) {
      session.cancelTimer("overdue");
      session.close(wonBy(message.sender(), session.allocations()));
    } else {
      ping(session);
    }
  }

  @Override
  public void onTimer(Timer timer, Session session) {
    session.log(
        "no pong within %d ms; everybody gets the stake back".formatted(PATIENCE.toMillis()));
    session.close(session.allocations());
  }

  @Override
  public void onSessionClosed(Session session, List<Allocation> finalAllocations) {
    Rally rally = rally(session);
    session.log(
        String.format(
            Locale.ROOT,
            "closed after %d round trips, %.1f ms on average; %s",
            rally.played(),
            rally.averageMs(),
            finalAllocations.stream()
                .map(
                    a ->
                        brief(a.participant()) + " " + a.amount().toPlainString() + " " + a.asset())
                .collect(Collectors.joining(", "))));
  }

  private static Rally rally(Session session) {
    return session.state(Rally.class, new Rally(DEFAULT_ROUNDS, List.of()));
  }

  /** The winner gets everything. Totals stay as they are, or the guard would refuse. */
  private static List<Allocation> wonBy(String winner, List<Allocation> allocations) {
    BigDecimal total =
        allocations.stream().map(Allocation::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return allocations.stream()
        .map(
            share ->
                new Allocation(
                    share.participant(),
                    share.asset(),
                    share.participant().equals(winner) ? total : BigDecimal.ZERO))
        .toList();
  }

  private static String brief(String address) {
    return address.substring(0, 6) + "…" + address.substring(address.length() - 4);
  }
}
