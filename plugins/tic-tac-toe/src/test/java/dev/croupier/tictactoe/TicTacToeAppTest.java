package dev.croupier.tictactoe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.testkit.Puppet;
import dev.croupier.testkit.SeatPlan;
import dev.croupier.testkit.TestTable;
import dev.croupier.testkit.TestTableBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TicTacToeAppTest {

  private static final String SCRIPT = "scripts/tic-tac-toe/player";

  private static TestTableBuilder table() {
    return TestTable.builder().base(Path.of("../.."));
  }

  private static SeatPlan opens(SeatPlan seat, Map<String, Object> more) {
    Map<String, Object> settings = new LinkedHashMap<>(Map.of("opponent", "bert", "stake", "1"));
    settings.putAll(more);
    return seat.application("tic-tac-toe").allowance("usdc", "1").settings(settings);
  }

  private static SeatPlan joins(SeatPlan seat) {
    return seat.application("tic-tac-toe").allowance("usdc", "1").invitesFrom("anna");
  }

  private static Consumer<SeatPlan> annaOpens(Map<String, Object> more) {
    return seat -> opens(seat.app(TicTacToeApp.class), more);
  }

  private static Consumer<SeatPlan> bertJoins() {
    return seat -> joins(seat.app(TicTacToeApp.class));
  }

  private static TestTable againstPuppet(Map<String, Object> more) {
    return table().seat("anna", annaOpens(more)).puppet("bert").open().run();
  }

  private static int marks(TestTable table, String seat) {
    Board board = table.seat(seat).state(table.session(), Board.class);
    return (int) board.cells().stream().filter(Optional::isPresent).count();
  }

  @Test
  void twoThatPlayWell_drawAndGetTheirStakesBack() {
    try (TestTable table =
        table().seat("anna", annaOpens(Map.of())).seat("bert", bertJoins()).open()) {
      table.run().expectNoFailures();
      table.expectClosed(table.session(), Map.of("anna", "1", "bert", "1"));
      assertThat(table.seat("bert").log().getLast()).endsWith("a draw");
    }
  }

  @Test
  void winner_takesBothStakes_whateverTheDice() {
    int wins = 0;
    for (long seed = 1; seed <= 10; seed++) {
      try (TestTable table =
          table()
              .seed(seed)
              .seat("anna", annaOpens(Map.of()))
              .seat(
                  "bert",
                  seat -> joins(seat.app(TicTacToeApp.class)).settings(Map.of("level", "easy")))
              .open()) {
        table.run().expectNoFailures();
        Map<String, String> shares = table.shares(table.session(), "usdc");
        assertThat(shares)
            .as("seed %d", seed)
            .isIn(
                Map.of("anna", "2", "bert", "0"),
                Map.of("anna", "1", "bert", "1"),
                Map.of("anna", "0", "bert", "2"));
        wins += table.balance("anna", "usdc").equals("101") ? 1 : 0;
      }
    }
    assertThat(wins).isPositive();
  }

  @Test
  void plugin_opensAgainstTheScript() {
    try (TestTable table =
        table()
            .seat("anna", annaOpens(Map.of()))
            .seat("bert", seat -> joins(seat.app(SCRIPT)))
            .open()) {
      table.run().expectNoFailures();
      table.expectClosed(table.session(), Map.of("anna", "1", "bert", "1"));
    }
  }

  @Test
  void script_opensAgainstThePlugin() {
    try (TestTable table =
        table()
            .seat("anna", seat -> opens(seat.app(SCRIPT), Map.of()))
            .seat("bert", bertJoins())
            .open()) {
      table.run().expectNoFailures();
      table.expectClosed(table.session(), Map.of("anna", "1", "bert", "1"));
    }
  }

  @Test
  void takenCell_isRefusedAndDoesNotCount() {
    try (TestTable table = againstPuppet(Map.of())) {
      Puppet bert = table.puppet("bert");
      int taken = bert.heard("move").getFirst().as(Move.class).cell();

      bert.send(table.session(), "move", "{\"cell\":" + taken + "}");
      table.run();

      assertThat(bert.heard("refused").getFirst().as(Refused.class))
          .isEqualTo(new Refused(bert.address(), taken, "cell taken"));
      assertThat(marks(table, "anna")).isEqualTo(1);
    }
  }

  @Test
  void moveOutOfTurn_isRefusedAndDoesNotCount() {
    try (TestTable table = againstPuppet(Map.of("thinking", 1000))) {
      Puppet bert = table.puppet("bert");

      bert.send(table.session(), "move", "{\"cell\":0}");
      table.run();

      assertThat(bert.heard("refused").getFirst().as(Refused.class).reason())
          .isEqualTo("not your turn");
      assertThat(table.advance(Duration.ofSeconds(1)).puppet("bert").heard("move")).hasSize(1);
    }
  }

  @Test
  void onlooker_isRefusedByX() {
    try (TestTable table =
        table().seat("anna", annaOpens(Map.of())).puppet("bert").puppet("zoe").open().run()) {
      assertThatThrownBy(() -> table.puppet("zoe").send(table.session(), "move", "{\"cell\":0}"))
          .hasMessageContaining("not a participant");
    }
  }

  @Test
  void whoIsTooSlow_loses() {
    try (TestTable table = againstPuppet(Map.of("patience", 5_000))) {
      table.advance(Duration.ofMillis(5_100));

      table.expectClosed(table.session(), Map.of("anna", "2", "bert", "0"));
      table.seat("anna").expectBalance("usdc", "101");
    }
  }

  @Test
  void restart_goesOnWithTheGame_andOpensNoSecondOne() {
    try (TestTable table = againstPuppet(Map.of())) {
      table.restart("anna").run();
      assertThat(marks(table, "anna")).isEqualTo(1);

      table.puppet("bert").send(table.session(), "move", "{\"cell\":1}");
      table.run().expectNoFailures();

      assertThat(marks(table, "anna")).isEqualTo(3);
    }
  }

  @Test
  void unfairInvite_isDeclined() {
    try (TestTable table = table().puppet("anna").seat("bert", bertJoins()).open()) {
      Map<String, String> stakes = new LinkedHashMap<>();
      stakes.put("anna", "0");
      stakes.put("bert", "1");
      assertThatThrownBy(() -> table.puppet("anna").create("usdc", stakes))
          .hasMessageContaining("declined by the app");
    }
  }

  @Test
  void unknownOpponent_isToldAtTheStart() {
    try (TestTable table = table().seat("anna", annaOpens(Map.of())).open().run()) {
      assertThat(table.failures())
          .singleElement()
          .asString()
          .contains("\"bert\", which is no seat");
    }
  }
}
