package dev.croupier.node;

import dev.croupier.node.auth.ActiveKeys;
import dev.croupier.node.auth.Activity;
import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.ledger.Books;
import dev.croupier.node.ledger.Share;
import dev.croupier.node.methods.InfoMethods;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.RpcHistory;
import dev.croupier.node.sessions.SessionDesk;
import dev.croupier.node.storage.Database;
import dev.croupier.node.storage.LedgerWriter;
import dev.croupier.node.storage.Settings;
import dev.croupier.node.storage.Sql;
import dev.croupier.node.storage.StorageException;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.Connections;
import dev.croupier.rpc.MethodTable;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.RpcCore;
import dev.croupier.rpc.ServerFrames;
import dev.croupier.transport.PeerListener;
import dev.croupier.transport.PrometheusText;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The node without its sockets: the ledger, the rules and the methods, put together. Whatever
 * carries frames drives it through {@link #listener}.
 */
public final class NodeEngine implements AutoCloseable {
  private static final String BROKER_KEY = "broker_key";
  private static final String DEVELOPMENT_FUNDED = "development_accounts_funded";

  private final NodeConfig config;
  private final RandomGenerator random;
  private final Books books;
  private final Settings settings;
  private final Signer broker;
  private final ServerFrames frames;
  private final Connections connections = new Connections();
  private final Responses responses;
  private final LedgerWriter writer;
  private final LedgerCalls calls;
  private final ExecutorService workers;
  private final RpcCore core;

  /**
   * Opens the ledger and starts the threads.
   *
   * @param config the settings
   * @param clock the time
   * @param random unpredictable numbers, for challenges and the broker key
   * @throws dev.croupier.node.storage.LedgerInUseException if another node has the ledger open
   * @throws dev.croupier.node.storage.StorageException if the ledger cannot be opened
   */
  public NodeEngine(NodeConfig config, Clock clock, RandomGenerator random) {
    this.config = config;
    this.random = random;
    // Loading the native signer takes as long as opening the ledger, so both happen at a time.
    CompletableFuture<Secp256k1> secp256k1 = CompletableFuture.supplyAsync(Secp256k1::best);
    Database database = config.ledgerFile().map(Database::openFile).orElseGet(Database::inMemory);
    Sql sql = database.sql();
    this.settings = new Settings(sql);
    this.broker = new LocalSigner(brokerKey(), secp256k1.join());
    this.frames = new ServerFrames(broker);
    this.books = Books.open(sql, clock, random);
    this.responses =
        new Responses(config.profile().notificationIdIsTime(), clock, frames, connections);
    SessionKeys keys = new SessionKeys(sql, books.moments());
    SessionDesk desk = SessionDesk.open(config.profile(), sql, books, keys);
    RpcHistory history = new RpcHistory(sql);
    ActiveKeys activeKeys = new ActiveKeys(keys.active(clock.millis()));
    this.writer = new LedgerWriter(database);
    this.calls = new LedgerCalls(writer, responses, books.ledger(), history, clock);
    this.workers =
        Executors.newFixedThreadPool(
            config.server().workers(),
            Thread.ofPlatform().name("croupier-node-worker-", 1).daemon().factory());
    Activity activity = new Activity(config.times().activityLimit());
    InfoMethods info =
        new InfoMethods(
            config.profile(), responses, broker.address(), config.assets(), config.networks());
    MethodTable table =
        new NodeMethods(
                config, clock, random, workers, broker, frames, connections, responses, calls)
            .table(info, new NodeState(books, keys, activeKeys, desk, history, activity));
    this.core =
        new RpcCore(
            table,
            connections,
            responses,
            activity::touch,
            connection -> responses.notify(connection, Method.ASSETS, info.assets(null)),
            config.times().requestLifetime(),
            clock,
            workers);
    fundDevelopmentAccounts();
  }

  /**
   * @return what is to be told of connections and frames
   */
  public PeerListener listener() {
    return core;
  }

  /**
   * @return the address whose signature every frame of the node carries
   */
  public Address brokerAddress() {
    return broker.address();
  }

  /**
   * Gives money to a wallet out of the faucet and tells its connections.
   *
   * @param wallet who gets it
   * @param asset symbol of a configured asset
   * @param amount how much, positive
   * @return completes with the wallet's new balance once the money is durably there; fails with
   *     {@link InvalidFundingException} if asset or amount will not do
   */
  public CompletableFuture<Amount> fund(Address wallet, String asset, Amount amount) {
    if (config.assets().stream().noneMatch(known -> known.symbol().equals(asset))) {
      return CompletableFuture.failedFuture(
          new InvalidFundingException(
              "asset is \""
                  + asset
                  + "\", but this node has only "
                  + config.assets().stream().map(Asset::symbol).toList()));
    }
    if (amount.signum() <= 0) {
      return CompletableFuture.failedFuture(
          new InvalidFundingException("amount is " + amount + ", but it must be positive"));
    }
    CompletableFuture<Amount> funded = new CompletableFuture<>();
    calls.<Amount>run(
        notices -> {
          books.faucet().fund(wallet, asset, amount);
          notices.addBalances(wallet);
          return books.ledger().balance(Share.unified(wallet), asset);
        },
        (balance, failure) -> {
          if (balance != null) {
            funded.complete(balance);
          } else {
            funded.completeExceptionally(
                failure == null ? new InvalidFundingException("nothing was funded") : failure);
          }
        });
    return funded;
  }

  /**
   * @param wallet any wallet
   * @return completes with what it can dispose of, every asset it ever had, zeros included
   */
  public CompletableFuture<List<AssetAmount>> balances(Address wallet) {
    CompletableFuture<List<AssetAmount>> told = new CompletableFuture<>();
    calls.<List<AssetAmount>>run(
        notices -> books.ledger().balances(Share.unified(wallet)),
        (balances, failure) -> {
          if (balances != null) {
            told.complete(balances);
          } else {
            told.completeExceptionally(
                failure == null ? new StorageException("no balances were read") : failure);
          }
        });
    return told;
  }

  /** Finishes what is under way and closes the ledger. */
  @Override
  public void close() {
    writer.close();
    calls.close();
    workers.shutdown();
    try {
      workers.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PrivateKey brokerKey() {
    return config
        .brokerKey()
        .orElseGet(
            () -> {
              String kept =
                  settings
                      .get(BROKER_KEY)
                      .orElseGet(
                          () -> {
                            byte[] secret = PrivateKey.generate(random).secretBytes();
                            String hex = HexFormat.of().formatHex(secret);
                            settings.put(BROKER_KEY, "0x" + hex);
                            return "0x" + hex;
                          });
              return PrivateKey.parse(kept);
            });
  }

  private void fundDevelopmentAccounts() {
    if (config.developmentAccounts() == 0) {
      return;
    }
    List<DevelopmentAccount> accounts = developmentAccounts(config);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    calls.<Boolean>run(
        notices -> {
          int funded = settings.get(DEVELOPMENT_FUNDED).map(Integer::parseInt).orElse(0);
          for (DevelopmentAccount account : accounts) {
            if (account.number() > funded) {
              for (AssetAmount funds : config.developmentFunds()) {
                books.faucet().fund(account.address(), funds.asset(), funds.amount());
              }
            }
          }
          settings.put(DEVELOPMENT_FUNDED, Integer.toString(Math.max(funded, accounts.size())));
          return true;
        },
        (funded, failure) -> {
          if (failure == null) {
            done.complete(funded);
          } else {
            done.completeExceptionally(failure);
          }
        });
    done.join();
  }

  static List<DevelopmentAccount> developmentAccounts(NodeConfig config) {
    return IntStream.rangeClosed(1, config.developmentAccounts())
        .mapToObj(DevelopmentAccount::of)
        .toList();
  }

  /** Writes how busy the ledger is. */
  void describe(PrometheusText metrics) {
    metrics.counter(
        "croupier_node_ledger_requests_total", "Requests the ledger served.", writer.requests());
    metrics.counter("croupier_node_ledger_commits_total", "Commits they took.", writer.commits());
  }

  int connectionCount() {
    return connections.count();
  }
}
