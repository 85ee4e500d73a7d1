package dev.croupier.host.loop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Hands work from any thread to the loop's own. Bounded by what feeds it: answers to the loop's own
 * requests and events of its own connection.
 */
public final class TaskQueue implements Executor {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile Runnable wake = () -> {};

  /**
   * @param wake called after each new task
   */
  public void wakeWith(Runnable wake) {
    this.wake = wake;
    wake.run();
  }

  /** Tells the driver that there is work that does not wait here. */
  public void wake() {
    wake.run();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    wake.run();
  }

  /**
   * Runs the tasks that wait now, in order; those that they add are left for the next time.
   *
   * @return how many ran
   */
  public int runWaiting() {
    int waiting = tasks.size();
    int done = 0;
    while (done < waiting) {
      Runnable task = tasks.poll();
      if (task == null) {
        break;
      }
      done++;
      task.run();
    }
    return done;
  }
}
