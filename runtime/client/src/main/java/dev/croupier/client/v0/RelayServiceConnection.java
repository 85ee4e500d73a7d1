package dev.croupier.client.v0;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Proposals;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayConnection;
import dev.croupier.client.RelayInfo;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.KnownSigners;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestPayload;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One wallet's connection to a relay service, over the frames of clearnode-0.x 11.3. */
public final class RelayServiceConnection implements RelayConnection {
  private static final Logger LOG = LoggerFactory.getLogger(RelayServiceConnection.class);
  private static final int KNOWN_SIGNERS = 1024;

  private final ClientConfig config;
  private final RequestIds ids;
  private final MessageTimes times = new MessageTimes();
  private final RelayEntrance entrance;
  private final Lifeline lifeline;
  private final MessageRelay relay;
  private final ProposalDesk proposals;

  /**
   * @param config where the relay listens, as whom to log in, and with which bounds
   * @param listener hears what the relay tells unasked
   */
  public RelayServiceConnection(ClientConfig config, NodeListener listener) {
    this.config = config;
    this.ids = new RequestIds(config.clock().instant());
    KnownSigners signers = new KnownSigners(config.crypto(), KNOWN_SIGNERS);
    Events events = new Events(listener);
    SentTexts sent = new SentTexts(config.wallet().address());
    MessageReader messages = new MessageReader(signers, SenderProof.Vouching.REFUSED, sent);
    Inbox inbox =
        new Inbox(
            events,
            new Snapshots(new KnownSessions()),
            messages,
            new ProposalReader(signers, SenderProof.Vouching.REFUSED),
            Optional.of(times));
    NodeKey relayKey = new NodeKey(config.crypto(), config.brokerAddress());
    this.entrance = new RelayEntrance(config, ids, relayKey, this::catchUp);
    this.lifeline = new Lifeline(config, relayKey, entrance, events, inbox);
    this.relay = new MessageRelay(config, ids, messages, sent, lifeline);
    this.proposals = new ProposalDesk(config, ids, lifeline);
  }

  @Override
  public CompletableFuture<RelayInfo> connect() {
    return lifeline.connect().thenApply(done -> entrance.info().orElseThrow());
  }

  @Override
  public ConnectionStatus status() {
    return lifeline.status();
  }

  @Override
  public Optional<RelayInfo> info() {
    return entrance.info();
  }

  @Override
  public Relay relay() {
    return relay;
  }

  @Override
  public Proposals proposals() {
    return proposals;
  }

  @Override
  public CompletableFuture<Boolean> replay(SessionId sessionId, Instant since) {
    Optional<Link> link = lifeline.loggedIn();
    return link.isEmpty()
        ? CompletableFuture.failedFuture(
            new NodeException.NotConnected("there is no login at " + config.node()))
        : replay(link.get(), sessionId, since.toEpochMilli());
  }

  private CompletableFuture<Boolean> replay(Link link, SessionId sessionId, long sinceMs) {
    JsonObject params =
        JsonObject.builder()
            .put("app_session_id", sessionId.toString())
            .put("since", sinceMs)
            .build();
    return link.ask(
            RequestPayload.of(ids.next(), RelayMethods.HISTORY, params, config.clock().millis())
                .unsigned())
        .thenApply(
            answer ->
                Answers.read(
                    answer,
                    given -> Members.ofAnswer(Method.MESSAGE, given.params()).bool("complete")));
  }

  /** One session after the other, so that no queue is filled by questions. */
  private void catchUp(Link link) {
    next(link, new ArrayDeque<>(times.all().entrySet()));
  }

  private void next(Link link, Queue<Map.Entry<SessionId, Long>> rest) {
    Map.Entry<SessionId, Long> latest = rest.poll();
    if (latest == null) {
      return;
    }
    SessionId session = latest.getKey();
    var _ =
        replay(link, session, latest.getValue())
            .whenComplete(
                (complete, error) -> {
                  if (error == null) {
                    if (!complete) {
                      LOG.info("messages of session {} were missed", session.shortText());
                    }
                    next(link, rest);
                  } else if (Lifeline.cause(error) instanceof NodeException.Refused refused) {
                    LOG.debug("no history of {}: {}", session, refused.getMessage());
                    times.forget(session);
                    next(link, rest);
                  } else {
                    LOG.debug("asking for history ended: {}", Lifeline.cause(error).getMessage());
                  }
                });
  }

  @Override
  public void disconnect() {
    lifeline.disconnect();
  }

  @Override
  public void close() {
    lifeline.close();
  }

  /** Where and who; no secrets. */
  @Override
  public String toString() {
    return "connection of " + config.wallet().address() + " to relay " + config.node();
  }
}
