package dev.croupier.cli.bench.memory;

import dev.croupier.cli.bench.memory.Player.SignedMessage;
import dev.croupier.client.wire.Wire;
import dev.croupier.node.NodeConfig;
import dev.croupier.node.NodeEngine;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.transport.Peer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node without a network. Logins and questions go to the engine of a local node; messages and the
 * list of sessions are answered here at once, so that the node's work with its ledger is not in the
 * way of what is measured. Every frame is signed with the node's key, as ever.
 */
final class MemoryNode implements AutoCloseable {
  private static final String MESSAGE = "\"message\",";
  private static final String SESSION_LIST = "\"get_app_sessions\",";
  private static final String SID = ",\"sid\":\"";
  private static final int HEAD = 48;
  private static final int PAGE = 10;

  private final NodeEngine engine;
  private final NodeVoice voice;
  private final Clock clock;
  private final AtomicLong lastPeer = new AtomicLong();
  private final Map<Address, List<TableSession>> sessions = new ConcurrentHashMap<>();
  private final Queue<Thread> loadThreads = new ConcurrentLinkedQueue<>();

  /** Hears what seats send. Called on a thread of the load. */
  interface Listener {
    void sent(MemoryWire wire, SignedMessage message);
  }

  MemoryNode(Clock clock) {
    SecureRandom random = new SecureRandom();
    PrivateKey key = PrivateKey.generate(random);
    this.clock = clock;
    this.voice = new NodeVoice(key);
    this.engine =
        new NodeEngine(
            NodeConfig.builder().ephemeral().brokerKey(key).workers(1).build(), clock, random);
  }

  /** Says which sessions a wallet has open. */
  void open(Address seat, List<TableSession> open) {
    sessions.put(seat, List.copyOf(open));
  }

  NodeVoice voice() {
    return voice;
  }

  /** The threads whose time is the load's and not the host's. */
  List<Thread> loadThreads() {
    return loadThreads.stream().filter(Thread::isAlive).toList();
  }

  /** A connection that opens at once. */
  MemoryWire dial(Address wallet, Wire.Listener listener, Listener messages) {
    MemoryWire wire =
        new MemoryWire(
            lastPeer.incrementAndGet(),
            wallet,
            listener,
            (from, text) -> take(from, text, messages));
    loadThreads.add(wire.nodeSide());
    wire.start();
    engine.listener().opened(wire.peer());
    return wire;
  }

  private void take(MemoryWire wire, String text, Listener messages) {
    String head = text.substring(0, Math.min(HEAD, text.length()));
    if (head.contains(MESSAGE) && text.contains(SID)) {
      RequestFrame frame = RequestFrame.read(text);
      String session = String.valueOf(frame.sid());
      SignedMessage message =
          new SignedMessage(
              session,
              frame.payload(),
              frame.signatureTexts().getFirst(),
              wire.wallet().toString());
      messages.sent(wire, message);
      wire.deliver(voice.relayed(frame.payload().requestId(), message, clock.millis()));
    } else if (head.contains(SESSION_LIST)) {
      list(wire, RequestFrame.read(text));
    } else {
      ask(wire.peer(), text);
    }
  }

  private void list(MemoryWire wire, RequestFrame frame) {
    Map<String, RawJson> params = frame.payload().params().members();
    RawJson participant = params.get("participant");
    List<TableSession> all =
        participant == null
            ? List.of()
            : sessions.getOrDefault(Address.parse(participant.asString()), List.of());
    int from = Math.min(number(params, "offset", 0), all.size());
    int to = Math.min(from + number(params, "limit", PAGE), all.size());
    String listed =
        String.join(",", all.subList(from, to).stream().map(TableSession::json).toList());
    wire.deliver(
        voice.answer(
            frame.payload().requestId(),
            Method.GET_APP_SESSIONS.wireName(),
            "{\"app_sessions\":[" + listed + "]}",
            clock.millis()));
  }

  private static int number(Map<String, RawJson> params, String name, int otherwise) {
    RawJson value = params.get(name);
    return value == null ? otherwise : Integer.parseInt(value.text());
  }

  /** A node takes the next frame of a connection when it has done with the one before. */
  private void ask(Peer peer, String text) {
    engine
        .listener()
        .received(peer, text.getBytes(StandardCharsets.UTF_8))
        .toCompletableFuture()
        .join();
  }

  @Override
  public void close() {
    engine.close();
  }
}
