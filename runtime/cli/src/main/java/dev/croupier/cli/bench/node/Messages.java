package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.node.Crowd.Seated;
import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SessionIdRule;
import dev.croupier.protocol.v0.session.SessionProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Messages relayed to everybody else in a session. Each client sends its next message when the one
 * before has reached all others; what is counted and timed is each delivery. The sender's own copy
 * is not counted.
 */
final class Messages implements Workload {
  /** What is counted. */
  static final String UNIT = "deliveries";

  private static final long PATIENCE_S = 10;
  private static final byte[] LANE = "\"lane\":".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NUMBER = "\"number\":".getBytes(StandardCharsets.US_ASCII);

  /** With the envelope and its signature, a message of about 300 bytes. */
  private static final String FILLING = "x".repeat(80);

  private final int groupSize;
  private final List<Seated> seats = new ArrayList<>();
  private final List<MessageLane> lanes = new ArrayList<>();

  private Messages(int groupSize) {
    this.groupSize = groupSize;
  }

  /**
   * As many sessions as the clients need, the clients spread over them evenly.
   *
   * @param groupSize participants of each session
   */
  static Workload of(Crowd crowd, int clients, int groupSize) throws InterruptedException {
    Messages messages = new Messages(groupSize);
    int sessions = Math.ceilDiv(clients, groupSize);
    for (int i = 0; i < sessions; i++) {
      int senders = clients / sessions + (i < clients % sessions ? 1 : 0);
      messages.open(crowd, senders);
    }
    return messages;
  }

  private void open(Crowd crowd, int senders) throws InterruptedException {
    List<Seated> group = crowd.seated(groupSize, false);
    List<String> addresses =
        group.stream().map(seat -> seat.player().address().toString()).toList();
    List<Long> weights = LongStream.range(0, groupSize).mapToObj(i -> i == 0 ? 100L : 0L).toList();
    AppDefinition definition =
        new AppDefinition(
            Player.APPLICATION,
            SessionProtocol.NITRO_RPC_0_4,
            addresses,
            weights,
            100,
            0,
            crowd.clock().millis());
    create(group.getFirst(), definition, crowd.clock().millis());
    String session = SessionIdRule.of(ServerVersion.S0_5).idOf(definition).toString();
    for (Seated seat : group.subList(0, senders)) {
      lanes.add(new MessageLane(seat, session, lanes.size(), groupSize - 1));
    }
    group.forEach(seat -> seat.link().onUnasked(this::received));
    seats.addAll(group);
  }

  /** A session of two that the first one opens alone. */
  static String open(Seated creator, Address other, long nowMs) {
    AppDefinition definition =
        new AppDefinition(
            Player.APPLICATION,
            SessionProtocol.NITRO_RPC_0_4,
            List.of(creator.player().address().toString(), other.toString()),
            List.of(100L, 0L),
            100,
            0,
            nowMs);
    create(creator, definition, nowMs);
    return SessionIdRule.of(ServerVersion.S0_5).idOf(definition).toString();
  }

  private static void create(Seated creator, AppDefinition definition, long timestampMs) {
    CompletableFuture<Boolean> created = new CompletableFuture<>();
    PreparedLane.Ready request =
        PreparedLane.coSigned(
            creator
                .player()
                .request(new CreateAppSessionParams(definition, List.of(), null), timestampMs),
            creator.player());
    creator
        .link()
        .ask(
            request.requestId(),
            request.frame(),
            new NodeLink.Answer() {
              @Override
              public void ok(NodeFrame frame) {
                created.complete(true);
              }

              @Override
              public void refused(String text) {
                created.completeExceptionally(new BenchException("no session: " + text));
              }
            });
    try {
      created.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BenchException("no session for the relay: " + cause.getMessage(), cause);
    }
  }

  private void received(NodeFrame frame) {
    // A sender's own copy carries its request id and is nobody's delivery.
    if (frame.requestId() == 0 && frame.is(Method.MESSAGE)) {
      int lane = frame.numberAfter(LANE);
      if (lane >= 0 && lane < lanes.size()) {
        lanes.get(lane).delivered(frame.numberAfter(NUMBER));
      }
    }
  }

  @Override
  public String name() {
    return "relayed messages, " + groupSize + " participants";
  }

  @Override
  public String unit() {
    return UNIT;
  }

  @Override
  public List<? extends Lane> lanes() {
    return Collections.unmodifiableList(lanes);
  }

  @Override
  public void close() {
    seats.forEach(seat -> seat.link().close());
  }

  private record Numbered(long number, String frame) {}

  private static final class MessageLane extends PreparedLane<Numbered> {
    private final String session;
    private final int lane;
    private final int receivers;
    private volatile @Nullable Underway current;

    MessageLane(Seated seat, String session, int lane, int receivers) {
      super(seat);
      this.session = session;
      this.lane = lane;
      this.receivers = receivers;
    }

    @Override
    Numbered make(long timestampMs) {
      long number = player().nextRequestId();
      JsonObject params =
          JsonObject.builder()
              .put("lane", lane)
              .put("number", number)
              .put("type", "bench")
              .put("data", FILLING)
              .build();
      RequestPayload message =
          RequestPayload.of(number, Method.MESSAGE.wireName(), params, timestampMs);
      return new Numbered(number, message.signedBy(player().key()).withSid(session).text());
    }

    @Override
    void go(Numbered message, Probe probe) {
      current = new Underway(message.number(), probe, new AtomicInteger(receivers));
      link()
          .ask(
              message.number(),
              message.frame(),
              new Asked(probe) {
                @Override
                public void ok(NodeFrame echo) {
                  // It ends when the others have it.
                }
              });
    }

    void delivered(long number) {
      Underway message = current;
      if (message == null) {
        return;
      }
      if (number != message.number()) {
        message.probe().stray("a message came twice, or after the next one was sent");
        return;
      }
      message.probe().happened();
      if (message.missing().decrementAndGet() == 0) {
        message.probe().end();
      }
    }
  }

  private record Underway(long number, Probe probe, AtomicInteger missing) {}
}
