package dev.croupier.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.NodeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutgoingQueueTest {
  private final List<byte[]> passedOn = new ArrayList<>();

  private static boolean offer(OutgoingQueue queue, byte[] frame) {
    return queue.offer(frame, now -> false);
  }

  @Test
  void offer_passesOnWhereNoneWaits() throws Exception {
    OutgoingQueue queue = new OutgoingQueue(1, 1000);

    assertThat(queue.offer(new byte[] {1}, passedOn::add)).isTrue();
    assertThat(queue.offer(new byte[] {2}, passedOn::add)).isTrue();
    assertThat(passedOn).containsExactly(new byte[] {1}, new byte[] {2});
  }

  @Test
  void offer_overtakesNone() throws Exception {
    OutgoingQueue queue = new OutgoingQueue(2, 1000);
    offer(queue, new byte[] {1});

    assertThat(queue.offer(new byte[] {2}, passedOn::add)).isTrue();
    assertThat(passedOn).isEmpty();
    assertThat(queue.awaitFirst()).containsExactly(1);
    queue.firstHasLeft();
    assertThat(queue.awaitFirst()).containsExactly(2);
    queue.firstHasLeft();
    assertThat(queue.offer(new byte[] {3}, passedOn::add)).isTrue();
    assertThat(passedOn).hasSize(1);
  }

  @Test
  void offer_beyondTheFrames_isRefusedUntilOneHasLeft() throws Exception {
    OutgoingQueue queue = new OutgoingQueue(2, 1000);
    offer(queue, new byte[] {1});
    offer(queue, new byte[] {2});

    assertThatThrownBy(() -> offer(queue, new byte[] {3}))
        .isInstanceOf(NodeException.QueueFull.class)
        .hasMessageContaining("2 frames");
    assertThat(queue.awaitFirst()).containsExactly(1);
    queue.firstHasLeft();
    assertThat(offer(queue, new byte[] {3})).isTrue();
    assertThat(queue.awaitFirst()).containsExactly(2);
  }

  @Test
  void offer_beyondTheBytes_isRefused() {
    OutgoingQueue queue = new OutgoingQueue(100, 10);
    offer(queue, new byte[6]);

    assertThatThrownBy(() -> offer(queue, new byte[5]))
        .isInstanceOf(NodeException.QueueFull.class)
        .hasMessageContaining("10 bytes");
    assertThat(offer(queue, new byte[4])).isTrue();
  }

  @Test
  void close_dropsEverythingAndEndsTheWriter() throws Exception {
    OutgoingQueue queue = new OutgoingQueue(2, 10);
    offer(queue, new byte[] {1});
    queue.close();

    assertThat(queue.awaitFirst()).isNull();
    assertThat(offer(queue, new byte[] {1})).isFalse();
  }
}
