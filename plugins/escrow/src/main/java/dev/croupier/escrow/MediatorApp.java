package dev.croupier.escrow;

import dev.croupier.app.Allocation;
import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Proposal;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.Timer;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/**
 * The mediator puts nothing in and gets nothing out. It signs whatever one side gives to the other
 * of its own will, and rules when the buyer complains; a ruling needs one of the two as well.
 */
@Extension
public final class MediatorApp implements SessionApp {

  private static final String THINKING = "thinking";
  private static final int HALF = 50;

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("escrow.schema.json");
  }

  @Override
  public boolean onSessionInvite(Invite invite) {
    return Table.isFair(invite.request().terms(), invite.request().allocations());
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (message.is("dispute") && message.sender().equals(Table.of(session).buyer())) {
      session.log("the buyer complains: " + message.as(Dispute.class).reason());
      long thinkingMs = session.client().settings(MediatorSettings.class).thinking().orElse(0L);
      session.setTimer(THINKING, Duration.ofMillis(thinkingMs));
    }
  }

  @Override
  public void onTimer(Timer timer, Session session) {
    int toBuyer = session.client().settings(MediatorSettings.class).toBuyer().orElse(HALF);
    Table table = Table.of(session);
    List<Allocation> shares = table.shared(toBuyer);
    if (timer.name().equals(THINKING)) {
      session.send(
          "ruling",
          Ruling.of(Table.partOf(table.buyer(), shares), Table.partOf(table.seller(), shares)));
    }
    Settlement.propose(session, shares);
  }

  @Override
  public boolean onProposal(Proposal proposal, Session session) {
    Table table = Table.of(session);
    boolean buyerPays =
        proposal.from().equals(table.buyer())
            && table.isAllTo(table.seller(), proposal.allocations());
    boolean sellerGivesBack =
        proposal.from().equals(table.seller())
            && table.isAllTo(table.buyer(), proposal.allocations());
    return proposal.kind() == Proposal.Kind.CLOSE && (buyerPays || sellerGivesBack);
  }
}
