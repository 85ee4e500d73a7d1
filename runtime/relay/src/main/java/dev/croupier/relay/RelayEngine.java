package dev.croupier.relay;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.Connection;
import dev.croupier.rpc.Connections;
import dev.croupier.rpc.MethodTable;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.RpcCore;
import dev.croupier.rpc.ServerFrames;
import dev.croupier.rpc.SignatureCheck;
import dev.croupier.rpc.SigningRule;
import dev.croupier.rpc.messages.MessageMethod;
import dev.croupier.rpc.messages.RelayedSessions;
import dev.croupier.rpc.proposals.ProposalMethods;
import dev.croupier.rpc.proposals.Proposals;
import dev.croupier.transport.Peer;
import dev.croupier.transport.PeerListener;
import dev.croupier.transport.PrometheusText;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The relay without its sockets: memory, rules and methods, put together. */
final class RelayEngine implements PeerListener, AutoCloseable {
  private final RelayConfig config;
  private final Signer key;
  private final Connections connections = new Connections();
  private final RelayedSessions relayed;
  private final MessageHistory history;
  private final Proposals proposals;
  private final LoginMethods logins;
  private final NodeWatch node;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService workers;
  private final LongAdder messages = new LongAdder();
  private final RpcCore core;

  RelayEngine(RelayConfig config, Clock clock, RandomGenerator random) {
    this.config = config;
    Secp256k1 curve = Secp256k1.best();
    this.key =
        new LocalSigner(
            config
                .dataFolder()
                .map(folder -> RelayKeyFile.loadOrMake(folder, random))
                .orElseGet(() -> PrivateKey.generate(random)),
            curve);
    RelayLimits limits = config.limits();
    RelayTimes times = config.times();
    BiFunction<Hash32, Signature, Address> recovery =
        (digest, signature) -> curve.recover(digest, signature).address();
    SignatureCheck signatures = new SignatureCheck(recovery, limits.signaturesPerRequest());
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("croupier-relay-timer").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.workers =
        Executors.newFixedThreadPool(
            config.server().workers(),
            Thread.ofPlatform().name("croupier-relay-worker-", 1).daemon().factory());
    this.node = new NodeWatch(config, key, timer, random);
    ServerFrames frames = new ServerFrames(key);
    Responses responses = new Responses(false, clock, frames, connections);
    this.relayed = new RelayedSessions(limits.sessions(), limits.rememberedRequestIds());
    this.history = new MessageHistory(times.history(), limits, clock.millis());
    this.proposals =
        new Proposals(limits.proposalsPerWallet(), limits.proposals(), limits.proposalChars());
    NodeSessions sessions =
        new NodeSessions(node.reader(), relayed, history::forget, limits, times, clock, workers);
    this.logins =
        new LoginMethods(
            key.address(),
            responses,
            connections,
            proposals,
            signatures,
            random,
            node::broker,
            times,
            limits);
    MessageMethod sending =
        new MessageMethod(
            responses,
            connections,
            frames,
            sessions,
            SigningRule.WALLET_ONLY,
            signatures,
            (session, timestampMs, frame) -> {
              messages.increment();
              history.keep(session, timestampMs, frame);
            },
            clock,
            true);
    ProposalMethods proposing =
        new ProposalMethods(
            responses,
            sessions,
            proposals,
            connections,
            SigningRule.WALLET_ONLY,
            signatures,
            times.requestLifetime(),
            times.proposalLifetime());
    HistoryMethod replaying = new HistoryMethod(responses, sessions, history);
    MethodTable table =
        MethodTable.builder()
            .open(
                Method.PING.wireName(),
                request -> responses.answer(request, Method.PONG.wireName(), JsonObject.EMPTY))
            .open(RelayMethods.CHALLENGE, logins::challenge)
            .open(RelayMethods.LOGIN, logins::login)
            .withLogin(Method.MESSAGE.wireName(), sending::send)
            .withLogin(RelayMethods.PROPOSE, proposing::propose)
            .withLogin(RelayMethods.ANSWER_PROPOSAL, proposing::answer)
            .withLogin(RelayMethods.WITHDRAW_PROPOSAL, proposing::withdraw)
            .withLogin(RelayMethods.HISTORY, replaying::replay)
            .build();
    this.core =
        new RpcCore(
            table,
            connections,
            responses,
            RpcCore.ActivityRule.WHILE_CONNECTED,
            stranger -> {},
            times.requestLifetime(),
            clock,
            workers);
  }

  /** Starts to look for the node. */
  void connect() {
    node.connect();
  }

  Address address() {
    return key.address();
  }

  NodeWatch node() {
    return node;
  }

  int connectionCount() {
    return connections.count();
  }

  @Override
  public void opened(Peer peer) {
    core.opened(peer);
    if (!timer.isShutdown()) {
      var _ =
          timer.schedule(
              () -> requireLogin(peer),
              config.times().loginTimeout().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void requireLogin(Peer peer) {
    @Nullable Connection connection = connections.find(peer);
    if (connection != null && connection.wallet() == null) {
      peer.close("no login within " + config.times().loginTimeout().toMillis() + " ms");
    }
  }

  @Override
  public CompletionStage<Void> received(Peer peer, byte[] frame) {
    return core.received(peer, frame);
  }

  @Override
  public void closed(Peer peer) {
    @Nullable Connection connection = connections.find(peer);
    core.closed(peer);
    if (connection != null) {
      logins.forget(connection);
    }
  }

  /** Writes what the relay carries. */
  void describe(PrometheusText metrics) {
    metrics.gauge(
        "croupier_relay_node_connected", "Whether the node is there.", node.connected() ? 1 : 0);
    metrics.counter("croupier_relay_messages_total", "Messages carried.", messages.sum());
    metrics.gauge("croupier_relay_sessions", "Sessions in memory.", relayed.count());
    metrics.gauge("croupier_relay_proposals", "Proposals that wait.", proposals.count());
    metrics.gauge("croupier_relay_history_messages", "Messages kept.", history.count());
  }

  @Override
  public void close() {
    node.close();
    timer.shutdownNow();
    workers.shutdown();
    try {
      workers.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
