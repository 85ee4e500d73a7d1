package dev.croupier.host;

import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Proposal;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.carrier.StateCarrier;
import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.loop.TaskQueue;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;
import java.util.List;
import java.util.Optional;

/** Takes in what a seat's node tells, on the connection's thread, and hands it to the loop. */
final class SeatListener implements NodeListener {

  private final SeatMail mail;
  private final TaskQueue tasks;
  private final SeatReport report;
  private final String app;
  private volatile News news = new News() {};
  private volatile Optional<Address> wallet = Optional.empty();
  private volatile Optional<StateCarrier> carrier = Optional.empty();
  private volatile boolean stopped;

  SeatListener(SeatMail mail, TaskQueue tasks, SeatReport report, String app) {
    this.mail = mail;
    this.tasks = tasks;
    this.report = report;
    this.app = app;
  }

  /** Says who wants to hear, on the loop. */
  void attach(Address seatWallet, News wanted) {
    wallet = Optional.of(seatWallet);
    news = wanted;
  }

  /** Takes messages out of states too. */
  void carry(StateCarrier states) {
    carrier = Optional.of(states);
    states.attach(session -> news.session(session), session -> carried(states, session));
  }

  /** Takes no more messages. */
  void stop() {
    stopped = true;
  }

  @Override
  public void connected(NodeInfo info) {
    tasks.execute(() -> news.connected());
    wallet.ifPresent(
        address ->
            report.tell(
                (at, seat) ->
                    new HostEvent.SeatConnected(at, seat, address, description(info), app)));
  }

  private String description(NodeInfo info) {
    return carrier.isPresent() && StateCarrier.carriesAt(info)
        ? info.description() + ", messages in states of sessions without money"
        : info.description();
  }

  @Override
  public void disconnected(String reason) {
    tasks.execute(() -> news.lost(reason));
    report.tell((at, seat) -> new HostEvent.SeatDisconnected(at, seat, reason));
  }

  @Override
  public void message(RelayedMessage message) {
    if (isOwnControl(message)) {
      // The seat that wrote it learns nothing from it, and there may be one for each session.
      return;
    }
    if (stopped) {
      refuse(message, "seat-stopped", "the seat is stopping");
    } else if (mail.offer(Optional.of(message.sessionId()), new Mail.Relayed(message))) {
      tasks.wake();
    } else {
      refuse(message, "mailbox-full", "too many messages wait for the seat's app");
    }
  }

  private boolean isOwnControl(RelayedMessage message) {
    return message.type().startsWith(ControlMessage.RESERVED)
        && wallet.filter(message.sender()::equals).isPresent();
  }

  private void refuse(RelayedMessage message, String code, String reason) {
    report.tell(
        (at, seat) ->
            new HostEvent.MessageRefused(
                at,
                seat,
                HostEvent.Direction.IN,
                message.sessionId().toString(),
                message.type(),
                message.sender(),
                code,
                reason));
  }

  @Override
  public void stateUpdated(SessionSnapshot session) {
    tasks.execute(() -> news.session(session));
    carrier.ifPresent(
        states -> {
          tasks.execute(() -> states.observed(session));
          carried(states, session);
        });
  }

  /** Hands on the message in a state, if there is one. */
  private void carried(StateCarrier states, SessionSnapshot session) {
    try {
      states
          .messageIn(session)
          .ifPresent(
              found ->
                  found
                      .refusal()
                      .ifPresentOrElse(
                          refusal ->
                              refuse(
                                  found.message(),
                                  refusal.rule(),
                                  String.valueOf(refusal.getMessage())),
                          () -> message(found.message())));
    } catch (NodeException e) {
      unusable(e);
    } catch (ProtocolException e) {
      unusable(new NodeException.UnusableFrame(e));
    }
  }

  @Override
  public void proposed(Proposal proposal) {
    if (!stopped) {
      tasks.execute(() -> news.proposed(proposal));
    }
  }

  @Override
  public void proposalAnswered(ProposalAnswer answer) {
    tasks.execute(() -> news.proposalAnswered(answer));
  }

  @Override
  public void proposalWithdrawn(Hash32 proposalId) {
    tasks.execute(() -> news.proposalWithdrawn(proposalId));
  }

  @Override
  public void balances(List<AssetAmount> balances) {
    report.tell((at, seat) -> new HostEvent.Balances(at, seat, balances));
  }

  @Override
  public void unusable(NodeException problem) {
    report.tell(
        (at, seat) -> new HostEvent.NodeProblem(at, seat, String.valueOf(problem.getMessage())));
  }

  /** What the seat's loop hears. */
  interface News {

    /** A session's state was told. */
    default void session(SessionSnapshot session) {}

    /** The seat is logged in. */
    default void connected() {}

    /** There is no connection any more. */
    default void lost(String reason) {}

    /** Somebody wants this seat's signature. */
    default void proposed(Proposal proposal) {}

    /** Somebody has answered a proposal of this seat. */
    default void proposalAnswered(ProposalAnswer answer) {}

    /** A proposal needs no answer any more. */
    default void proposalWithdrawn(Hash32 proposalId) {}
  }
}
