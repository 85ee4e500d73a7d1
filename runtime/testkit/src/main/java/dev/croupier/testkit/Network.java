package dev.croupier.testkit;

import dev.croupier.client.wire.Wire;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** Carries frames between wallets and the node, as well or as badly as it is told. */
final class Network {

  /** How far behind a message is put that others overtake, at most. */
  private static final int OVERTAKEN_MS = 20;

  private static final Pattern UNSIGNED = Pattern.compile("\"sig\":\\[\\]\\}$");

  private static final Pattern MESSAGE = Pattern.compile("^\\{\"re[qs]\":\\[\\d+,\"message\",");

  private final Agenda agenda;
  private final VirtualClock clock;
  private final SplittableRandom random;
  private final MemoryNode node;
  private final Set<String> offline = new HashSet<>();
  private final Map<String, Map<Direction, Faults>> faults = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private long lastPeer;

  private record Outgoing(Line line, String text) {}

  Network(Agenda agenda, VirtualClock clock, SplittableRandom random, MemoryNode node) {
    this.agenda = agenda;
    this.clock = clock;
    this.random = random;
    this.node = node;
  }

  /** Starts to open a connection of the wallet of that name. */
  Line dial(String name, Wire.Listener listener) {
    Line line = new Line(this, ++lastPeer, name, listener);
    lines.add(line);
    agenda.at(
        clock.millis() + faults(name, Direction.TO_NODE).shortest().toMillis(),
        Agenda.Kind.FRAME,
        () -> open(line));
    return line;
  }

  private void open(Line line) {
    if (offline.contains(line.name())) {
      line.refused("the network is down");
    } else if (line.open()) {
      node.opened(line.peer());
      carryOn();
    }
  }

  void faults(String name, Direction direction, Faults wanted) {
    faults.computeIfAbsent(name, key -> new EnumMap<>(Direction.class)).put(direction, wanted);
  }

  private Faults faults(String name, Direction direction) {
    return faults.getOrDefault(name, Map.of()).getOrDefault(direction, Faults.NONE);
  }

  /** Breaks the connections of a wallet; they may be made again. */
  void cut(String name) {
    for (Line line : List.copyOf(lines)) {
      if (line.name().equals(name)) {
        line.cut("the connection was cut");
      }
    }
  }

  /** The wallet's side of its connections is no more. */
  void vanish(String name) {
    for (Line line : List.copyOf(lines)) {
      if (line.name().equals(name)) {
        line.vanish();
      }
    }
  }

  void offline(String name, boolean wanted) {
    if (wanted) {
      offline.add(name);
      cut(name);
    } else {
      offline.remove(name);
    }
  }

  /** A frame leaves one end. */
  void transmit(Line line, Direction direction, String text) {
    Faults rules = faults(line.name(), direction);
    if (chance(rules.cut())) {
      agenda.at(clock.millis(), Agenda.Kind.FRAME, () -> line.cut("the connection broke"));
      return;
    }
    boolean message = MESSAGE.matcher(text).find();
    if (message && chance(rules.drop())) {
      return;
    }
    boolean twice = (message && chance(rules.duplicate())) || chance(rules.repeat());
    String frame = chance(rules.garble()) ? garbled(text) : text;
    int copies = twice ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      boolean overtaken = message && chance(rules.reorder());
      long dueMs = clock.millis() + delayMs(rules);
      dueMs = overtaken ? dueMs + 1 + random.nextInt(OVERTAKEN_MS) : line.inOrder(direction, dueMs);
      agenda.at(dueMs, Agenda.Kind.FRAME, () -> arrive(line, direction, frame));
    }
  }

  private String garbled(String text) {
    int place = random.nextInt(text.length());
    if (UNSIGNED.matcher(text).find()) {
      // Nothing tells a changed question from another one, so it has to be unreadable.
      return text.substring(0, place);
    }
    char other = (char) ('!' + random.nextInt('~' - '!'));
    return text.substring(0, place) + other + text.substring(place + 1);
  }

  private void arrive(Line line, Direction direction, String text) {
    if (!line.isOpen()) {
      return;
    }
    if (direction == Direction.FROM_NODE) {
      line.listener().received(text);
    } else {
      node.receive(line.peer(), text);
      carryOn();
    }
  }

  /** The node sends on threads of its own; what it has sent leaves here, on the table's. */
  void leave(Line line, String text) {
    outgoing.add(new Outgoing(line, text));
  }

  /** Takes up what the node has sent. */
  void carryOn() {
    for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
      if (next.line().isOpen()) {
        transmit(next.line(), Direction.FROM_NODE, next.text());
      }
    }
  }

  void ended(Line line) {
    if (lines.remove(line)) {
      node.closed(line.peer());
    }
  }

  /** Lets something happen as soon as all that leaves now has arrived. */
  void afterFrames(Line line, Runnable task) {
    long dueMs =
        line.inOrder(
            Direction.TO_NODE,
            clock.millis() + faults(line.name(), Direction.TO_NODE).shortest().toMillis());
    agenda.at(dueMs, Agenda.Kind.FRAME, task);
  }

  void soon(Runnable task) {
    agenda.at(clock.millis(), Agenda.Kind.FRAME, task);
  }

  private long delayMs(Faults rules) {
    long from = rules.shortest().toMillis();
    long to = rules.longest().toMillis();
    return to > from ? random.nextLong(from, to + 1) : from;
  }

  private boolean chance(double likely) {
    return likely > 0 && random.nextDouble() < likely;
  }
}
