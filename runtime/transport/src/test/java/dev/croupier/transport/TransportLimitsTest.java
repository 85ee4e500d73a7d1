package dev.croupier.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransportLimitsTest {

  @Test
  void limitBelowItsBound_namesLimitValueAndBound() {
    assertThatThrownBy(() -> TransportLimits.DEFAULTS.withMaxFrameBytes(10))
        .isInstanceOfSatisfying(
            InvalidLimitException.class,
            e -> {
              assertThat(e.limit()).isEqualTo("maxFrameBytes");
              assertThat(e.value()).isEqualTo("10");
            })
        .hasMessage("transport limit maxFrameBytes is 10 but must be 125 or more");
  }

  @Test
  void timeOfZero_isAllowedForIdleOnly() {
    Duration second = Duration.ofSeconds(1);
    TransportLimits limits =
        TransportLimits.DEFAULTS.withTimeouts(second, Duration.ZERO, second, second);
    assertThat(limits.idleTimeout()).isZero();
    assertThatThrownBy(() -> limits.withTimeouts(Duration.ZERO, Duration.ZERO, second, second))
        .isInstanceOf(InvalidLimitException.class)
        .hasMessageContaining("handshakeTimeout");
  }

  @Test
  void withers_changeOnlyWhatTheyName() {
    TransportLimits limits =
        TransportLimits.DEFAULTS
            .withMaxConnections(7)
            .withRate(8, 9)
            .withOutgoing(10, 2048)
            .withPendingFrames(11);
    assertThat(limits)
        .isEqualTo(
            new TransportLimits(
                1 << 20,
                7,
                8,
                9,
                10,
                2048,
                11,
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2)));
  }
}
