package dev.croupier.host.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  @Test
  void randomUse_agreesWithAPlainList() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    record Timer(String owner, String name, long dueMs, long order) {}
    TimerQueue<String> tested = new TimerQueue<>();
    List<Timer> model = new ArrayList<>();
    long nowMs = 0;
    for (int step = 0; step < 20_000; step++) {
      String owner = "o" + random.nextInt(3);
      String name = "n" + random.nextInt(5);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          long dueMs = nowMs + random.nextInt(50);
          tested.set(owner, name, dueMs, "d");
          model.removeIf(t -> t.owner().equals(owner) && t.name().equals(name));
          model.add(new Timer(owner, name, dueMs, step));
        }
        case 2 -> {
          tested.cancel(owner, name);
          model.removeIf(t -> t.owner().equals(owner) && t.name().equals(name));
        }
        case 3 -> {
          if (random.nextInt(20) == 0) {
            tested.cancelAll(owner);
            model.removeIf(t -> t.owner().equals(owner));
          }
        }
        default -> {
          nowMs += random.nextInt(30);
          long now = nowMs;
          List<String> fired = new ArrayList<>();
          for (TimerQueue.Entry<String> entry : tested.due(now)) {
            assertThat(tested.claim(entry)).isTrue();
            assertThat(tested.claim(entry)).isFalse();
            fired.add(entry.owner() + entry.name());
          }
          List<String> expected =
              model.stream()
                  .filter(t -> t.dueMs() <= now)
                  .sorted(Comparator.comparingLong(Timer::dueMs).thenComparingLong(Timer::order))
                  .map(t -> t.owner() + t.name())
                  .toList();
          model.removeIf(t -> t.dueMs() <= now);
          assertThat(fired).as("seed %d step %d", seed, step).isEqualTo(expected);
        }
      }
      assertThat(tested.count(owner))
          .as("seed %d", seed)
          .isEqualTo((int) model.stream().filter(t -> t.owner().equals(owner)).count());
    }
  }
}
