package dev.croupier.worker;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.worker.pipe.Frames;
import dev.croupier.worker.pipe.FromWorker;
import dev.croupier.worker.pipe.Messages;
import dev.croupier.worker.pipe.ToWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker process from its start to its end. What it says is sorted by channel; whoever waits
 * for it is told when it ends. Safe for use by many threads.
 */
final class WorkerProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final int OUT_OF_MEMORY = 3;
  private static final int SIGNALLED = 128;
  private static final Duration FAREWELL = Duration.ofSeconds(3);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final String label;
  private final WorkerSettings settings;
  private final ScheduledExecutorService clock;
  private final Process process;
  private final Frames frames;
  private final WorkerLog log;
  private final Map<Integer, Inbox> inboxes = new ConcurrentHashMap<>();
  private final Map<Integer, Deadline> deadlines = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Ending>> cause = new AtomicReference<>(Optional.empty());
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();

  private WorkerProcess(
      String label, WorkerSettings settings, ScheduledExecutorService clock, Process process) {
    this.label = label;
    this.settings = settings;
    this.clock = clock;
    this.process = process;
    this.frames = new Frames(process.getInputStream(), process.getOutputStream());
    this.log = new WorkerLog(label, process.getErrorStream());
    inboxes.put(FromWorker.NO_INSTANCE, new Inbox());
  }

  /**
   * Starts a process and waits until it speaks.
   *
   * @param label whose worker it is, for people
   * @param engine the kind of app engine it is to have
   * @param folder where it may keep files
   * @param settings its limits
   * @param clock where deadlines wait
   * @return the worker, without an app
   * @throws WorkerEndedException if it cannot be started
   */
  static WorkerProcess start(
      String label,
      String engine,
      Path folder,
      WorkerSettings settings,
      ScheduledExecutorService clock) {
    Process process;
    try {
      process = WorkerCommand.of(settings.heapMb()).start();
    } catch (IOException e) {
      throw new WorkerEndedException(
          Ending.because("a worker process cannot be started: " + e.getMessage()));
    }
    WorkerProcess worker = new WorkerProcess(label, settings, clock, process);
    worker.begin();
    boolean ready = false;
    try (Deadline _ = worker.startsInTime()) {
      Map<String, String> own = new HashMap<>(settings.engines().getOrDefault(engine, Map.of()));
      own.put("folder", folder.toString());
      worker.say(new ToWorker.Hello(ToWorker.VERSION, engine, own));
      if (!(worker.hear(FromWorker.NO_INSTANCE) instanceof FromWorker.Hello(int version))
          || version != ToWorker.VERSION) {
        throw new UnreadableTurnException("the worker does not speak version " + ToWorker.VERSION);
      }
      ready = true;
      return worker;
    } finally {
      if (!ready) {
        worker.close();
      }
    }
  }

  private void begin() {
    Thread.ofPlatform().daemon(true).name("worker-log-" + label).start(log);
    Thread.ofPlatform().daemon(true).name("worker-" + label).start(this::listen);
    // A process the app has started may hold the pipe open after its end.
    CompletableFuture<Void> _ =
        process
            .onExit()
            .thenRunAsync(
                this::finish,
                CompletableFuture.delayedExecutor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
  }

  long pid() {
    return process.pid();
  }

  /**
   * @return completes when the process has ended
   */
  CompletableFuture<Ending> ended() {
    return ended.copy();
  }

  /**
   * Loads the app.
   *
   * @param source where its code is
   * @return what the worker says of it
   * @throws AppLoadException if it cannot be loaded, also if the worker ended over it
   */
  FromWorker.Loaded load(AppSource source) {
    try (Deadline _ = within(FromWorker.NO_INSTANCE, settings.loadTime(), "load the app")) {
      say(new ToWorker.Load(source));
      return switch (hear(FromWorker.NO_INSTANCE)) {
        case FromWorker.Loaded loaded -> loaded;
        case FromWorker.NotLoaded notLoaded -> throw refused(source, notLoaded);
        case FromWorker other -> throw unexpected(other);
      };
    } catch (WorkerEndedException e) {
      AppLoadException refusal =
          new AppLoadException(
              source.reference(), "", "its worker ended over loading it: " + e.getMessage(), e);
      refusal.watch(List.of(source.path()));
      throw refusal;
    }
  }

  private static AppLoadException refused(AppSource source, FromWorker.NotLoaded notLoaded) {
    AppLoadException refusal =
        new AppLoadException(source.reference(), notLoaded.location(), notLoaded.reason());
    refusal.watch(notLoaded.watched().stream().map(Path::of).toList());
    return refusal;
  }

  /**
   * Says something.
   *
   * @throws WorkerEndedException if nobody hears it any more
   */
  void say(ToWorker message) {
    try {
      frames.write(Messages.write(message));
    } catch (IOException e) {
      // The end of the process is about to be noticed, with its reason.
      process.destroyForcibly();
      throw new WorkerEndedException(ended.join());
    }
  }

  /** Opens a channel, before anything is said on it. */
  void open(int channel) {
    inboxes.put(channel, new Inbox());
    if (ended.isDone()) {
      inboxes.remove(channel);
      throw new WorkerEndedException(ended.join());
    }
  }

  /** Frees an instance; nothing more is heard from it. */
  void shut(int channel) {
    if (inboxes.remove(channel) != null) {
      try {
        say(new ToWorker.Close(channel));
      } catch (WorkerEndedException e) {
        LOG.debug("worker of seat {}: {}", label, e.getMessage());
      }
    }
  }

  /**
   * Waits for what a channel says next.
   *
   * @throws WorkerEndedException if the process ends instead
   */
  FromWorker hear(int channel) {
    Inbox inbox = inboxes.get(channel);
    if (inbox == null) {
      throw new WorkerEndedException(ended.join());
    }
    return inbox.take().orElseThrow(() -> new WorkerEndedException(ended.join()));
  }

  private Deadline startsInTime() {
    Deadline deadline = new Deadline(this, clock, FromWorker.NO_INSTANCE, "start");
    deadline.within(settings.startTime(), () -> {});
    return deadline;
  }

  /**
   * Watches over something a channel is about to do.
   *
   * @param channel who does it
   * @param time how long its engine lets it take, see {@link WorkerSettings}
   * @param what it is, for people: "it did not … in time"
   * @return to be closed when it is done
   */
  Deadline within(int channel, Duration time, String what) {
    Deadline deadline = new Deadline(this, clock, channel, what);
    deadlines.put(channel, deadline);
    deadline.beyond(time, settings.grace(), () -> deadlines.remove(channel, deadline));
    return deadline;
  }

  private void listen() {
    try {
      for (Optional<byte[]> block = frames.read(); block.isPresent(); block = frames.read()) {
        FromWorker message = Messages.readFromWorker(block.get());
        if (message instanceof FromWorker.Whereabouts where) {
          Optional.ofNullable(deadlines.get(where.channel()))
              .ifPresent(deadline -> deadline.located(where));
        } else {
          Optional.ofNullable(inboxes.get(message.channel()))
              .ifPresent(inbox -> inbox.put(message));
        }
      }
    } catch (IOException e) {
      LOG.debug("worker of seat {}: {}", label, e.getMessage());
    } catch (UnreadableTurnException e) {
      end(Ending.because("the worker said something unreadable: " + e.getMessage()));
    }
    finish();
  }

  /** Ends the process at once, and says why. */
  void end(Ending why) {
    cause.compareAndSet(Optional.empty(), Optional.of(why));
    process.destroyForcibly();
  }

  private void finish() {
    process.destroyForcibly();
    int status = exitStatus();
    if (ended.complete(cause.get().orElseGet(() -> byItself(status)))) {
      inboxes.values().forEach(Inbox::end);
    }
    closeStreams();
  }

  private int exitStatus() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Ending byItself(int status) {
    Map<Integer, Deadline> busy = Map.copyOf(deadlines);
    String location = busy.size() == 1 ? busy.values().iterator().next().location() : "";
    return Ending.byItself(describe(status), location, busy.keySet());
  }

  private String describe(int status) {
    if (status == OUT_OF_MEMORY) {
      return "the worker ran out of memory, its heap may have " + settings.heapMb() + " MB";
    }
    if (status > SIGNALLED) {
      return "the worker was killed by signal " + (status - SIGNALLED);
    }
    return "the worker ended with status "
        + status
        + (log.last().isEmpty() ? "" : ", its last line was: " + log.last());
  }

  private void closeStreams() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // What was still to be said to a process that is gone.
      LOG.debug("worker of seat {}: {}", label, e.getMessage());
    }
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      LOG.debug("worker of seat {}: {}", label, e.getMessage());
    }
  }

  private static UnreadableTurnException unexpected(FromWorker message) {
    return new UnreadableTurnException(
        "the worker says " + message.getClass().getSimpleName() + " out of turn");
  }

  /** Lets the process end in order if it does, and in any case within a few seconds. */
  @Override
  public void close() {
    cause.compareAndSet(
        Optional.empty(), Optional.of(Ending.because("the worker was closed by its host")));
    if (!ended.isDone()) {
      try {
        frames.write(Messages.write(new ToWorker.End()));
        process.getOutputStream().close();
      } catch (IOException e) {
        LOG.debug("worker of seat {}: {}", label, e.getMessage());
      }
      ended
          .copy()
          .completeOnTimeout(Ending.because("late"), FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
          .join();
      process.destroyForcibly();
      ended.join();
    }
  }
}
