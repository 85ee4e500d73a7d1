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

/** The seller delivers when the money is in the session, where only two of three can move it. */
@Extension
public final class SellerApp implements SessionApp {

  private static final String HANDLING = "handling";

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
    Table table = Table.of(session);
    if (!message.sender().equals(table.buyer())) {
      return;
    }
    SellerSettings settings = session.client().settings(SellerSettings.class);
    if (message.is("order") && settings.delivers().orElse(true)) {
      session.setTimer(
          HANDLING, Duration.ofMillis(settings.handling().orElse(0L)), message.as(Order.class));
    } else if (message.is("dispute")) {
      session.log("the buyer complains: " + message.as(Dispute.class).reason());
      if (settings.refunds().orElse(false)) {
        refund(session);
      }
    }
  }

  @Override
  public void onTimer(Timer timer, Session session) {
    if (timer.name().equals(HANDLING)) {
      session.send("delivered", new Delivered("left at the door: " + timer.as(Order.class).item()));
    } else {
      refund(session);
    }
  }

  private static void refund(Session session) {
    Settlement.propose(session, Table.of(session).shared(100));
  }

  /** Signs what pays it in full, and what the mediator leaves it. */
  @Override
  public boolean onProposal(Proposal proposal, Session session) {
    Table table = Table.of(session);
    boolean paid = table.isAllTo(table.seller(), proposal.allocations());
    boolean ruled =
        proposal.from().equals(table.mediator())
            && Table.partOf(table.seller(), proposal.allocations()).signum() > 0;
    return proposal.kind() == Proposal.Kind.CLOSE && (paid || ruled);
  }

  @Override
  public void onSessionClosed(Session session, List<Allocation> finalAllocations) {
    session.log("was paid " + Table.partOf(session.self(), finalAllocations).toPlainString());
  }
}
