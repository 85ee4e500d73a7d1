package dev.croupier.cli.bench.memory;

import dev.croupier.cli.bench.run.Allocations;
import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.CpuTime;
import dev.croupier.cli.bench.run.WarmUp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * A message under way in each of some sessions at all times: the next one is delivered when the one
 * before was answered. Messages are signed before the measured time.
 */
public final class ClosedLoad {
  private static final int FEWEST_PER_LANE = 8;
  private static final int MOST_BYTES_READY = 200 << 20;
  private static final int BYTES_AROUND_DATA = 900;
  private static final double RESERVE = 1.3;
  private static final double MOST_COMPILING = 0.1;
  private static final long PATIENCE_S = 30;

  private final World world;
  private final List<Lane> lanes;
  private final int dataBytes;
  private double turnsPerNano;
  private boolean compiling;

  /**
   * @param world where
   * @param sessions in how many of its sessions, spread evenly over them
   * @param dataBytes about how long the data of a message is
   */
  public ClosedLoad(World world, int sessions, int dataBytes) {
    this.world = world;
    this.dataBytes = dataBytes;
    List<Lane> all = world.lanes();
    int count = Math.min(sessions, all.size());
    long step = all.size() / count;
    this.lanes = IntStream.range(0, count).mapToObj(i -> all.get((int) (i * step))).toList();
  }

  /**
   * What happened in a time.
   *
   * @param turns messages that were answered
   * @param wallNanos how long it took
   * @param hostNanos processor time of everything but the load and, where the system tells it, the
   *     compilers, nanoseconds
   * @param hostBytes what everything but the load took from the heap
   */
  public record Counted(long turns, long wallNanos, long hostNanos, long hostBytes) {

    /**
     * @return answered messages per second of the clock on the wall
     */
    public double perSecond() {
      return turns / CpuTime.seconds(wallNanos);
    }

    /**
     * @return answered messages per second of the host's processor time
     */
    public double perCpuSecond() {
      return turns / CpuTime.seconds(hostNanos);
    }

    /**
     * @return the host's processor time per answered message, microseconds
     */
    public double cpuMicros() {
      return hostNanos / 1e3 / turns;
    }

    /**
     * @return what the host took from the heap per answered message, KB of 1,000 bytes
     */
    public double kilobytes() {
      return hostBytes / 1e3 / turns;
    }
  }

  /**
   * Loads the host.
   *
   * @param time about how long
   * @return what was done
   * @throws InterruptedException if the thread is interrupted
   * @throws BenchException if a message is not answered
   */
  public Counted run(Duration time) throws InterruptedException {
    prepare(time.toNanos());
    Round round = new Round(System.nanoTime() + time.toNanos());
    world.hear((lane, text) -> round.answered(lane));
    long bytesBefore = Allocations.ofProcessBytes(world.loadThreads());
    long compilersBefore = CpuTime.ofCompilersNanos();
    long cpuBefore = CpuTime.ofProcessNanos(world.loadThreads());
    long before = System.nanoTime();
    lanes.forEach(round::begin);
    if (!round.ended.await(time.toSeconds() + PATIENCE_S, TimeUnit.SECONDS)) {
      throw world.unanswered(round.ended.getCount(), PATIENCE_S);
    }
    long wall = System.nanoTime() - before;
    long cpu = CpuTime.ofProcessNanos(world.loadThreads()) - cpuBefore;
    long bytes = Allocations.ofProcessBytes(world.loadThreads()) - bytesBefore;
    long compilers = CpuTime.ofCompilersNanos() - compilersBefore;
    compiling = compilers > MOST_COMPILING * cpu;
    turnsPerNano = round.turns.sum() / (double) wall;
    return new Counted(round.turns.sum(), wall, cpu, bytes);
  }

  /**
   * Loads the host without measuring, until its turns have got no cheaper for a while and the
   * compilers have little left to do.
   *
   * @param warmUp for how long
   * @throws InterruptedException if the thread is interrupted
   */
  public void warmUp(WarmUp warmUp) throws InterruptedException {
    warmUp.run(time -> run(time).cpuMicros(), () -> !compiling);
  }

  private void prepare(long nanos) {
    double wanted = turnsPerNano * nanos * RESERVE / lanes.size();
    int most =
        Math.max(
            FEWEST_PER_LANE, MOST_BYTES_READY / (2 * dataBytes + BYTES_AROUND_DATA) / lanes.size());
    int perLane = (int) Math.clamp(wanted, FEWEST_PER_LANE, most);
    long nowMs = world.clock().millis();
    lanes.parallelStream().forEach(lane -> lane.prepare(perLane, nowMs));
  }

  private final class Round {
    private final long deadlineNanos;
    private final CountDownLatch ended = new CountDownLatch(lanes.size());
    private final LongAdder turns = new LongAdder();
    private final Map<Lane, Boolean> underWay = new ConcurrentHashMap<>();

    Round(long deadlineNanos) {
      this.deadlineNanos = deadlineNanos;
    }

    void begin(Lane lane) {
      underWay.put(lane, true);
      world.deliver(lane, lane.next().frame());
    }

    void answered(Lane lane) {
      if (!underWay.containsKey(lane)) {
        return;
      }
      turns.increment();
      if (System.nanoTime() - deadlineNanos < 0 && lane.readyCount() > 0) {
        world.deliver(lane, lane.next().frame());
      } else {
        underWay.remove(lane);
        ended.countDown();
      }
    }
  }
}
