package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.auth.Allowance;
import dev.croupier.protocol.v0.auth.AuthChallenge;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.LoginData;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A wallet of the load generator with its session key, which signs its requests as an SDK's does.
 */
final class Player {
  /** The application all sessions and keys of the generator belong to. */
  static final String APPLICATION = "croupier-bench";

  /** The most its key may spend: more than any run does. */
  static final String ALLOWANCE = "1000000000";

  private static final Duration KEY_LIFETIME = Duration.ofDays(1);

  private final Signer wallet;
  private final Signer key;
  private final String asset;
  private final Clock clock;
  private final AtomicLong lastRequestId = new AtomicLong();

  Player(Secp256k1 curve, SecureRandom random, String asset, Clock clock) {
    this.wallet = new LocalSigner(PrivateKey.generate(random), curve);
    this.key = new LocalSigner(PrivateKey.generate(random), curve);
    this.asset = asset;
    this.clock = clock;
  }

  Address address() {
    return wallet.address();
  }

  /** What signs its logins. */
  Signer wallet() {
    return wallet;
  }

  /** What signs its requests. */
  Signer key() {
    return key;
  }

  long nextRequestId() {
    return lastRequestId.incrementAndGet();
  }

  RequestPayload request(RequestParams params, long timestampMs) {
    return RequestPayload.of(nextRequestId(), params, timestampMs);
  }

  /**
   * Logs in by the wallet's signature of the node's challenge (clearnode-0.x 5.1, 5.2), in the form
   * of S0.5.
   *
   * @return fails with {@link BenchException} if the node refuses
   */
  CompletableFuture<NodeLink> logIn(NodeLink link) {
    CompletableFuture<NodeLink> done = new CompletableFuture<>();
    AuthRequest wish =
        AuthRequest.of(
            wallet.address(),
            key.address(),
            APPLICATION,
            clock.instant().plus(KEY_LIFETIME).getEpochSecond(),
            "",
            List.of(new Allowance(asset, ALLOWANCE)));
    RequestPayload request = request(wish, clock.millis());
    link.ask(
        request.requestId(),
        request.unsigned().text(),
        new Step(done) {
          @Override
          public void ok(NodeFrame frame) {
            String challenge = AuthChallenge.read(frame.read().payload().params()).challenge();
            answer(link, LoginData.of(wish, challenge).digest(), challenge, done);
          }
        });
    return done;
  }

  private void answer(
      NodeLink link, Hash32 digest, String challenge, CompletableFuture<NodeLink> done) {
    RequestPayload verify = request(AuthVerifyParams.withChallenge(challenge), clock.millis());
    link.ask(
        verify.requestId(),
        verify.with(List.of(wallet.sign(digest))).text(),
        new Step(done) {
          @Override
          public void ok(NodeFrame frame) {
            done.complete(link);
          }
        });
  }

  private abstract static class Step implements NodeLink.Answer {
    private final CompletableFuture<NodeLink> done;

    Step(CompletableFuture<NodeLink> done) {
      this.done = done;
    }

    @Override
    public void refused(String text) {
      done.completeExceptionally(
          new BenchException(Method.AUTH_VERIFY.wireName() + " failed: " + text));
    }
  }
}
