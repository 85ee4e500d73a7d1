package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.node.Crowd.Seated;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.CloseAppSessionParams;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SessionIdRule;
import dev.croupier.protocol.v0.session.SessionProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions of two with a stake each, created and closed again, both requests signed by both sides.
 * Every client plays with its neighbour, and all of them hear the notifications.
 */
final class SessionPairs implements Workload {
  /** What is counted. */
  static final String UNIT = "pairs";

  private static final Amount STAKE = Amount.of(1);

  private final List<Seated> seats;
  private final List<PairLane> lanes;

  private SessionPairs(List<Seated> seats, List<PairLane> lanes) {
    this.seats = seats;
    this.lanes = lanes;
  }

  static Workload of(Crowd crowd, int clients) throws InterruptedException {
    List<Seated> seats = crowd.seated(clients, true);
    List<PairLane> lanes = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Player neighbour = seats.get((i + 1) % clients).player();
      lanes.add(new PairLane(seats.get(i), neighbour, crowd.asset()));
    }
    return new SessionPairs(seats, lanes);
  }

  @Override
  public String name() {
    return "create+close pairs, two parties, co-signed";
  }

  @Override
  public String unit() {
    return UNIT;
  }

  @Override
  public List<? extends Lane> lanes() {
    return lanes;
  }

  @Override
  public void close() {
    seats.forEach(seat -> seat.link().close());
  }

  private record Pair(PreparedLane.Ready create, PreparedLane.Ready close) {}

  private static final class PairLane extends PreparedLane<Pair> {
    private final Player neighbour;
    private final String asset;
    private long lastNonce;

    PairLane(Seated seat, Player neighbour, String asset) {
      super(seat);
      this.neighbour = neighbour;
      this.asset = asset;
    }

    @Override
    Pair make(long timestampMs) {
      AppDefinition definition =
          new AppDefinition(
              Player.APPLICATION,
              SessionProtocol.NITRO_RPC_0_4,
              List.of(player().address().toString(), neighbour.address().toString()),
              List.of(50L, 50L),
              100,
              0,
              ++lastNonce);
      SessionId id = SessionIdRule.of(ServerVersion.S0_5).idOf(definition);
      List<Allocation> stakes =
          List.of(
              new Allocation(player().address(), asset, STAKE),
              new Allocation(neighbour.address(), asset, STAKE));
      return new Pair(
          coSigned(
              player().request(new CreateAppSessionParams(definition, stakes, null), timestampMs),
              player(),
              neighbour),
          coSigned(
              player().request(CloseAppSessionParams.of(id, stakes, null), timestampMs),
              player(),
              neighbour));
    }

    @Override
    void go(Pair pair, Probe probe) {
      link()
          .ask(
              pair.create().requestId(),
              pair.create().frame(),
              new Asked(probe) {
                @Override
                public void ok(NodeFrame created) {
                  link().ask(pair.close().requestId(), pair.close().frame(), new Asked(probe));
                }
              });
    }
  }
}
