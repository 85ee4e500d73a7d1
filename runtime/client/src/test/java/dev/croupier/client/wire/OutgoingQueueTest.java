package dev.croupier.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.NodeException;
import org.junit.jupiter.api.Test;

class OutgoingQueueTest {

  @Test
  void offer_beyondTheFrames_isRefusedUntilOneHasLeft() throws Exception {
    OutgoingQueue queue = new OutgoingQueue(2, 1000);
    queue.offer(new byte[] {1});
    queue.offer(new byte[] {2});

    assertThatThrownBy(() -> queue.offer(new byte[] {3}))
        .isInstanceOf(NodeException.QueueFull.class)
        .hasMessageContaining("2 frames");
    assertThat(queue.awaitFirst()).containsExactly(1);
    queue.firstHasLeft();
    assertThat(queue.offer(new byte[] {3})).isTrue();
    assertThat(queue.awaitFirst()).containsExactly(2);
  }

  @Test
  void offer_beyondTheBytes_isRefused() {
    OutgoingQueue queue = new OutgoingQueue(100, 10);
    queue.offer(new byte[6]);

    assertThatThrownBy(() -> queue.offer(new byte[5]))
        .isInstanceOf(NodeException.QueueFull.class)
        .hasMessageContaining("10 bytes");
    assertThat(queue.offer(new byte[4])).isTrue();
  }

  @Test
  void close_dropsEverythingAndEndsTheWriter() throws Exception {
    OutgoingQueue queue = new OutgoingQueue(2, 10);
    queue.offer(new byte[] {1});
    queue.close();

    assertThat(queue.awaitFirst()).isNull();
    assertThat(queue.offer(new byte[] {1})).isFalse();
  }
}
