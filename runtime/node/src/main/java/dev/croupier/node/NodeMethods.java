package dev.croupier.node;

import dev.croupier.node.auth.Challenges;
import dev.croupier.node.auth.KeyRegistration;
import dev.croupier.node.auth.LoginForms;
import dev.croupier.node.auth.Tokens;
import dev.croupier.node.methods.AuthMethods;
import dev.croupier.node.methods.ChannelMethods;
import dev.croupier.node.methods.DefinitionReader;
import dev.croupier.node.methods.HistoryMethod;
import dev.croupier.node.methods.InfoMethods;
import dev.croupier.node.methods.KeyMethods;
import dev.croupier.node.methods.LedgerMethods;
import dev.croupier.node.methods.LedgerOpenSessions;
import dev.croupier.node.methods.LoginLedger;
import dev.croupier.node.methods.SessionMethods;
import dev.croupier.node.methods.SessionQueryMethods;
import dev.croupier.node.methods.TransferMethod;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.Connections;
import dev.croupier.rpc.MethodTable;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.RpcMethod;
import dev.croupier.rpc.ServerFrames;
import dev.croupier.rpc.SignatureCheck;
import dev.croupier.rpc.messages.MessageArchive;
import dev.croupier.rpc.messages.MessageMethod;
import dev.croupier.rpc.messages.OpenSessions;
import dev.croupier.rpc.messages.RelayedSessions;
import dev.croupier.rpc.proposals.ProposalMethods;
import dev.croupier.rpc.proposals.Proposals;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** Puts the methods of a node together, those that its profile has. */
final class NodeMethods {
  private static final int MOST_PROPOSALS = 10_000;
  private static final long MOST_PROPOSED_CHARS = 64L << 20;

  private final NodeConfig config;
  private final Clock clock;
  private final RandomGenerator random;
  private final Executor workers;
  private final Signer broker;
  private final ServerFrames frames;
  private final Connections connections;
  private final Responses responses;
  private final LedgerCalls calls;
  private final SignatureCheck signatures;
  private final BiFunction<Hash32, Signature, Address> recovery;
  private final MethodTable.Builder table = MethodTable.builder();

  NodeMethods(
      NodeConfig config,
      Clock clock,
      RandomGenerator random,
      Executor workers,
      Signer broker,
      ServerFrames frames,
      Connections connections,
      Responses responses,
      LedgerCalls calls) {
    this.config = config;
    this.clock = clock;
    this.random = random;
    this.workers = workers;
    this.broker = broker;
    this.frames = frames;
    this.connections = connections;
    this.responses = responses;
    this.calls = calls;
    Secp256k1 secp256k1 = Secp256k1.best();
    this.recovery = (digest, signature) -> secp256k1.recover(digest, signature).address();
    this.signatures = new SignatureCheck(recovery, config.limits().signaturesPerRequest());
  }

  MethodTable table(InfoMethods info, NodeState state) {
    Profile profile = config.profile();
    RelayedSessions relayed =
        new RelayedSessions(
            config.limits().relayedSessions(), config.limits().rememberedRequestIds());
    Proposals proposals =
        new Proposals(config.limits().pendingProposals(), MOST_PROPOSALS, MOST_PROPOSED_CHARS);
    open(Method.PING, info::ping);
    open(Method.GET_CONFIG, info::getConfig);
    open(Method.GET_ASSETS, info::getAssets);
    addLogin(state, proposals);
    addLedger(profile, state);
    addSessions(profile, state, relayed);
    addChannels();
    if (profile.sessionKeyMethods()) {
      addSessionKeys(state);
    }
    if (profile.relay()) {
      addRelay(state, relayed, proposals);
    }
    return table.build();
  }

  private void addLogin(NodeState state, Proposals proposals) {
    Tokens tokens = new Tokens(broker, recovery);
    LoginLedger logins =
        new LoginLedger(
            calls,
            state.books(),
            state.keys(),
            state.activeKeys(),
            connections,
            state.activity(),
            tokens,
            proposals,
            config.assets(),
            config.firstFunds(),
            config.times().tokenLifetime());
    Challenges challenges =
        new Challenges(
            random, config.times().challengeLifetime(), config.limits().pendingChallenges());
    AuthMethods auth =
        new AuthMethods(
            responses, new LoginForms(config.profile()), challenges, tokens, signatures, logins);
    open(Method.AUTH_REQUEST, auth::request);
    open(Method.AUTH_VERIFY, auth::verify);
  }

  private void addLedger(Profile profile, NodeState state) {
    LedgerMethods ledger = new LedgerMethods(profile, calls, state.books());
    open(Method.GET_LEDGER_ENTRIES, ledger::getEntries);
    open(Method.GET_LEDGER_TRANSACTIONS, ledger::getTransactions);
    withLogin(Method.GET_LEDGER_BALANCES, ledger::getBalances);
    withLogin(Method.GET_USER_TAG, ledger::getUserTag);
    withLogin(
        Method.GET_RPC_HISTORY, new HistoryMethod(calls, state.history(), frames)::getHistory);
    TransferMethod transfers =
        new TransferMethod(
            profile,
            calls,
            state.books(),
            state.keys(),
            signatures,
            config.times().requestLifetime());
    withLogin(Method.TRANSFER, transfers::transfer);
  }

  private void addSessions(Profile profile, NodeState state, RelayedSessions relayed) {
    SessionQueryMethods queries = new SessionQueryMethods(profile, calls, state.desk().store());
    open(Method.GET_APP_DEFINITION, queries::getDefinition);
    open(Method.GET_APP_SESSIONS, queries::getSessions);
    SessionMethods sessions =
        new SessionMethods(
            profile,
            calls,
            state.books(),
            state.desk(),
            state.keys(),
            signatures,
            relayed,
            new DefinitionReader(profile, config.limits().participantsPerSession()),
            config.times().requestLifetime());
    withLogin(Method.CREATE_APP_SESSION, sessions::create);
    withLogin(Method.SUBMIT_APP_STATE, sessions::submit);
    withLogin(Method.CLOSE_APP_SESSION, sessions::close);
  }

  private void addChannels() {
    ChannelMethods channels = new ChannelMethods(responses, calls);
    open(Method.GET_CHANNELS, channels::getChannels);
    withLogin(Method.CREATE_CHANNEL, channels::create);
    withLogin(Method.RESIZE_CHANNEL, channels::change);
    withLogin(Method.CLOSE_CHANNEL, channels::change);
  }

  private void addSessionKeys(NodeState state) {
    KeyMethods keys =
        new KeyMethods(
            responses,
            calls,
            state.keys(),
            new KeyRegistration(state.keys()),
            state.activeKeys(),
            signatures);
    withLogin(Method.GET_SESSION_KEYS, keys::list);
    withLogin(Method.REVOKE_SESSION_KEY, keys::revoke);
    open(Method.CLEANUP_SESSION_KEY_CACHE, keys::cleanUpCache);
  }

  private void addRelay(NodeState state, RelayedSessions relayed, Proposals proposals) {
    OpenSessions open = new LedgerOpenSessions(relayed, state.desk().store(), calls, workers);
    MessageMethod messages =
        new MessageMethod(
            responses,
            connections,
            frames,
            open,
            state.activeKeys(),
            signatures,
            MessageArchive.NONE,
            clock,
            config.relayEcho());
    withLogin(Method.MESSAGE, messages::send);
    ProposalMethods proposing =
        new ProposalMethods(
            responses,
            open,
            proposals,
            connections,
            state.activeKeys(),
            signatures,
            config.times().requestLifetime(),
            config.times().proposalLifetime());
    table
        .withLogin(RelayMethods.PROPOSE, proposing::propose)
        .withLogin(RelayMethods.ANSWER_PROPOSAL, proposing::answer)
        .withLogin(RelayMethods.WITHDRAW_PROPOSAL, proposing::withdraw);
  }

  private void open(Method name, RpcMethod method) {
    table.open(name.wireName(), method);
  }

  private void withLogin(Method name, RpcMethod method) {
    table.withLogin(name.wireName(), method);
  }
}
