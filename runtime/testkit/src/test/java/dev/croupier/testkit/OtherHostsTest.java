package dev.croupier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.HostEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Seats on hosts of their own that decide together, with the node and the network between them. */
class OtherHostsTest {

  private static final List<Long> HALVES = List.of(50L, 50L);
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  private final DealApp alice = new DealApp().creates(HALVES, 100, "bob");
  private final DealApp bob = new DealApp();

  private TestTable table() {
    return TestTable.builder()
        .seat(
            "bob", seat -> seat.app(bob).allowance("usdc", "3").invitesFrom("alice").host("of bob"))
        .seat("alice", seat -> seat.app(alice).allowance("usdc", "3").host("of alice"))
        .open()
        .advance(A_WHILE);
  }

  private static void expectEnd(TestTable table, String ofAlice, String ofBob) {
    table.seat("alice").expectBalance("usdc", ofAlice);
    table.seat("bob").expectBalance("usdc", ofBob);
  }

  @Test
  void friends_invite_propose_disagree_proposeAgain_andCloseTogether() {
    bob.agrees =
        proposal -> !proposal.allocations().getFirst().amount().toPlainString().equals("2");
    try (TestTable table = table()) {
      assertThat(alice.outcomes).containsExactly("created");
      assertThat(bob.invites).hasSize(1);
      alice.submit("2", "0");
      table.advance(A_WHILE);
      assertThat(alice.outcomes.getLast())
          .startsWith("not-enough-signatures: ")
          .contains("weigh 50, its quorum is 100", "refused", "its app said no");
      alice.submit("1.5", "0.5");
      table.advance(A_WHILE);
      assertThat(alice.outcomes.getLast()).isEqualTo("version 2");
      bob.close("0.25", "1.75");
      table.advance(A_WHILE);

      assertThat(bob.outcomes).containsExactly("version 3");
      assertThat(alice.ends).containsExactly("0.25 1.75");
      assertThat(bob.ends).containsExactly("0.25 1.75");
      assertThat(table.events(HostEvent.SignaturesCollected.class)).isNotEmpty();
      expectEnd(table, "99.25", "100.75");
    }
  }

  @Test
  void invite_thatPolicyRefuses_neverReachesTheApp_andNothingIsLeft() {
    try (TestTable table =
        TestTable.builder()
            .seat("bob", seat -> seat.app(bob).allowance("usdc", "3").host("of bob"))
            .seat("alice", seat -> seat.app(alice).allowance("usdc", "3").host("of alice"))
            .open()
            .advance(A_WHILE)) {
      assertThat(alice.outcomes)
          .singleElement()
          .asString()
          .startsWith("declined: ")
          .contains("it takes invites never");
      assertThat(bob.invites).isEmpty();
      assertThat(table.sessions()).isEmpty();
      expectEnd(table, "100", "100");
    }
  }

  @Test
  void silence_endsTheRoundInTime_andTheQuestionAtTheOtherSide() {
    try (TestTable table = table()) {
      table.disconnect("bob");
      alice.submit("2", "0");
      table.advance(Duration.ofSeconds(40));
      assertThat(alice.outcomes.getLast())
          .startsWith("not-enough-signatures: ")
          .contains("after 30000 ms", "did not answer");
      table.reconnect("bob").advance(A_WHILE);
      assertThat(bob.proposals).isEmpty();
      assertThat(table.shares(table.session(), "usdc")).containsEntry("alice", "1");
    }
  }

  @Test
  void proposer_whoIsCutOff_hearsTheAnswerAfterwards_andTheOtherAppIsAskedOnce() {
    try (TestTable table = table()) {
      bob.agrees =
          proposal -> {
            table.disconnect("alice");
            return true;
          };
      alice.submit("2", "0");
      table.advance(A_WHILE);
      assertThat(bob.proposals).hasSize(1);
      assertThat(alice.outcomes).containsExactly("created");
      table.reconnect("alice").advance(A_WHILE);

      assertThat(alice.outcomes.getLast()).isEqualTo("version 2");
      assertThat(bob.proposals).hasSize(1);
    }
  }

  @Test
  void connectionsThatBreakAgainAndAgain_leaveEverybodyAgreed() {
    long seed = Long.getLong("seed", 11);
    for (long s = seed; s < seed + 3; s++) {
      DealApp first = new DealApp().creates(HALVES, 100, "bob");
      DealApp second = new DealApp();
      try (TestTable table =
          TestTable.builder()
              .seed(s)
              .seat(
                  "bob", seat -> seat.app(second).allowance("usdc", "1").invitesAlways().host("b"))
              .seat("alice", seat -> seat.app(first).allowance("usdc", "1").host("a"))
              .open()
              .advance(A_WHILE)) {
        Faults bad = Faults.NONE.withDelay(Duration.ofMillis(1), Duration.ofMillis(80));
        table
            .faults("alice", bad.withCut(0.02).withDuplicate(0.3))
            .faults("bob", bad.withCut(0.02));
        for (int round = 1; round <= 4; round++) {
          first.submit("1." + round, "0." + (10 - round));
          second.submit("0." + round, "1." + (10 - round));
          table.advance(Duration.ofSeconds(40));
        }
        table.faults("alice", Faults.NONE).faults("bob", Faults.NONE);
        table.advance(Duration.ofMinutes(2));
        first.close("0.5", "1.5");
        table.advance(Duration.ofMinutes(2));

        String what = "-Dseed=" + s + "\n" + table.transcript();
        assertThat(first.outcomes).as(what).hasSize(6).last().asString().startsWith("version ");
        assertThat(second.outcomes).as(what).hasSize(4);
        assertThat(Stream.of(first, second).map(app -> app.ends))
            .as(what)
            .allSatisfy(ends -> assertThat(ends).containsExactly("0.5 1.5"));
        expectEnd(table, "99.5", "100.5");
      }
    }
  }

  @Test
  void close_isAnnounced_andFoundWithinAMinuteWhereTheNoticeIsLost() {
    alice.creates(List.of(100L, 0L), 100, "bob");
    try (TestTable table = table()) {
      assertThat(table.events(HostEvent.SessionCreated.class)).hasSize(2);
      table.faults("bob", Direction.FROM_NODE, Faults.NONE.withDrop(1));
      alice.close("2", "0");
      table.advance(A_WHILE);
      assertThat(alice.ends).containsExactly("2 0");
      assertThat(bob.ends).isEmpty();
      table.advance(Duration.ofSeconds(60));
      assertThat(bob.ends).containsExactly("2 0");
      expectEnd(table, "101", "99");
    }
  }

  @Test
  void falseNotice_closesNothing() {
    try (TestTable table =
        TestTable.builder()
            .seat("bob", seat -> seat.app(bob).allowance("usdc", "1").invitesAlways())
            .puppet("anna")
            .open()) {
      Map<String, String> stakes = new LinkedHashMap<>(Map.of("anna", "1"));
      stakes.put("bob", "1");
      String session = table.puppet("anna").create("usdc", stakes);
      table.advance(A_WHILE);
      String shares =
          "{\"version\":2,\"allocations\":[{\"participant\":\"%s\",\"asset\":\"usdc\",\"amount\":\"2\"}]}"
              .formatted(table.address("anna"));
      table.puppet("anna").send(session, "croupier.closed", shares);
      table.puppet("anna").send(session, "croupier.closing", shares);
      table.advance(Duration.ofMinutes(3));
      assertThat(bob.ends).isEmpty();
      assertThat(table.isOpen(session)).isTrue();
    }
  }
}
