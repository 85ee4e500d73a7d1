package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeException;
import dev.croupier.client.NodeInfo;
import dev.croupier.client.RelayInfo;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.relay.RelayLogin;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.ServerVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The login at a relay service: the wallet signs the relay's challenge, in which the relay's own
 * address stands. A login holds for as long as its connection.
 */
final class RelayEntrance implements Entrance {
  private final ClientConfig config;
  private final RequestIds ids;
  private final NodeKey relayKey;
  private final Consumer<Link> afterwards;
  private volatile Optional<RelayInfo> info = Optional.empty();

  private record Challenge(Address relay, Hash32 nonce, long expiresAtMs) {}

  RelayEntrance(ClientConfig config, RequestIds ids, NodeKey relayKey, Consumer<Link> afterwards) {
    this.config = config;
    this.ids = ids;
    this.relayKey = relayKey;
    this.afterwards = afterwards;
  }

  /** What the relay said at the last login. */
  Optional<RelayInfo> info() {
    return info;
  }

  @Override
  public CompletableFuture<LoginOutcome> run(Link link) {
    return ask(link, RelayMethods.CHALLENGE, JsonObject.EMPTY, RelayEntrance::challenge)
        .thenCompose(
            challenge -> {
              // What is signed below must name the key that signs the frames.
              relayKey.confirm(challenge.relay());
              return login(link, challenge);
            })
        .thenApply(RelayEntrance::outcome);
  }

  private static Challenge challenge(Members answer) {
    return new Challenge(
        answer.address("relay"), answer.hash("nonce"), answer.requiredUnsigned("expires_at"));
  }

  private CompletableFuture<RelayInfo> login(Link link, Challenge challenge) {
    Address wallet = config.wallet().address();
    Hash32 digest =
        new RelayLogin(wallet, challenge.relay(), challenge.nonce(), challenge.expiresAtMs())
            .digest();
    JsonObject params =
        JsonObject.builder()
            .put("wallet", wallet.toString())
            .put("nonce", challenge.nonce().toString())
            .put("sig", config.wallet().sign(digest).toString())
            .build();
    return ask(
            link,
            RelayMethods.LOGIN,
            params,
            answer ->
                new RelayInfo(
                    challenge.relay(), Optional.ofNullable(answer.optionalAddress("broker"))))
        .whenComplete(
            (told, error) -> {
              if (error == null) {
                info = Optional.of(told);
              }
            })
        .exceptionallyCompose(
            error ->
                CompletableFuture.failedFuture(
                    Lifeline.cause(error) instanceof NodeException.Refused refused
                        ? new NodeException.LoginRefused(wallet.toString(), refused.nodeText())
                        : error));
  }

  private <T> CompletableFuture<T> ask(
      Link link, String method, JsonObject params, Function<Members, T> reader) {
    CompletableFuture<ResponsePayload> answer =
        link.ask(RequestPayload.of(ids.next(), method, params, config.clock().millis()).unsigned());
    return answer.thenApply(
        payload ->
            Answers.read(
                payload, given -> reader.apply(Members.ofAnswer(Method.MESSAGE, given.params()))));
  }

  private static LoginOutcome outcome(RelayInfo relay) {
    NodeInfo info =
        new NodeInfo("relay service", relay.address(), Map.of(), Set.of(NodeInfo.Capability.RELAY));
    return new LoginOutcome(info, ServerVersion.S0_5);
  }

  @Override
  public CompletableFuture<ServerVersion> again(Link link, ServerVersion version) {
    return CompletableFuture.completedFuture(version);
  }

  @Override
  public void entered(Link link) {
    afterwards.accept(link);
  }

  @Override
  public Instant dueAt() {
    return Instant.MAX;
  }
}
