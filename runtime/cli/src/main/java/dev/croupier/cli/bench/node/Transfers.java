package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.node.Crowd.Seated;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.v0.ledger.TransferParams;
import java.util.ArrayList;
import java.util.List;

/** Small transfers from each client to its neighbour; all of them hear the notifications. */
final class Transfers implements Workload {
  private static final Amount AMOUNT = Amount.parse("0.000001");

  private final List<Seated> seats;
  private final List<TransferLane> lanes;

  private Transfers(List<Seated> seats, List<TransferLane> lanes) {
    this.seats = seats;
    this.lanes = lanes;
  }

  static Workload of(Crowd crowd, int clients) throws InterruptedException {
    List<Seated> seats = crowd.seated(clients, true);
    List<TransferLane> lanes = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Address neighbour = seats.get((i + 1) % clients).player().address();
      lanes.add(
          new TransferLane(
              seats.get(i),
              TransferParams.to(neighbour, List.of(new AssetAmount(crowd.asset(), AMOUNT)))));
    }
    return new Transfers(seats, lanes);
  }

  @Override
  public String name() {
    return "transfers";
  }

  @Override
  public String unit() {
    return "transfers";
  }

  @Override
  public List<? extends Lane> lanes() {
    return lanes;
  }

  @Override
  public void close() {
    seats.forEach(seat -> seat.link().close());
  }

  private static final class TransferLane extends PreparedLane<PreparedLane.Ready> {
    private final TransferParams params;

    TransferLane(Seated seat, TransferParams params) {
      super(seat);
      this.params = params;
    }

    @Override
    Ready make(long timestampMs) {
      return coSigned(player().request(params, timestampMs), player());
    }

    @Override
    void go(Ready transfer, Probe probe) {
      link().ask(transfer.requestId(), transfer.frame(), new Asked(probe));
    }
  }
}
