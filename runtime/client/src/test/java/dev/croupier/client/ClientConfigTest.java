package dev.croupier.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.fake.FakeNode;
import dev.croupier.client.wire.WireLimits;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.crypto.Signer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientConfigTest {
  private static final Signer WALLET = FakeNode.signer(1);

  private static ClientConfig.Builder builder() {
    return ClientConfig.builder(URI.create("wss://node.example/ws"), WALLET);
  }

  @Test
  void defaults_areThoseOfTheDocumentation() {
    ClientConfig config = builder().build();

    assertThat(config.application()).isEqualTo("croupier");
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.sessionKeyLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(config.allowances()).isEmpty();
    assertThat(config.limits()).isEqualTo(WireLimits.DEFAULTS);
    assertThat(config.reconnect().enabled()).isTrue();
    assertThat(config.version()).isEmpty();
    assertThat(config.toString()).contains("node.example", WALLET.address().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://node.example/ws", "node.example", "/ws", "ws:node"})
  void node_thatIsNoWebSocketAddress_isRefused(String node) {
    assertThatThrownBy(() -> ClientConfig.builder(URI.create(node), WALLET).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(node);
  }

  @Test
  void values_thatCannotWork_areRefusedByName() {
    assertThatThrownBy(() -> builder().application("").build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("application");
    assertThatThrownBy(() -> builder().sessionKeyLifetime(Duration.ofSeconds(59)).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("59")
        .hasMessageContaining("60");
    assertThatThrownBy(() -> builder().requestTimeout(Duration.ZERO).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("requestTimeout");
    assertThatThrownBy(
            () ->
                builder().allowances(List.of(new AssetAmount("usdc", Amount.parse("-1")))).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("-1 usdc");
    WireLimits good = WireLimits.DEFAULTS;
    assertThatThrownBy(
            () ->
                new WireLimits(
                    good.connectTimeout(), good.closeTimeout(), good.keepAlive(), 2048, 1, 2047))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("maxQueuedBytes");
    assertThatThrownBy(() -> NodeVersion.parse("0.6"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("0.3, 0.4, 0.5");
  }
}
