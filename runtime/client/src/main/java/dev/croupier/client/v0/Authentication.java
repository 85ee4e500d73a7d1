package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeException;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.RequestParams;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.auth.Allowance;
import dev.croupier.protocol.v0.auth.AuthChallenge;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.AuthVerifyResult;
import dev.croupier.protocol.v0.auth.LegacyAuthRequest;
import dev.croupier.protocol.v0.auth.LoginData;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One login over a link: by the token of an earlier one while it lasts, else by the wallet's
 * signature of the node's challenge (clearnode-0.x 5).
 */
final class Authentication {
  private final ClientConfig config;
  private final RequestIds ids;
  private final Credentials credentials;

  Authentication(ClientConfig config, RequestIds ids, Credentials credentials) {
    this.config = config;
    this.ids = ids;
    this.credentials = credentials;
  }

  /** True if a node that expects the other form of login would refuse with these words. */
  static boolean mayBeTheForm(String nodeText) {
    return nodeText.equals(ErrorText.INVALID_SIGNATURE)
        || nodeText.equals(ErrorText.INVALID_CHALLENGE_OR_SIGNATURE);
  }

  /**
   * Logs in.
   *
   * @return the given version; fails with {@link NodeException.LoginRefused} if the node says no
   */
  CompletableFuture<ServerVersion> run(Link link, ServerVersion version) {
    return login(link, version)
        .thenApply(done -> version)
        .exceptionallyCompose(error -> CompletableFuture.failedFuture(refusal(error)));
  }

  private CompletableFuture<Void> login(Link link, ServerVersion version) {
    // Only S0.5 lets keys expire; older lines keep a key for ever and dislike many (6.1).
    if (version.isAtLeast(ServerVersion.S0_5) && credentials.keyIsDue()) {
      credentials.renewKey();
    }
    return credentials
        .token()
        .map(token -> byToken(link, version, token))
        .orElseGet(() -> bySignature(link, version));
  }

  private CompletableFuture<Void> byToken(Link link, ServerVersion version, String token) {
    return ask(link, AuthVerifyParams.withJwt(token), List.of())
        .thenAccept(this::accept)
        .exceptionallyCompose(
            error -> {
              if (Lifeline.cause(error) instanceof NodeException.Refused) {
                credentials.dropToken();
                return bySignature(link, version);
              }
              return CompletableFuture.failedFuture(error);
            });
  }

  private CompletableFuture<Void> bySignature(Link link, ServerVersion version) {
    return challenged(link, version)
        .exceptionallyCompose(
            error -> {
              if (Lifeline.cause(error) instanceof NodeException.Refused refused
                  && refused.nodeText().equals(ErrorText.SESSION_KEY_EXPIRED_BEFORE)) {
                credentials.renewKey();
                return challenged(link, version);
              }
              return CompletableFuture.failedFuture(error);
            });
  }

  private CompletableFuture<Void> challenged(Link link, ServerVersion version) {
    AuthRequestParams request = request(version);
    return ask(link, request, List.of())
        .thenCompose(
            answer -> {
              String challenge =
                  Answers.read(answer, given -> AuthChallenge.read(given.params()).challenge());
              Hash32 digest = LoginData.of(request, challenge).digest();
              Signature signature = config.wallet().sign(digest);
              return ask(link, AuthVerifyParams.withChallenge(challenge), List.of(signature));
            })
        .thenAccept(this::accept);
  }

  private AuthRequestParams request(ServerVersion version) {
    Address wallet = config.wallet().address();
    Credentials.SessionKey key = credentials.sessionKey();
    return version.isAtLeast(ServerVersion.S0_5)
        ? AuthRequest.of(
            wallet,
            key.signer().address(),
            config.application(),
            key.expiresAt().getEpochSecond(),
            config.scope(),
            config.allowances().stream()
                .map(limit -> new Allowance(limit.asset(), limit.amount().toString()))
                .toList())
        : LegacyAuthRequest.of(
            wallet,
            key.signer().address(),
            config.application(),
            key.expiresAt().getEpochSecond(),
            config.scope(),
            wallet,
            config.allowances().stream()
                .map(limit -> new Allowance(limit.asset(), wholeUnits(limit.amount())))
                .toList());
  }

  /** The old form knows whole numbers only; it is signed and not enforced (5.1, 6.1). */
  private static String wholeUnits(Amount amount) {
    return amount.toBigDecimal().setScale(0, RoundingMode.DOWN).toPlainString();
  }

  private void accept(ResponsePayload answer) {
    AuthVerifyResult result = Answers.read(answer, given -> AuthVerifyResult.read(given.params()));
    if (!result.success() || !result.address().equals(config.wallet().address())) {
      throw new NodeException.UnusableFrame(
          "the node logged in " + result.address() + " instead of " + config.wallet().address());
    }
    String token = result.jwtToken();
    if (token != null) {
      credentials.keepToken(token);
    }
  }

  private CompletableFuture<ResponsePayload> ask(
      Link link, RequestParams params, List<Signature> signatures) {
    return link.ask(
        RequestPayload.of(ids.next(), params, config.clock().millis()).with(signatures));
  }

  private Throwable refusal(Throwable error) {
    Throwable cause = Lifeline.cause(error);
    return cause instanceof NodeException.Refused refused
        ? new NodeException.LoginRefused(config.wallet().address().toString(), refused.nodeText())
        : cause;
  }
}
