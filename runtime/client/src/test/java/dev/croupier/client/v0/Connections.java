package dev.croupier.client.v0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.ReconnectPolicy;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.protocol.crypto.Signer;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What tests of connections have in common. */
final class Connections {
  static final Signer WALLET = FakeNode.signer(1);

  /** Comes back almost at once, without chance. */
  static final ReconnectPolicy AT_ONCE =
      new ReconnectPolicy(true, Duration.ofMillis(1), Duration.ofMillis(20), 0);

  private Connections() {}

  static ClientConfig.Builder config(URI node) {
    return ClientConfig.builder(node, WALLET)
        .application("Chess Arena")
        .requestTimeout(Duration.ofSeconds(5))
        .reconnect(ReconnectPolicy.NEVER);
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  static Throwable failure(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(() -> future.get(10, TimeUnit.SECONDS));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    return Objects.requireNonNull(thrown.getCause());
  }
}
