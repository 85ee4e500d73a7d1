package dev.croupier.relay;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.relay.RelayLogin;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.Connection;
import dev.croupier.rpc.Connections;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.SignatureCheck;
import dev.croupier.rpc.proposals.ProposalMethods;
import dev.croupier.rpc.proposals.Proposals;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Logs wallets in: a connection asks for a challenge and brings it back signed. A challenge is good
 * for one try on its connection, a login for as long as the connection lives.
 */
final class LoginMethods {
  private final Address relay;
  private final Responses responses;
  private final Connections connections;
  private final Proposals proposals;
  private final SignatureCheck signatures;
  private final RandomGenerator random;
  private final Supplier<Optional<Address>> broker;
  private final long lifetimeMs;
  private final int connectionsPerWallet;
  private final Map<Connection, Challenge> challenges = new ConcurrentHashMap<>();

  private record Challenge(Hash32 nonce, long expiresAtMs) {}

  LoginMethods(
      Address relay,
      Responses responses,
      Connections connections,
      Proposals proposals,
      SignatureCheck signatures,
      RandomGenerator random,
      Supplier<Optional<Address>> broker,
      RelayTimes times,
      RelayLimits limits) {
    this.relay = relay;
    this.responses = responses;
    this.connections = connections;
    this.proposals = proposals;
    this.signatures = signatures;
    this.random = random;
    this.broker = broker;
    this.lifetimeMs = times.challengeLifetime().toMillis();
    this.connectionsPerWallet = limits.connectionsPerWallet();
  }

  void challenge(Request request) {
    requireStranger(request);
    byte[] nonce = new byte[Hash32.LENGTH];
    random.nextBytes(nonce);
    Challenge challenge = new Challenge(Hash32.ofBytes(nonce), request.receivedAtMs() + lifetimeMs);
    challenges.put(request.connection(), challenge);
    responses.answer(
        request,
        RelayMethods.CHALLENGE,
        JsonObject.builder()
            .put("relay", relay.toString())
            .put("nonce", challenge.nonce().toString())
            .put("expires_at", challenge.expiresAtMs())
            .build());
  }

  void login(Request request) {
    requireStranger(request);
    Members params = Members.ofRequest(Method.MESSAGE, request.payload().params());
    Address wallet = params.address("wallet");
    Hash32 nonce = params.hash("nonce");
    String signature = params.requiredText("sig");
    Connection connection = request.connection();
    @Nullable Challenge challenge = challenges.remove(connection);
    if (challenge == null
        || !challenge.nonce().equals(nonce)
        || request.receivedAtMs() >= challenge.expiresAtMs()) {
      throw new RefusedException(ErrorText.INVALID_CHALLENGE);
    }
    Hash32 digest = new RelayLogin(wallet, relay, nonce, challenge.expiresAtMs()).digest();
    if (!wallet.equals(signatures.recover(digest, signature))) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
    ProposalMethods.arrive(
        responses,
        proposals,
        connection,
        wallet,
        request.receivedAtMs(),
        () -> enter(request, wallet));
  }

  private void enter(Request request, Address wallet) {
    if (connections.of(wallet).size() >= connectionsPerWallet) {
      throw new RefusedException(
          "too many connections of " + wallet + ": at most " + connectionsPerWallet);
    }
    connections.logIn(request.connection(), wallet);
    responses.answer(
        request,
        RelayMethods.LOGIN,
        JsonObject.builder()
            .put("wallet", wallet.toString())
            .putIfPresent("broker", broker.get().map(Address::toString).orElse(null))
            .build());
  }

  private static void requireStranger(Request request) {
    Address wallet = request.callerOrNull();
    if (wallet != null) {
      throw new RefusedException("this connection is already logged in as " + wallet);
    }
  }

  /** A connection is gone. */
  void forget(Connection connection) {
    challenges.remove(connection);
  }
}
