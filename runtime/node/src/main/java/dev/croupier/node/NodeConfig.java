package dev.croupier.node;

import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.transport.ServerSettings;
import dev.croupier.transport.TransportLimits;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a local node is set up. {@link #builder} starts from the defaults named here.
 *
 * @param server how it listens. Default 8000 and 8001 on {@code 127.0.0.1}, without TLS, one worker
 *     per processor
 * @param ledgerFile where the ledger is kept; empty keeps it in memory. Default empty
 * @param profile which server to behave like. Default {@link Profile#DEFAULT}
 * @param assets the assets, in the order clients see them. Default usdc with 6 decimals and eth
 *     with 18
 * @param networks the chains clients are told of. Default one made-up chain
 * @param brokerKey the key that signs the node's frames; empty uses the one kept in the ledger,
 *     made at its first start. Default empty
 * @param relayEcho whether the sender of a message gets it back (clearnode-0.x 11.3). Default true
 * @param firstFunds what each wallet is given at its first login. Default nothing
 * @param developmentAccounts how many accounts with known keys to fund. Default 0
 * @param developmentFunds what each of them is given, once. Default 1000 usdc and 10 eth
 * @param times how long things are good for
 * @param limits how much is taken
 */
public record NodeConfig(
    ServerSettings server,
    Optional<Path> ledgerFile,
    Profile profile,
    List<Asset> assets,
    List<Network> networks,
    Optional<PrivateKey> brokerKey,
    boolean relayEcho,
    List<AssetAmount> firstFunds,
    int developmentAccounts,
    List<AssetAmount> developmentFunds,
    NodeTimes times,
    NodeLimits limits) {

  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_DEVELOPMENT_ACCOUNTS = 1000;

  /** Copies the lists and checks the values. */
  public NodeConfig {
    assets = List.copyOf(assets);
    networks = List.copyOf(networks);
    firstFunds = List.copyOf(firstFunds);
    developmentFunds = List.copyOf(developmentFunds);
    requireRange("port", server.port(), 0, HIGHEST_PORT);
    requireRange("admin_port", server.adminPort(), 0, HIGHEST_PORT);
    requireRange("development_accounts", developmentAccounts, 0, MOST_DEVELOPMENT_ACCOUNTS);
    requireRange("workers", server.workers(), 1, 1024);
    requireKnownAssets("first_funds", firstFunds, assets);
    if (developmentAccounts > 0) {
      requireKnownAssets("development_funds", developmentFunds, assets);
    }
  }

  /**
   * @return a builder that holds the defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  private static void requireRange(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidNodeConfigException(
          setting, Integer.toString(value), "must be " + least + " to " + most);
    }
  }

  private static void requireKnownAssets(
      String setting, List<AssetAmount> funds, List<Asset> assets) {
    Set<String> symbols = new HashSet<>();
    assets.forEach(asset -> symbols.add(asset.symbol()));
    for (AssetAmount fund : funds) {
      if (!symbols.contains(fund.asset())) {
        throw new InvalidNodeConfigException(
            setting, fund.asset(), "must name one of the assets " + symbols);
      }
      if (fund.amount().signum() <= 0) {
        throw new InvalidNodeConfigException(
            setting, fund.amount() + " " + fund.asset(), "must be positive");
      }
    }
  }

  /** Collects settings. */
  public static final class Builder extends ServerSettings.Builder<Builder> {
    private Optional<Path> ledgerFile = Optional.empty();
    private Profile profile = Profile.DEFAULT;
    private List<Asset> assets = List.of(Asset.local("usdc", 6), Asset.local("eth", 18));
    private List<Network> networks = List.of(Network.LOCAL);
    private Optional<PrivateKey> brokerKey = Optional.empty();
    private boolean relayEcho = true;
    private List<AssetAmount> firstFunds = List.of();
    private int developmentAccounts;
    private List<AssetAmount> developmentFunds =
        List.of(new AssetAmount("usdc", Amount.of(1000)), new AssetAmount("eth", Amount.of(10)));
    private NodeTimes times = NodeTimes.DEFAULT;
    private NodeLimits limits = NodeLimits.DEFAULT;

    private Builder() {
      super(8000, 8001, TransportLimits.DEFAULTS);
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Keeps the ledger in memory. */
    public Builder ephemeral() {
      this.ledgerFile = Optional.empty();
      return this;
    }

    /** Keeps the ledger in a file. */
    public Builder ledgerFile(Path value) {
      this.ledgerFile = Optional.of(value);
      return this;
    }

    /** Sets {@link NodeConfig#profile}. */
    public Builder profile(Profile value) {
      this.profile = value;
      return this;
    }

    /** Sets {@link NodeConfig#assets}. */
    public Builder assets(List<Asset> value) {
      this.assets = value;
      return this;
    }

    /** Sets {@link NodeConfig#networks}. */
    public Builder networks(List<Network> value) {
      this.networks = value;
      return this;
    }

    /** Sets {@link NodeConfig#brokerKey}. */
    public Builder brokerKey(PrivateKey value) {
      this.brokerKey = Optional.of(value);
      return this;
    }

    /** Sets {@link NodeConfig#relayEcho}. */
    public Builder relayEcho(boolean value) {
      this.relayEcho = value;
      return this;
    }

    /** Sets {@link NodeConfig#firstFunds}. */
    public Builder firstFunds(List<AssetAmount> value) {
      this.firstFunds = value;
      return this;
    }

    /** Sets {@link NodeConfig#developmentAccounts}. */
    public Builder developmentAccounts(int value) {
      this.developmentAccounts = value;
      return this;
    }

    /** Sets {@link NodeConfig#developmentFunds}. */
    public Builder developmentFunds(List<AssetAmount> value) {
      this.developmentFunds = value;
      return this;
    }

    /** Sets {@link NodeConfig#times}. */
    public Builder times(NodeTimes value) {
      this.times = value;
      return this;
    }

    /** Sets {@link NodeConfig#limits}. */
    public Builder limits(NodeLimits value) {
      this.limits = value;
      return this;
    }

    /**
     * @return the settings
     * @throws InvalidNodeConfigException if one is outside its range
     */
    public NodeConfig build() {
      return new NodeConfig(
          server(),
          ledgerFile,
          profile,
          assets,
          networks,
          brokerKey,
          relayEcho,
          firstFunds,
          developmentAccounts,
          developmentFunds,
          times,
          limits);
    }
  }
}
