package dev.croupier.cli.bench.memory;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.client.wire.Wire;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Everything around the host: the node, the seats' keys, the sessions they have open and those who
 * play against them. It outlives a host, so that another one can go on where the first has stopped.
 */
public final class World implements AutoCloseable {
  private static final int FEWEST_PLAYERS = 64;

  private final Clock clock = Clock.systemUTC();
  private final MemoryNode node = new MemoryNode(clock);
  private final List<LocalSigner> seats;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final Map<Address, MemoryWire> wires = new ConcurrentHashMap<>();
  private final Problems problems = new Problems();
  private volatile Hearer hearer = (lane, text) -> {};

  /** Hears the pongs. Called on the load's threads. */
  interface Hearer {
    void pong(Lane lane, String paramsText);
  }

  private World(List<LocalSigner> seats) {
    this.seats = seats;
  }

  /**
   * @param size what there is
   * @param curve signs for the seats
   * @return the world, with all sessions open
   */
  public static World of(Size size, Secp256k1 curve) {
    SecureRandom random = new SecureRandom();
    World world =
        new World(
            IntStream.range(0, size.seats())
                .mapToObj(i -> new LocalSigner(PrivateKey.generate(random), curve))
                .toList());
    List<Player> players =
        IntStream.range(0, Math.max(FEWEST_PLAYERS, size.participants()))
            .mapToObj(
                i -> new Player(new LocalSigner(PrivateKey.generate(random), Secp256k1.best())))
            .toList();
    for (int seat = 0; seat < size.seats(); seat++) {
      Address wallet = world.seats.get(seat).address();
      List<TableSession> open = new ArrayList<>();
      for (int i = seat; i < size.sessions(); i += size.seats()) {
        TableSession session =
            TableSession.of(wallet, group(players, i, size.participants() - 1), i + 1L);
        open.add(session);
        world.lanes.put(
            session.id().toString(), new Lane(session, world.node.voice(), size.dataBytes()));
      }
      world.node.open(wallet, open);
    }
    return world;
  }

  private static List<Player> group(List<Player> players, int first, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> players.get((first + i) % players.size()))
        .toList();
  }

  /**
   * How much there is of everything.
   *
   * @param seats seats of the host, each a thread
   * @param sessions sessions in all, shared by the seats
   * @param participants of each session, the seat's included, 2 or more
   * @param dataBytes about how long the data of each message is
   */
  public record Size(int seats, int sessions, int participants, int dataBytes) {}

  List<LocalSigner> seats() {
    return seats;
  }

  Wire dial(Address seat, Wire.Listener listener) {
    MemoryWire wire =
        node.dial(
            seat,
            listener,
            (from, message) -> {
              String params = message.payload().params().text();
              Lane lane = lanes.get(message.session());
              if (lane != null && params.startsWith("{\"type\":\"pong\"")) {
                hearer.pong(lane, params);
              }
            });
    wires.put(seat, wire);
    return wire;
  }

  void hear(Hearer listener) {
    hearer = listener;
  }

  List<Lane> lanes() {
    return List.copyOf(lanes.values());
  }

  void deliver(Lane lane, String frame) {
    MemoryWire wire = wires.get(lane.session().seat());
    if (wire == null) {
      throw new BenchException("a seat is not connected");
    }
    wire.deliver(frame);
  }

  /**
   * @return what went wrong in the hosts of this world
   */
  public Problems problems() {
    return problems;
  }

  BenchException unanswered(long count, long seconds) {
    return new BenchException(
        "%,d messages were not answered within %d s%s".formatted(count, seconds, problems.told()));
  }

  List<Thread> loadThreads() {
    return node.loadThreads();
  }

  Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    node.close();
  }
}
