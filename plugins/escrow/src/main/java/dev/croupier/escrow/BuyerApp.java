package dev.croupier.escrow;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Proposal;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/**
 * The buyer opens the session with the price in it. It pays when the goods are there, or calls the
 * mediator. Waits for people are settings here: a real buyer would be asked.
 */
@Extension
public final class BuyerApp implements SessionApp {

  private static final String DELIVERY = "delivery";
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final long DEFAULT_PATIENCE_MS = 60_000;
  private static final List<Long> WEIGHTS = List.of(33L, 33L, 34L);
  private static final long QUORUM = 67;

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("escrow.schema.json");
  }

  @Override
  public void onStart(Client client) {
    BuyerSettings settings = client.settings(BuyerSettings.class);
    String seller = party(client, "seller", settings.seller());
    String mediator = party(client, "mediator", settings.mediator());
    // After a restart the purchase goes on in its session; nobody wants a second one.
    if (!client.activeSessions().isEmpty()) {
      return;
    }
    String asset = settings.asset().orElse("usdc");
    SessionTerms terms =
        new SessionTerms(
            "",
            List.of(client.address(), seller, mediator),
            settings.weights().orElse(WEIGHTS),
            settings.quorum().orElse(QUORUM));
    List<Allocation> allocations =
        List.of(
            new Allocation(client.address(), asset, settings.price()),
            new Allocation(seller, asset, BigDecimal.ZERO),
            new Allocation(mediator, asset, BigDecimal.ZERO));
    client
        .createSession(client.prepareSession(terms, allocations), List.of())
        .handle(
            (sessionId, refusal) -> {
              if (refusal != null) {
                client.log("no purchase yet: " + refusal.getMessage());
                client.after(RETRY, () -> onStart(client));
              }
              return refusal == null;
            });
  }

  private static String party(Client client, String setting, String name) {
    return client.contact(name).orElseThrow(() -> new UnknownPartyException(setting, name));
  }

  @Override
  public void onSessionCreated(Session session) {
    BuyerSettings settings = session.client().settings(BuyerSettings.class);
    session.setState(Decision.OPEN);
    session.setTimer(DELIVERY, Duration.ofMillis(settings.patience().orElse(DEFAULT_PATIENCE_MS)));
    session.send("order", new Order(settings.item()));
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    boolean open = session.state(Decision.class, Decision.OPEN) == Decision.OPEN;
    if (open && message.is("delivered") && message.sender().equals(Table.of(session).seller())) {
      session.cancelTimer(DELIVERY);
      session
          .client()
          .settings(BuyerSettings.class)
          .complaint()
          .ifPresentOrElse(complaint -> dispute(session, complaint), () -> pay(session));
    }
  }

  @Override
  public void onTimer(Timer timer, Session session) {
    if (timer.name().equals(DELIVERY)) {
      dispute(session, "nothing was delivered");
    } else {
      pay(session);
    }
  }

  private static void pay(Session session) {
    session.setState(Decision.PAY);
    Settlement.propose(session, Table.of(session).paid());
  }

  private static void dispute(Session session, String reason) {
    session.setState(Decision.DISPUTE);
    session.send("dispute", new Dispute(reason));
  }

  /** Signs what gives something back, unless it is about to pay; that it never has to. */
  @Override
  public boolean onProposal(Proposal proposal, Session session) {
    Table table = Table.of(session);
    boolean wholeBack = table.isAllTo(table.buyer(), proposal.allocations());
    boolean ruled =
        session.state(Decision.class, Decision.OPEN) == Decision.DISPUTE
            && proposal.from().equals(table.mediator())
            && Table.partOf(table.buyer(), proposal.allocations()).signum() > 0;
    return proposal.kind() == Proposal.Kind.CLOSE && (wholeBack || ruled);
  }

  @Override
  public void onSessionClosed(Session session, List<Allocation> finalAllocations) {
    session.log("got back " + Table.partOf(session.self(), finalAllocations).toPlainString());
  }

  /** What the buyer has made up its mind to do; the whole durable state. */
  public enum Decision {
    /** Nothing yet: it waits for the goods. */
    OPEN,
    /** It pays. */
    PAY,
    /** It has called the mediator. */
    DISPUTE
  }
}
