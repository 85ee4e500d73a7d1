package dev.croupier.host.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopThreadsTest {

  private final LoopThreads threads = new LoopThreads(InstantSource.system());

  /** Counts down once per task and ends when told. */
  private static final class Counting implements Loop {
    final TaskQueue tasks = new TaskQueue();
    final List<Thread> stepped = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch crashed = new CountDownLatch(1);
    volatile OptionalLong due = OptionalLong.empty();
    volatile boolean over;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public void onWork(Runnable wake) {
      tasks.wakeWith(wake);
    }

    @Override
    public int step() {
      stepped.add(Thread.currentThread());
      return tasks.runWaiting();
    }

    @Override
    public OptionalLong nextDueMs() {
      return due;
    }

    @Override
    public boolean finished() {
      return over;
    }

    @Override
    public void crashed(Throwable error) {
      over = true;
      crashed.countDown();
    }
  }

  @Test
  void tasks_ofManyThreads_allRunOnTheLoopsOwnThread() throws InterruptedException {
    Counting loop = new Counting();
    threads.drive(loop);
    CountDownLatch done = new CountDownLatch(4_000);
    for (int t = 0; t < 4; t++) {
      Thread.ofPlatform()
          .start(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  loop.tasks.execute(done::countDown);
                }
              });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    CountDownLatch ended = new CountDownLatch(1);
    loop.tasks.execute(
        () -> {
          loop.over = true;
          ended.countDown();
        });
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(new HashSet<>(loop.stepped)).hasSize(1);
    assertThat(loop.stepped.getFirst().isVirtual()).isFalse();
    assertThat(loop.stepped.getFirst().getName()).isEqualTo("counting");
  }

  @Test
  void taskThatThrows_reachesTheLoop() throws InterruptedException {
    Counting loop = new Counting();
    threads.drive(loop);
    loop.tasks.execute(
        () -> {
          throw new AssertionError("expected");
        });
    assertThat(loop.crashed.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
