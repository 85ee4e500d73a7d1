package dev.croupier.client.relay;

import dev.croupier.client.ConfigurationException;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Proposal;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.RelayInfo;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.Hash32;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins what a node and a relay tell into one story: one call at a time, connected when both are.
 */
final class Pair {
  private final String relayUri;
  private final NodeListener listener;
  private final ReentrantLock turn = new ReentrantLock();

  // Guarded by turn.
  private @Nullable NodeInfo node;
  private @Nullable RelayInfo relay;
  private boolean told;

  Pair(String relayUri, NodeListener listener) {
    this.relayUri = relayUri;
    this.listener = listener;
  }

  NodeListener nodeSide() {
    return new NodeSide();
  }

  /** The relay's connection knows what the relay said by the time it tells that it is there. */
  NodeListener relaySide(Supplier<Optional<RelayInfo>> info) {
    return new RelaySide(info);
  }

  /** What the node said, if the relay serves that node. */
  NodeInfo require(NodeInfo info, RelayInfo relayInfo) {
    if (!fits(info, relayInfo)) {
      throw misfit(info, relayInfo);
    }
    return withRelay(info);
  }

  NodeInfo withRelay(NodeInfo info) {
    EnumSet<NodeInfo.Capability> capabilities = EnumSet.of(NodeInfo.Capability.RELAY);
    capabilities.addAll(info.capabilities());
    return new NodeInfo(
        info.description() + ", messages over " + relayUri,
        info.brokerAddress(),
        info.assetDecimals(),
        Set.copyOf(capabilities));
  }

  private static boolean fits(NodeInfo info, RelayInfo relayInfo) {
    Optional<Address> broker = relayInfo.broker();
    return broker.isEmpty() || broker.get().equals(info.brokerAddress());
  }

  private ConfigurationException misfit(NodeInfo info, RelayInfo relayInfo) {
    return new ConfigurationException(
        "relay",
        relayUri
            + " serves the node whose key is "
            + relayInfo.broker().map(Address::toString).orElse("unknown")
            + ", but this node's key is "
            + info.brokerAddress());
  }

  private void tell(Consumer<NodeListener> event) {
    turn.lock();
    try {
      event.accept(listener);
    } finally {
      turn.unlock();
    }
  }

  private void cameUp(@Nullable NodeInfo nodeInfo, @Nullable RelayInfo relayInfo) {
    turn.lock();
    try {
      node = nodeInfo == null ? node : nodeInfo;
      relay = relayInfo == null ? relay : relayInfo;
      if (node != null && relay != null && !told && fits(node, relay)) {
        told = true;
        listener.connected(withRelay(node));
      }
    } finally {
      turn.unlock();
    }
  }

  private void wentDown(boolean nodeToo, String reason) {
    turn.lock();
    try {
      if (nodeToo) {
        node = null;
      } else {
        relay = null;
      }
      if (told) {
        told = false;
        listener.disconnected(reason);
      }
    } finally {
      turn.unlock();
    }
  }

  private class Side implements NodeListener {
    @Override
    public void reconnectFailed(NodeException problem, Duration pause) {
      tell(all -> all.reconnectFailed(problem, pause));
    }

    @Override
    public void message(RelayedMessage message) {
      tell(all -> all.message(message));
    }

    @Override
    public void proposed(Proposal proposal) {
      tell(all -> all.proposed(proposal));
    }

    @Override
    public void proposalAnswered(ProposalAnswer answer) {
      tell(all -> all.proposalAnswered(answer));
    }

    @Override
    public void proposalWithdrawn(Hash32 proposalId) {
      tell(all -> all.proposalWithdrawn(proposalId));
    }

    @Override
    public void unusable(NodeException problem) {
      tell(all -> all.unusable(problem));
    }
  }

  private final class NodeSide extends Side {
    @Override
    public void connected(NodeInfo info) {
      cameUp(info, null);
    }

    @Override
    public void disconnected(String reason) {
      wentDown(true, reason);
    }

    @Override
    public void stateUpdated(SessionSnapshot session) {
      tell(all -> all.stateUpdated(session));
    }

    @Override
    public void balances(List<AssetAmount> balances) {
      tell(all -> all.balances(balances));
    }
  }

  private final class RelaySide extends Side {
    private final Supplier<Optional<RelayInfo>> info;

    RelaySide(Supplier<Optional<RelayInfo>> info) {
      this.info = info;
    }

    @Override
    public void connected(NodeInfo relayInfo) {
      info.get().ifPresent(told -> cameUp(null, told));
    }

    @Override
    public void disconnected(String reason) {
      wentDown(false, "the relay is gone: " + reason);
    }
  }
}
