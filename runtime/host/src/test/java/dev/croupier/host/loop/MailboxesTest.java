package dev.croupier.host.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MailboxesTest {

  private final Mailboxes<String, Integer> boxes = new Mailboxes<>(3, 2);

  private List<Integer> takeAll() {
    List<Integer> taken = new ArrayList<>();
    while (!boxes.idle()) {
      taken.add(boxes.take().orElseThrow());
    }
    return taken;
  }

  @Test
  void busyKey_doesNotStarveOthers() {
    boxes.put("a", 1);
    boxes.put("a", 2);
    boxes.put("a", 3);
    boxes.put("b", 10);
    assertThat(takeAll()).containsExactly(1, 10, 2, 3);
  }

  @Test
  void offer_beyondTheBound_isRefused_butWhatMustNotBeLostIsTaken() {
    assertThat(boxes.offer("a", 1)).isTrue();
    assertThat(boxes.offer("a", 2)).isTrue();
    assertThat(boxes.offer("a", 3)).isTrue();
    assertThat(boxes.offer("a", 4)).isFalse();
    boxes.put("a", 5);
    assertThat(boxes.offer("b", 6)).isTrue();
    assertThat(boxes.offer("c", 7)).isFalse();
    assertThat(takeAll()).containsExactly(1, 6, 2, 3, 5);
    assertThat(boxes.offer("c", 7)).isTrue();
  }

  @Test
  void offer_findsRoom_howeverManyKeysHaveItemsOfOurOwn() {
    for (String own : List.of("a", "b", "c", "d")) {
      boxes.put(own, 1);
    }
    assertThat(boxes.offer("e", 2)).isTrue();
    assertThat(boxes.offer("a", 3)).isTrue();
    assertThat(boxes.offer("b", 4)).isFalse();
    assertThat(boxes.offer("e", 5)).isTrue();
    assertThat(takeAll()).containsExactly(1, 1, 1, 1, 2, 3, 5);
    assertThat(boxes.offer("b", 6)).isTrue();
  }

  @Test
  void heldKey_waitsAndThenGoesOnInOrder() {
    boxes.put("a", 2);
    boxes.hold("a");
    boxes.put("a", 3);
    boxes.putFirst("a", 1);
    boxes.put("b", 10);
    assertThat(takeAll()).containsExactly(10);
    boxes.release("a");
    assertThat(takeAll()).containsExactly(1, 2, 3);
  }

  @Test
  void drain_takesEverythingOfOneKey() {
    boxes.put("a", 1);
    boxes.put("b", 10);
    boxes.put("a", 2);
    assertThat(boxes.drain("a")).containsExactly(1, 2);
    assertThat(boxes.drain("a")).isEmpty();
    assertThat(takeAll()).containsExactly(10);
  }

  @Test
  void drainAll_takesHeldItemsToo() {
    boxes.put("a", 1);
    boxes.put("b", 10);
    boxes.hold("b");
    assertThat(boxes.drainAll()).containsExactlyInAnyOrder(1, 10);
    assertThat(boxes.idle()).isTrue();
    boxes.put("b", 11);
    assertThat(takeAll()).containsExactly(11);
  }

  @Test
  void randomUse_agreesWithPlainQueues() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    Mailboxes<Integer, Integer> tested = new Mailboxes<>(5, 4);
    Map<Integer, Deque<Integer>> model = new HashMap<>();
    Map<Integer, Boolean> held = new HashMap<>();
    Set<Integer> fromOutside = new HashSet<>();
    for (int step = 0; step < 50_000; step++) {
      fromOutside.removeIf(k -> model.get(k).isEmpty() && !held.getOrDefault(k, false));
      int key = random.nextInt(6);
      Deque<Integer> queue = model.computeIfAbsent(key, k -> new ArrayDeque<>());
      int value = key * 1_000_000 + step;
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          boolean fits = queue.size() < 5 && (fromOutside.contains(key) || fromOutside.size() < 4);
          assertThat(tested.offer(key, value)).as("seed %d step %d", seed, step).isEqualTo(fits);
          if (fits) {
            queue.addLast(value);
            fromOutside.add(key);
          }
        }
        case 2 -> {
          tested.put(key, value);
          queue.addLast(value);
        }
        case 3 -> {
          tested.putFirst(key, value);
          queue.addFirst(value);
        }
        case 4 -> {
          if (random.nextInt(4) == 0) {
            tested.hold(key);
            held.put(key, true);
          }
        }
        case 5 -> {
          tested.release(key);
          held.put(key, false);
        }
        default -> {
          boolean any =
              model.entrySet().stream()
                  .anyMatch(e -> !e.getValue().isEmpty() && !held.getOrDefault(e.getKey(), false));
          assertThat(tested.idle()).as("seed %d step %d", seed, step).isEqualTo(!any);
          tested
              .take()
              .ifPresentOrElse(
                  taken ->
                      assertThat(model.get(taken / 1_000_000).pollFirst())
                          .as("seed %d", seed)
                          .isEqualTo(taken),
                  () -> assertThat(any).as("seed %d", seed).isFalse());
        }
      }
    }
  }
}
