package dev.croupier.client.v0;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.NodeListener;
import dev.croupier.client.NodeReader;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.KnownSigners;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A connection to a ClearNode of the 0.x line on which nobody logs in (clearnode-0.x 8). */
public final class V0Reader implements NodeReader {
  private static final int KNOWN_SIGNERS = 16;

  private final ClientConfig config;
  private final Lifeline lifeline;
  private final Sessions sessions;

  /**
   * @param config where to and with which bounds; its wallet signs nothing
   * @param listener hears of comings and goings
   */
  public V0Reader(ClientConfig config, NodeListener listener) {
    this.config = config;
    RequestIds ids = new RequestIds(config.clock().instant());
    Events events = new Events(listener);
    KnownSigners signers = new KnownSigners(config.crypto(), KNOWN_SIGNERS);
    Snapshots snapshots = new Snapshots(new KnownSessions());
    Inbox inbox =
        new Inbox(
            events,
            snapshots,
            new MessageReader(
                signers, SenderProof.Vouching.BELIEVED, new SentTexts(config.wallet().address())),
            new ProposalReader(signers, SenderProof.Vouching.BELIEVED),
            Optional.empty());
    Credentials credentials = new Credentials(config);
    NodeKey nodeKey = new NodeKey(config.crypto(), config.brokerAddress());
    Entrance entrance = new Login(config, ids, nodeKey, credentials).asGuest();
    this.lifeline = new Lifeline(config, nodeKey, entrance, events, inbox);
    this.sessions =
        new Sessions(
            config.wallet().address(),
            new Questions(config, ids, lifeline, credentials),
            snapshots,
            lifeline::unusable);
  }

  @Override
  public CompletableFuture<NodeInfo> connect() {
    return lifeline.connect();
  }

  @Override
  public ConnectionStatus status() {
    return lifeline.status();
  }

  @Override
  public Optional<NodeInfo> info() {
    return lifeline.info();
  }

  @Override
  public CompletableFuture<Optional<Set<Address>>> participants(SessionId sessionId) {
    return sessions.participants(sessionId);
  }

  @Override
  public CompletableFuture<Boolean> isOpen(SessionId sessionId, Collection<Address> participants) {
    return sessions.isOpen(sessionId, participants);
  }

  @Override
  public void close() {
    lifeline.close();
  }

  /** Where; no secrets. */
  @Override
  public String toString() {
    return "reader of " + config.node();
  }
}
