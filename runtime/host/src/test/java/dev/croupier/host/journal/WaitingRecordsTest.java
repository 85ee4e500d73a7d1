package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingRecordsTest {

  private static final Duration LONG = Duration.ofDays(1);

  private final AtomicLong nanos = new AtomicLong();
  private final WaitingRecords<String> waiting = new WaitingRecords<>(nanos::get);

  private List<String> take(int most) throws InterruptedException {
    List<String> batch = new ArrayList<>();
    waiting.take(batch, most);
    return batch;
  }

  private CompletableFuture<List<String>> takenElsewhere() {
    CompletableFuture<List<String>> taken = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                taken.complete(take(10));
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    return taken;
  }

  @Test
  void entryThatMayNotWait_takesThoseBeforeItAlong() throws InterruptedException {
    waiting.add("may wait", LONG);
    waiting.add("may not", Duration.ZERO);
    waiting.add("may wait too", LONG);
    assertThat(take(10)).containsExactly("may wait", "may not", "may wait too");
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void entryWhoseTimeIsUp_isTaken() throws InterruptedException {
    waiting.add("a", Duration.ofMillis(5));
    waiting.add("b", LONG);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(5));
    assertThat(take(10)).containsExactly("a", "b");
  }

  @Test
  void takerThatWaits_isWokenByAnEntryThatMayNot() throws Exception {
    waiting.add("a", LONG);
    CompletableFuture<List<String>> taken = takenElsewhere();
    waiting.add("b", LONG);
    assertThat(taken).isNotDone();
    waiting.add("c", Duration.ZERO);
    assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly("a", "b", "c");
  }

  @Test
  void takerOfNothing_isWokenByTheFirstEntry() throws Exception {
    CompletableFuture<List<String>> taken = takenElsewhere();
    waiting.add("a", Duration.ZERO);
    assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly("a");
  }

  @Test
  void moreThanAreTakenAtOnce_areTakenInOrder_dueOrNot() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      waiting.add("entry " + i, LONG);
    }
    assertThat(take(3)).containsExactly("entry 0", "entry 1", "entry 2");
    waiting.add("entry 5", Duration.ZERO);
    assertThat(take(3)).containsExactly("entry 3", "entry 4", "entry 5");
  }

  @Test
  void dueEntriesLeftBehind_areStillDue() throws InterruptedException {
    waiting.add("a", Duration.ZERO);
    waiting.add("b", LONG);
    assertThat(take(1)).containsExactly("a");
    assertThat(take(2)).as("b came before the commit of a ended").containsExactly("b");
  }

  @Test
  void poll_takesWhatWaits_dueOrNot() {
    waiting.add("a", LONG);
    List<String> batch = new ArrayList<>();
    waiting.poll(batch, 10);
    assertThat(batch).containsExactly("a");
  }
}
