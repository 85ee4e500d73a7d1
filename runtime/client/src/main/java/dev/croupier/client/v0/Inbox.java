package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.client.Proposal;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.ErrorResult;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.ledger.BalanceUpdate;
import dev.croupier.protocol.v0.session.AppSessionUpdate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns frames that nobody asked for into events (clearnode-0.x 12). */
final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private final Events events;
  private final Snapshots snapshots;
  private final MessageReader messages;
  private final ProposalReader proposals;
  private final Optional<MessageTimes> times;

  /**
   * @param times notes when messages were relayed, where that counts; since it is the server that
   *     says so, no message is taken without its signature there
   */
  Inbox(
      Events events,
      Snapshots snapshots,
      MessageReader messages,
      ProposalReader proposals,
      Optional<MessageTimes> times) {
    this.times = times;
    this.events = events;
    this.snapshots = snapshots;
    this.messages = messages;
    this.proposals = proposals;
  }

  /**
   * Reads a relayed message and tells nobody yet.
   *
   * @throws NodeException.UnusableFrame if it cannot be used
   */
  ReadMessage message(ResponseFrame frame) {
    try {
      ReadMessage read = messages.read(frame);
      return times.isPresent() ? read.thatNeedsTheServer() : read;
    } catch (ProtocolException e) {
      throw new NodeException.UnusableFrame(e);
    }
  }

  /** Tells of a relayed message. */
  void tell(ResponseFrame frame, ReadMessage read) {
    times.ifPresent(known -> known.note(frame));
    events.tell(listener -> listener.message(read.message()));
  }

  /** Reads a frame and tells of it. */
  void take(ResponseFrame frame) {
    try {
      read(frame);
    } catch (NodeException e) {
      events.tell(listener -> listener.unusable(e));
    } catch (ProtocolException e) {
      NodeException problem = new NodeException.UnusableFrame(e);
      events.tell(listener -> listener.unusable(problem));
    }
  }

  private void read(ResponseFrame frame) {
    ResponsePayload payload = frame.payload();
    Optional<Method> method = Method.of(payload.method());
    if (method.isEmpty()) {
      readExtension(frame);
      return;
    }
    switch (method.get()) {
      case BALANCE_UPDATE -> {
        List<AssetAmount> balances = BalanceUpdate.read(payload.params()).balances();
        events.tell(listener -> listener.balances(balances));
      }
      case APP_SESSION_UPDATE -> {
        AppSessionUpdate update = AppSessionUpdate.read(payload.params());
        SessionSnapshot session = snapshots.of(update.session(), Optional.of(update.allocations()));
        events.tell(listener -> listener.stateUpdated(session));
      }
      case MESSAGE -> tell(frame, messages.read(frame));
      case ERROR ->
          throw new NodeException.Refused(
              "an unknown request", ErrorResult.read(payload.params()).error());
      default -> LOG.debug("ignored {}: not asked for, or too late", payload);
    }
  }

  /** Proposals are no part of the public protocol. */
  private void readExtension(ResponseFrame frame) {
    switch (frame.payload().method()) {
      case RelayMethods.PROPOSAL -> {
        Proposal proposal = proposals.proposal(frame);
        events.tell(listener -> listener.proposed(proposal));
      }
      case RelayMethods.PROPOSAL_ANSWER -> {
        ProposalAnswer answer = proposals.answer(frame);
        events.tell(listener -> listener.proposalAnswered(answer));
      }
      case RelayMethods.PROPOSAL_WITHDRAWN -> {
        Hash32 id = proposals.withdrawn(frame);
        events.tell(listener -> listener.proposalWithdrawn(id));
      }
      default -> LOG.debug("ignored {}: unknown method", frame.payload());
    }
  }
}
