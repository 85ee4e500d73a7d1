package dev.croupier.worker;

import dev.croupier.app.MessageTypes;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.InstanceLostException;
import dev.croupier.host.engine.SeatView;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * One version of an app that runs in workers, one for each seat. The worker in which it was checked
 * becomes that of the first seat.
 */
final class WorkerApp implements App {

  private final AppCode code;
  private final Set<Path> watched;
  private final WorkerSettings settings;
  private final ScheduledExecutorService clock;
  private final RandomGenerator random;
  private final Map<String, SeatWorker> workers = new HashMap<>();
  private Optional<WorkerProcess> spare;

  /**
   * @param code the code
   * @param spare a worker that has it loaded
   * @param settings limits of its workers
   * @param clock where they wait
   * @param random the share of chance in pauses
   */
  WorkerApp(
      AppCode code,
      WorkerProcess spare,
      WorkerSettings settings,
      ScheduledExecutorService clock,
      RandomGenerator random) {
    this.code = code;
    this.watched =
        code.loaded().watched().stream().map(Path::of).collect(Collectors.toUnmodifiableSet());
    this.spare = Optional.of(spare);
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String name() {
    return code.loaded().name();
  }

  @Override
  public String codeHash() {
    return code.loaded().codeHash();
  }

  @Override
  public String version() {
    return code.loaded().version();
  }

  @Override
  public MessageTypes messages() {
    return code.loaded().messages();
  }

  @Override
  public Map<String, String> fileHashes() {
    return code.loaded().fileHashes();
  }

  @Override
  public Set<Path> watched() {
    return watched;
  }

  @Override
  public AppInstance start(SeatView seat) {
    try {
      return WorkerInstance.start(workerOf(seat), seat);
    } catch (InstanceLostException e) {
      throw new AppLoadException(code.reference(), "", String.valueOf(e.getMessage()), e);
    }
  }

  private synchronized SeatWorker workerOf(SeatView seat) {
    SeatWorker known = workers.get(seat.name());
    if (known != null && !known.closed()) {
      return known;
    }
    SeatWorker worker = new SeatWorker(seat.name(), code, settings, clock, random, seat::report);
    Optional<WorkerProcess> ready = spare.filter(process -> !process.ended().isDone());
    spare = Optional.empty();
    if (ready.isPresent()) {
      worker.begin(ready.get());
    } else {
      worker.begin();
    }
    workers.put(seat.name(), worker);
    return worker;
  }

  @Override
  public synchronized void close() {
    workers.values().forEach(SeatWorker::close);
    workers.clear();
    spare.ifPresent(WorkerProcess::close);
    spare = Optional.empty();
    code.close();
  }
}
