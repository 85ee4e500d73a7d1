package dev.croupier.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.testkit.Puppet;
import dev.croupier.testkit.SeatPlan;
import dev.croupier.testkit.TestTable;
import dev.croupier.testkit.TestTableBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A lamp for 40 usdc; everybody starts with 100. */
class EscrowTest {

  private static final Map<String, Object> NOTHING = Map.of();

  private static Consumer<SeatPlan> buyer(Map<String, Object> more) {
    Map<String, Object> settings =
        new LinkedHashMap<>(
            Map.of("seller", "seller", "mediator", "mediator", "price", "40", "item", "a lamp"));
    settings.putAll(more);
    return seat ->
        seat.app(BuyerApp.class).application("escrow").allowance("usdc", "40").settings(settings);
  }

  private static Consumer<SeatPlan> seller(Map<String, Object> settings) {
    return seat ->
        seat.app(SellerApp.class).application("escrow").invitesFrom("buyer").settings(settings);
  }

  private static Consumer<SeatPlan> mediator(Map<String, Object> settings) {
    return seat ->
        seat.app(MediatorApp.class).application("escrow").invitesFrom("buyer").settings(settings);
  }

  private static TestTableBuilder table(
      Map<String, Object> buyer, Map<String, Object> seller, Map<String, Object> mediator) {
    return TestTable.builder()
        .seat("buyer", buyer(buyer))
        .seat("seller", seller(seller))
        .seat("mediator", mediator(mediator));
  }

  /** The mediator is in a host of its own, so that it can vanish alone; the session is open. */
  private static TestTable apart(
      Map<String, Object> buyer, Map<String, Object> seller, Map<String, Object> mediator) {
    return TestTable.builder()
        .seat("buyer", buyer(buyer))
        .seat("seller", seller(seller))
        .seat("mediator", seat -> mediator(mediator).accept(seat.host("office")))
        .open()
        .advance(Duration.ofMillis(500));
  }

  private static void expectEnd(TestTable table, String buyer, String seller) {
    assertThat(table.isOpen(table.session())).isFalse();
    expectBalances(table, buyer, seller);
  }

  private static void expectBalances(TestTable table, String buyer, String seller) {
    assertThat(
            List.of(
                table.balance("buyer", "usdc"),
                table.balance("seller", "usdc"),
                table.balance("mediator", "usdc")))
        .containsExactly(buyer, seller, "100");
  }

  @Test
  void buyerThatIsPleased_pays() {
    try (TestTable table = table(NOTHING, NOTHING, NOTHING).open().run()) {
      table.expectNoFailures();
      table.expectClosed(table.session(), Map.of("buyer", "0", "seller", "40", "mediator", "0"));
      expectEnd(table, "60", "140");
    }
  }

  @Test
  void buyerThatComplains_getsWhatTheMediatorSays() {
    try (TestTable table =
        table(Map.of("complaint", "broken"), NOTHING, Map.of("toBuyer", 60)).open().run()) {
      table.expectNoFailures();
      assertThat(table.seat("seller").heard("ruling").getFirst().as(Ruling.class))
          .isEqualTo(new Ruling("24", "16"));
      expectEnd(table, "84", "116");
    }
  }

  @Test
  void ruling_needsTheWinnerOnly() {
    try (TestTable table =
        table(Map.of("complaint", "broken"), NOTHING, Map.of("toBuyer", 100)).open().run()) {
      expectEnd(table, "100", "100");
    }
    try (TestTable table =
        table(Map.of("complaint", "not my taste"), NOTHING, Map.of("toBuyer", 0)).open().run()) {
      expectEnd(table, "60", "140");
    }
  }

  @Test
  void nothingDelivered_isADisputeWhenTimeIsUp() {
    try (TestTable table =
        table(NOTHING, Map.of("delivers", false), Map.of("toBuyer", 100)).open().run()) {
      assertThat(table.isOpen(table.session())).isTrue();
      expectBalances(table, "60", "100");

      table.advance(Duration.ofSeconds(61));

      expectEnd(table, "100", "100");
    }
  }

  @Test
  void sellerThatGivesTheMoneyBack_needsNoRuling() {
    try (TestTable table =
        table(
                Map.of("complaint", "broken"),
                Map.of("refunds", true),
                Map.of("thinking", 3_600_000, "toBuyer", 0))
            .open()
            .run()) {
      table.expectNoFailures();
      expectEnd(table, "100", "100");
    }
  }

  /** Buyer and seller weigh 66 together, and 67 decide: the founding page's numbers. */
  @Test
  void vanishedMediator_isWaitedFor_evenIfTheOthersAgree() {
    try (TestTable table = apart(NOTHING, Map.of("handling", 1_000), NOTHING)) {
      table.kill("mediator").advance(Duration.ofMinutes(10));

      assertThat(table.isOpen(table.session())).isTrue();
      expectBalances(table, "60", "100");
      assertThat(table.seat("buyer").log()).anyMatch(line -> line.contains("its quorum is 67"));

      table.restart("mediator").advance(Duration.ofMinutes(1));
      expectEnd(table, "60", "140");
    }
  }

  @Test
  void vanishedMediator_isNotNeeded_withAQuorumOf66() {
    try (TestTable table = apart(Map.of("quorum", 66), Map.of("handling", 1_000), NOTHING)) {
      table.kill("mediator").advance(Duration.ofMinutes(1));

      assertThat(table.isOpen(table.session())).isFalse();
      assertThat(table.balance("seller", "usdc")).isEqualTo("140");
    }
  }

  @Test
  void vanishedMediator_leavesADisputeOpen_untilItIsBack() {
    try (TestTable table =
        apart(
            Map.of("complaint", "broken", "quorum", 66),
            NOTHING,
            Map.of("thinking", 1_000, "toBuyer", 25))) {
      table.kill("mediator").advance(Duration.ofMinutes(10));
      assertThat(table.isOpen(table.session())).isTrue();

      table.restart("mediator").advance(Duration.ofMinutes(1));

      expectEnd(table, "70", "130");
    }
  }

  @Test
  void purchase_goesOnAfterTheEndOfTheOtherHost() {
    try (TestTable table = apart(NOTHING, Map.of("handling", 1_000), NOTHING)) {
      table.kill("buyer").restart("buyer").advance(Duration.ofMinutes(2));

      assertThat(table.sessions()).hasSize(1);
      expectEnd(table, "60", "140");
    }
  }

  @Test
  void purchase_beginsWhenAllAreThere() {
    try (TestTable table =
        TestTable.builder()
            .seat("buyer", buyer(NOTHING))
            .seat("seller", seller(NOTHING))
            .seat("mediator", seat -> mediator(NOTHING).accept(seat.host("office")))
            .open()) {
      table.kill("mediator").advance(Duration.ofMinutes(1));
      assertThat(table.sessions()).isEmpty();

      table.restart("mediator").advance(Duration.ofMinutes(1));

      expectEnd(table, "60", "140");
    }
  }

  @Test
  void buyer_cannotTakeItsMoneyBackAlone() {
    try (TestTable table =
        TestTable.builder()
            .seat("buyer", seat -> seat.application("escrow"))
            .seat("seller", seller(NOTHING))
            .seat("mediator", mediator(NOTHING))
            .open()) {
      Puppet buyer = table.puppet("buyer");
      String session = buyer.create(terms(table, List.of(33L, 33L, 34L)), shares(table, "40", "0"));
      buyer.send(session, "order", "{\"item\":\"a lamp\"}");
      table.run();
      assertThat(buyer.heard("delivered")).hasSize(1);

      for (String signer : List.of("seller", "mediator")) {
        for (String back : List.of("40", "1")) {
          List<Allocation> shares = shares(table, back, back.equals("40") ? "0" : "39");
          assertThatThrownBy(() -> buyer.proposeClose(session, shares, List.of(signer)))
              .hasMessageContaining("declined by the app");
        }
      }
      assertThatThrownBy(() -> buyer.close(session, shares(table, "40", "0")))
          .hasMessageContaining("quorum");

      buyer.proposeClose(session, shares(table, "0", "40"), List.of("mediator"));
      expectBalances(table, "60", "140");
    }
  }

  @Test
  void seller_doesNotDeliver_whereTheBuyerDecidesAlone() {
    try (TestTable table =
        TestTable.builder()
            .seat("buyer", seat -> seat.application("escrow"))
            .seat("seller", seller(NOTHING))
            .seat("mediator", mediator(NOTHING))
            .open()) {
      assertThatThrownBy(
              () ->
                  table
                      .puppet("buyer")
                      .create(terms(table, List.of(100L, 0L, 0L)), shares(table, "40", "0")))
          .hasMessageContaining("declined by the app");
    }
  }

  private static SessionTerms terms(TestTable table, List<Long> weights) {
    List<String> wallets = List.of("buyer", "seller", "mediator");
    return new SessionTerms(
        "escrow",
        wallets.stream().map(table::address).toList(),
        weights,
        weights.get(0) > 67 ? 100 : 67);
  }

  private static List<Allocation> shares(TestTable table, String buyer, String seller) {
    return List.of(
        Allocation.of(table.address("buyer"), "usdc", buyer),
        Allocation.of(table.address("seller"), "usdc", seller),
        Allocation.of(table.address("mediator"), "usdc", "0"));
  }
}
