package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.NoParams;
import dev.croupier.protocol.v0.RequestParams;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.ledger.Asset;
import dev.croupier.protocol.v0.ledger.Assets;
import dev.croupier.protocol.v0.ledger.GetAssetsParams;
import dev.croupier.protocol.v0.ledger.NodeConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out what a node is and logs the wallet in (compat 3.1).
 *
 * <p>Before the login four public questions go out at once: the node's key, its assets, and two
 * methods that only some nodes know. A node that knows a private method answers {@code
 * authentication required}, one that does not {@code unknown method} (clearnode-0.x 4): {@code
 * get_session_keys} exists from S0.5 on, {@code message} where there is a relay. S0.3 is told from
 * S0.4 by the id of the first frame.
 */
final class Login implements Entrance {

  private record Discovery(
      Address broker, Map<String, Integer> decimals, ServerVersion version, boolean relay) {}

  private static final String UNKNOWN_METHOD = "unknown method";

  private final ClientConfig config;
  private final RequestIds ids;
  private final NodeKey nodeKey;
  private final Credentials credentials;
  private final Authentication authentication;

  Login(ClientConfig config, RequestIds ids, NodeKey nodeKey, Credentials credentials) {
    this.config = config;
    this.ids = ids;
    this.nodeKey = nodeKey;
    this.credentials = credentials;
    this.authentication = new Authentication(config, ids, credentials);
  }

  @Override
  public Instant dueAt() {
    return credentials.loginDueAt();
  }

  @Override
  public CompletableFuture<LoginOutcome> run(Link link) {
    return discover(link)
        .thenCompose(
            found ->
                authenticate(link, found.version()).thenApply(version -> outcome(found, version)));
  }

  @Override
  public CompletableFuture<ServerVersion> again(Link link, ServerVersion version) {
    return authentication.run(link, version);
  }

  /** The same without logging anybody in, for what a node tells to everybody. */
  Entrance asGuest() {
    return new Entrance() {
      @Override
      public CompletableFuture<LoginOutcome> run(Link link) {
        return discover(link).thenApply(found -> outcome(found, found.version()));
      }

      @Override
      public CompletableFuture<ServerVersion> again(Link link, ServerVersion version) {
        return CompletableFuture.completedFuture(version);
      }

      @Override
      public Instant dueAt() {
        return Instant.MAX;
      }
    };
  }

  private CompletableFuture<ServerVersion> authenticate(Link link, ServerVersion version) {
    CompletableFuture<ServerVersion> first = authentication.run(link, version);
    if (config.version().isPresent()) {
      return first;
    }
    return first.exceptionallyCompose(
        error -> {
          if (Lifeline.cause(error) instanceof NodeException.LoginRefused refused
              && Authentication.mayBeTheForm(refused.nodeText())) {
            return authentication.run(link, otherForm(link, version));
          }
          return CompletableFuture.failedFuture(error);
        });
  }

  private static ServerVersion otherForm(Link link, ServerVersion version) {
    return version.isAtLeast(ServerVersion.S0_5) ? olderVersion(link) : ServerVersion.S0_5;
  }

  private CompletableFuture<Discovery> discover(Link link) {
    CompletableFuture<NodeConfig> node =
        ask(link, new NoParams(Method.GET_CONFIG))
            .thenApply(answer -> Answers.read(answer, given -> NodeConfig.read(given.params())));
    CompletableFuture<List<Asset>> assets =
        ask(link, new GetAssetsParams(null))
            .thenApply(
                answer -> Answers.read(answer, given -> Assets.read(given.params()).assets()));
    CompletableFuture<Boolean> sessionKeys = isKnown(link, Method.GET_SESSION_KEYS);
    CompletableFuture<Boolean> relay = isKnown(link, Method.MESSAGE);
    return CompletableFuture.allOf(node, assets, sessionKeys, relay)
        .thenApply(
            all -> {
              Address broker = node.join().broker();
              nodeKey.confirm(broker);
              return new Discovery(
                  broker, decimals(assets.join()), version(link, sessionKeys.join()), relay.join());
            });
  }

  private ServerVersion version(Link link, boolean knowsSessionKeys) {
    return config
        .version()
        .map(Versions::serverVersion)
        .orElseGet(() -> knowsSessionKeys ? ServerVersion.S0_5 : olderVersion(link));
  }

  private static ServerVersion olderVersion(Link link) {
    return link.greeting().map(ResponsePayload::requestId).orElse(0L) == 0
        ? ServerVersion.S0_4
        : ServerVersion.S0_3;
  }

  private CompletableFuture<Boolean> isKnown(Link link, Method method) {
    return ask(link, new NoParams(method))
        .handle(
            (answer, error) -> {
              if (error == null) {
                return true;
              }
              if (Lifeline.cause(error) instanceof NodeException.Refused refused) {
                return !refused.nodeText().startsWith(UNKNOWN_METHOD);
              }
              throw Lifeline.rethrown(error);
            });
  }

  private CompletableFuture<ResponsePayload> ask(Link link, RequestParams params) {
    return link.ask(RequestPayload.of(ids.next(), params, config.clock().millis()).unsigned());
  }

  /** An asset with tokens on several chains has the decimals of the coarsest. */
  private static Map<String, Integer> decimals(List<Asset> assets) {
    Map<String, Integer> decimals = new HashMap<>();
    for (Asset asset : assets) {
      decimals.merge(asset.symbol(), (int) Math.min(asset.decimals(), 255), Math::min);
    }
    return decimals;
  }

  private static LoginOutcome outcome(Discovery found, ServerVersion version) {
    NodeInfo info =
        new NodeInfo(
            "ClearNode " + version.text() + (found.relay() ? " with a message relay" : ""),
            found.broker(),
            found.decimals(),
            Versions.capabilities(version, found.relay()));
    return new LoginOutcome(info, version);
  }
}
