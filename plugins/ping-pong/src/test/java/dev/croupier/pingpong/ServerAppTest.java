package dev.croupier.pingpong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerAppTest {

  private final ServerApp server = new ServerApp();
  private final Table table = new Table(Table.SERVER);

  @Test
  void start_createsASignedSessionWithTheOpponent() {
    SeatOfServer seat =
        new SeatOfServer(
            new ServerSettings(
                Optional.of("player"),
                Optional.of(2),
                Optional.of(new BigDecimal("0.10")),
                Optional.of("weth")));
    server.onStart(seat);
    assertThat(seat.signatures).containsExactly("0x51");
    SessionRequest request = seat.created.getFirst();
    assertThat(request.terms().participants()).containsExactly(Table.SERVER, Table.PLAYER);
    assertThat(request.terms().weights()).containsExactly(100L, 0L);
    assertThat(request.allocations())
        .containsExactly(
            Allocation.of(Table.SERVER, "weth", "0.10"),
            Allocation.of(Table.PLAYER, "weth", "0.10"));
  }

  @Test
  void start_withUnknownOpponent_isRefused() {
    ServerSettings settings =
        new ServerSettings(
            Optional.of("nobody"), Optional.empty(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> server.onStart(new SeatOfServer(settings)))
        .isInstanceOf(UnknownOpponentException.class)
        .hasMessageContaining("\"nobody\"");
  }

  @Test
  void session_isPlayedRoundByRound_andTheWinnerTakesAll() {
    server.onSessionCreated(table);
    for (int round = 1; round <= 3; round++) {
      assertThat(table.sent)
          .hasSize(round)
          .last()
          .isEqualTo(new Table.Sent("ping", new Ping(Table.SERVER, table.nowMs)));
      assertThat(table.timers).isEqualTo(Map.of("overdue", Duration.ofSeconds(5)));
      assertThat(table.closedWith).isEmpty();
      long sentMs = table.nowMs;
      table.nowMs += 10L * round;
      pong(sentMs);
    }
    assertThat(table.sent).hasSize(3);
    assertThat(table.timers).isEmpty();
    assertThat(table.closedWith)
        .containsExactly(
            List.of(
                Allocation.of(Table.SERVER, "usdc", "0"),
                Allocation.of(Table.PLAYER, "usdc", "0.3")));
    server.onSessionClosed(table, table.closedWith.getFirst());
    assertThat(table.log)
        .containsExactly(
            "pong 1 of 3 from 0x2222…2222 after 10 ms",
            "pong 2 of 3 from 0x2222…2222 after 20 ms",
            "pong 3 of 3 from 0x2222…2222 after 30 ms",
            "closed after 3 round trips, 20.0 ms on average; 0x1111…1111 0 usdc, 0x2222…2222 0.3"
                + " usdc");
  }

  @Test
  void rounds_areThoseOfTheSeat_alsoForAnObjectThatNeverSawTheStart() {
    table.client =
        new SeatOfServer(
            new ServerSettings(
                Optional.empty(), Optional.of(1), Optional.empty(), Optional.empty()));
    server.onSessionCreated(table);
    pong(table.nowMs);
    assertThat(table.closedWith).hasSize(1);
  }

  @Test
  void ownPing_changesNothing() {
    server.onSessionCreated(table);
    server.onAppMessage(Table.message("ping", Table.SERVER, new Ping(Table.SERVER, 1_000)), table);
    assertThat(table.sent).hasSize(1);
    assertThat(table.log).isEmpty();
  }

  @Test
  void overduePong_givesTheStakesBack() {
    server.onSessionCreated(table);
    server.onTimer(new Overdue(), table);
    assertThat(table.closedWith).containsExactly(table.allocations());
  }

  private void pong(long replyTo) {
    server.onAppMessage(
        Table.message("pong", Table.PLAYER, new Pong(Table.PLAYER, replyTo)), table);
  }

  private record Overdue() implements Timer {
    @Override
    public String name() {
      return "overdue";
    }

    @Override
    public String json() {
      return "{}";
    }

    @Override
    public <T> T as(Class<T> type) {
      throw new AssertionError("the timer carries no data");
    }
  }
}
