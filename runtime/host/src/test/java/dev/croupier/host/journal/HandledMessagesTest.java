package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HandledMessagesTest {
  private static final String ALICE = "0x1";
  private static final String BOB = "0x2";

  private static LongStream of(HandledMessages messages, String sender) {
    LongStream.Builder all = LongStream.builder();
    messages.forEach(
        (who, ids) -> {
          if (who.equals(sender)) {
            ids.forEach(all);
          }
        });
    return all.build();
  }

  @Test
  void message_isTakenOnce() {
    HandledMessages messages = new HandledMessages(4);

    assertThat(messages.add(ALICE, 5)).isTrue();
    assertThat(messages.add(ALICE, 5)).isFalse();
    assertThat(messages.add(BOB, 5)).isTrue();
    assertThat(messages.size()).isEqualTo(2);
    assertThat(messages.contains(BOB, 6)).isFalse();
    assertThat(messages.contains("0x3", 5)).isFalse();
  }

  @Test
  void last_isTheOneHandledLast_notTheHighest() {
    HandledMessages messages = new HandledMessages(4);
    messages.add(ALICE, 9);
    messages.add(ALICE, 3);

    assertThat(messages.last(ALICE)).hasValue(3);
    assertThat(messages.last(BOB)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void oldestOfASender_isForgottenFirst_andOthersKeepTheirs() {
    HandledMessages messages = new HandledMessages(3);
    messages.add(BOB, 1);
    for (long id : new long[] {7, 2, 8, 9}) {
      messages.add(ALICE, id);
    }

    assertThat(of(messages, ALICE)).containsExactly(2L, 8L, 9L);
    assertThat(messages.contains(ALICE, 7)).isFalse();
    assertThat(messages.contains(BOB, 1)).isTrue();
  }

  @Test
  void copy_hasTheSameInTheSameOrder() {
    HandledMessages messages = new HandledMessages(3);
    for (long id : new long[] {4, 3, 2, 1}) {
      messages.add(ALICE, id);
    }
    HandledMessages copy = new HandledMessages(3);
    copy.addAll(messages);

    assertThat(of(copy, ALICE)).containsExactly(3L, 2L, 1L);
  }

  @Test
  void anyOrder_isAsAListWouldHaveIt() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int most = 1; most < 40; most++) {
      HandledMessages messages = new HandledMessages(most);
      Deque<Long> expected = new ArrayDeque<>();
      for (int i = 0; i < 300; i++) {
        long id = random.nextInt(80) - 5;
        boolean known = expected.contains(id);
        assertThat(messages.add(ALICE, id)).as("seed %s", seed).isEqualTo(!known);
        if (!known) {
          expected.add(id);
          if (expected.size() > most) {
            expected.remove();
          }
        }
        assertThat(of(messages, ALICE)).as("seed %s", seed).containsExactlyElementsOf(expected);
      }
      assertThat(messages.last(ALICE)).as("seed %s", seed).hasValue(expected.getLast());
    }
  }
}
