package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.node.Crowd.Seated;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestPayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pings to one wallet, in a session per client; the next ping of a client leaves when the pong to
 * the one before has come.
 */
final class RoundTrips implements Workload {
  private static final byte[] NUMBER = "\"n\":".getBytes(StandardCharsets.US_ASCII);

  private final List<Seated> seats;
  private final List<PingLane> lanes = new ArrayList<>();

  private RoundTrips(List<Seated> seats) {
    this.seats = seats;
  }

  static Workload of(Crowd crowd, Address responder, int clients, int textLength)
      throws InterruptedException {
    RoundTrips trips = new RoundTrips(crowd.seated(clients, false));
    for (Seated seat : trips.seats) {
      String session = Messages.open(seat, responder, crowd.clock().millis());
      PingLane lane = new PingLane(seat, session, "x".repeat(textLength));
      seat.link().onUnasked(lane::received);
      trips.lanes.add(lane);
    }
    return trips;
  }

  @Override
  public String name() {
    return "round trips";
  }

  @Override
  public String unit() {
    return "round trips";
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

  private record Underway(long number, Probe probe) {}

  private static final class PingLane extends PreparedLane<Numbered> {
    private final String session;
    private final String text;
    private volatile @Nullable Underway current;
    private long lastMade;
    private volatile long lastSent;

    PingLane(Seated seat, String session, String text) {
      super(seat);
      this.session = session;
      this.text = text;
    }

    /**
     * As Croupier's own clients write it: signed by the wallet, with its session, its number and
     * that of the message before, so that nobody needs the word of the node for it.
     */
    @Override
    Numbered make(long timestampMs) {
      long number = player().nextRequestId();
      JsonObject ping =
          JsonObject.builder()
              .put("type", "ping")
              .put("data", JsonObject.builder().put("n", number).put("text", text).build())
              .put("session", session)
              .put("seq", number)
              .put("prev", lastMade)
              .build();
      lastMade = number;
      RequestPayload message =
          RequestPayload.of(number, Method.MESSAGE.wireName(), ping, timestampMs);
      return new Numbered(number, message.signedBy(player().wallet()).withSid(session).text());
    }

    @Override
    void dropped() {
      lastMade = lastSent;
    }

    @Override
    void go(Numbered ping, Probe probe) {
      lastSent = ping.number();
      current = new Underway(ping.number(), probe);
      link()
          .ask(
              ping.number(),
              ping.frame(),
              new Asked(probe) {
                @Override
                public void ok(NodeFrame echo) {
                  // It ends with the pong.
                }
              });
    }

    void received(NodeFrame frame) {
      Underway ping = current;
      if (ping == null || frame.requestId() != 0 || !frame.is(Method.MESSAGE)) {
        return;
      }
      int number = frame.numberAfter(NUMBER);
      if (number < 0) {
        // After some quiet a host asks whether it has missed anything.
        return;
      }
      if (number == ping.number()) {
        ping.probe().happened();
        ping.probe().end();
      } else {
        ping.probe().stray("a pong to another ping, or twice");
      }
    }
  }
}
