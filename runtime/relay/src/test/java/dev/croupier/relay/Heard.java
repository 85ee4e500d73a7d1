package dev.croupier.relay;

import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Proposal;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.RelayedMessage;
import dev.croupier.protocol.Hash32;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a client hears. */
final class Heard implements NodeListener {
  final BlockingQueue<RelayedMessage> messages = new LinkedBlockingQueue<>();
  final BlockingQueue<Proposal> proposals = new LinkedBlockingQueue<>();
  final BlockingQueue<ProposalAnswer> answers = new LinkedBlockingQueue<>();
  final BlockingQueue<Hash32> withdrawn = new LinkedBlockingQueue<>();
  final BlockingQueue<NodeException> unusable = new LinkedBlockingQueue<>();
  final BlockingQueue<String> story = new LinkedBlockingQueue<>();

  static <T> T next(BlockingQueue<T> queue) {
    try {
      T event = queue.poll(20, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("nothing came within 20 s");
      }
      return event;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void connected(NodeInfo info) {
    story.add("connected");
  }

  @Override
  public void disconnected(String reason) {
    story.add("disconnected");
  }

  @Override
  public void reconnectFailed(NodeException problem, Duration pause) {
    story.add("failed");
  }

  @Override
  public void message(RelayedMessage message) {
    messages.add(message);
  }

  @Override
  public void proposed(Proposal proposal) {
    proposals.add(proposal);
  }

  @Override
  public void proposalAnswered(ProposalAnswer answer) {
    answers.add(answer);
  }

  @Override
  public void proposalWithdrawn(Hash32 proposalId) {
    withdrawn.add(proposalId);
  }

  @Override
  public void unusable(NodeException problem) {
    unusable.add(problem);
  }
}
