package dev.croupier.client;

import dev.croupier.client.wire.WebSocketWire;
import dev.croupier.client.wire.Wire;
import dev.croupier.client.wire.WireLimits;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Everything a connection needs to know. Made by {@link #builder}.
 *
 * @param node where the node listens, {@code ws} or {@code wss}
 * @param wallet signs logins, operations and messages for the wallet that logs in
 * @param application the name the wallet logs in under; shown in the typed data it signs. Default
 *     {@code croupier}. A node of the 0.5 line keeps one session key per wallet and application, so
 *     two hosts that share a wallet should use different names
 * @param scope free text that is part of the login; nodes store it. Default {@code app}
 * @param sessionKeyLifetime how long a session key is registered for; default 24 h, at least 1
 *     minute. A new one is made when a tenth of it is left
 * @param allowances what the session key may spend at most; default nothing, since operations are
 *     signed by the wallet itself
 * @param requestTimeout how long to wait for an answer; default 10 s, positive
 * @param acceptanceWindow for how long after its date the node takes a request; set by the node's
 *     operator, 60 s unless changed; default 60 s, positive
 * @param limits sizes and times of the wire; default {@link WireLimits#DEFAULTS}
 * @param reconnect what to do when the connection is lost; default {@link ReconnectPolicy#DEFAULT}
 * @param version what the node is; default empty, found out at every login
 * @param brokerAddress the key the node must sign with; default empty, the key of the first
 *     connection is kept for as long as the {@link NodeConnection} lives
 * @param clock the time; default the system's
 * @param random source of session keys and of jitter; must be fit for keys; default {@link
 *     SecureRandom}
 * @param crypto signs with session keys and checks the node's signatures; default {@link
 *     Secp256k1#best}
 * @param dialer makes wires; default {@link WebSocketWire#dial}
 * @param timers makes what time-outs, reconnects and renewed logins wait by: each connection asks
 *     for one and shuts it down at its end; only {@code schedule} and {@code shutdownNow} are used.
 *     Default a daemon thread
 */
public record ClientConfig(
    URI node,
    Signer wallet,
    String application,
    String scope,
    Duration sessionKeyLifetime,
    List<AssetAmount> allowances,
    Duration requestTimeout,
    Duration acceptanceWindow,
    WireLimits limits,
    ReconnectPolicy reconnect,
    Optional<NodeVersion> version,
    Optional<Address> brokerAddress,
    InstantSource clock,
    RandomGenerator random,
    Secp256k1 crypto,
    Wire.Dialer dialer,
    Supplier<ScheduledExecutorService> timers) {

  private static final Duration SHORTEST_KEY_LIFETIME = Duration.ofMinutes(1);

  /**
   * Checks the values.
   *
   * @throws ConfigurationException naming the one that cannot work
   */
  public ClientConfig {
    String scheme = node.getScheme() == null ? "" : node.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("ws") || scheme.equals("wss")) || node.getHost() == null) {
      throw new ConfigurationException("node", "\"" + node + "\" is not a ws:// or wss:// address");
    }
    if (application.isEmpty()) {
      throw new ConfigurationException("application", "must not be empty");
    }
    ConfigurationException.requireAtLeast(
        "sessionKeyLifetime",
        sessionKeyLifetime.toSeconds(),
        SHORTEST_KEY_LIFETIME.toSeconds(),
        "seconds");
    ConfigurationException.requireAtLeast(
        "requestTimeout", requestTimeout.toMillis(), 1, "milliseconds");
    ConfigurationException.requireAtLeast(
        "acceptanceWindow", acceptanceWindow.toMillis(), 1, "milliseconds");
    for (AssetAmount allowance : allowances) {
      if (allowance.amount().signum() < 0) {
        throw new ConfigurationException(
            "allowances", allowance.amount() + " " + allowance.asset() + " is negative");
      }
    }
    allowances = List.copyOf(allowances);
  }

  /**
   * @param node where the node listens, {@code ws} or {@code wss}
   * @param wallet signs for the wallet that logs in
   * @return a builder with the defaults named at {@link ClientConfig}
   */
  public static Builder builder(URI node, Signer wallet) {
    return new Builder(node, wallet);
  }

  private static ScheduledExecutorService timerThread() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("croupier-node-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return timer;
  }

  /** Where and who; no secrets. */
  @Override
  public String toString() {
    return "ClientConfig[" + node + ", " + wallet.address() + ", " + application + "]";
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final URI node;
    private final Signer wallet;
    private String application = "croupier";
    private String scope = "app";
    private Duration sessionKeyLifetime = Duration.ofHours(24);
    private List<AssetAmount> allowances = List.of();
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration acceptanceWindow = Duration.ofSeconds(60);
    private WireLimits limits = WireLimits.DEFAULTS;
    private ReconnectPolicy reconnect = ReconnectPolicy.DEFAULT;
    private Optional<NodeVersion> version = Optional.empty();
    private Optional<Address> brokerAddress = Optional.empty();
    private InstantSource clock = InstantSource.system();
    private Optional<RandomGenerator> random = Optional.empty();
    private Optional<Secp256k1> crypto = Optional.empty();
    private Wire.Dialer dialer = WebSocketWire::dial;
    private Supplier<ScheduledExecutorService> timers = ClientConfig::timerThread;

    private Builder(URI node, Signer wallet) {
      this.node = node;
      this.wallet = wallet;
    }

    /**
     * @param value see {@link ClientConfig#application}
     * @return this
     */
    public Builder application(String value) {
      application = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#scope}
     * @return this
     */
    public Builder scope(String value) {
      scope = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#sessionKeyLifetime}
     * @return this
     */
    public Builder sessionKeyLifetime(Duration value) {
      sessionKeyLifetime = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#allowances}
     * @return this
     */
    public Builder allowances(List<AssetAmount> value) {
      allowances = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#requestTimeout}
     * @return this
     */
    public Builder requestTimeout(Duration value) {
      requestTimeout = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#acceptanceWindow}
     * @return this
     */
    public Builder acceptanceWindow(Duration value) {
      acceptanceWindow = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#limits}
     * @return this
     */
    public Builder limits(WireLimits value) {
      limits = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#reconnect}
     * @return this
     */
    public Builder reconnect(ReconnectPolicy value) {
      reconnect = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#version}
     * @return this
     */
    public Builder version(NodeVersion value) {
      version = Optional.of(value);
      return this;
    }

    /**
     * @param value see {@link ClientConfig#brokerAddress}
     * @return this
     */
    public Builder brokerAddress(Address value) {
      brokerAddress = Optional.of(value);
      return this;
    }

    /**
     * @param value see {@link ClientConfig#clock}
     * @return this
     */
    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#random}
     * @return this
     */
    public Builder random(RandomGenerator value) {
      random = Optional.of(value);
      return this;
    }

    /**
     * @param value see {@link ClientConfig#crypto}
     * @return this
     */
    public Builder crypto(Secp256k1 value) {
      crypto = Optional.of(value);
      return this;
    }

    /**
     * @param value see {@link ClientConfig#dialer}
     * @return this
     */
    public Builder dialer(Wire.Dialer value) {
      dialer = value;
      return this;
    }

    /**
     * @param value see {@link ClientConfig#timers}
     * @return this
     */
    public Builder timers(Supplier<ScheduledExecutorService> value) {
      timers = value;
      return this;
    }

    /**
     * @return the settings
     * @throws ConfigurationException naming the one that cannot work
     */
    public ClientConfig build() {
      return new ClientConfig(
          node,
          wallet,
          application,
          scope,
          sessionKeyLifetime,
          allowances,
          requestTimeout,
          acceptanceWindow,
          limits,
          reconnect,
          version,
          brokerAddress,
          clock,
          random.orElseGet(SecureRandom::new),
          crypto.orElseGet(Secp256k1::best),
          dialer,
          timers);
    }
  }
}
