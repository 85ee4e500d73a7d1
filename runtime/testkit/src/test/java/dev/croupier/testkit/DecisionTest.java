package dev.croupier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.Session;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.HostEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Submitting and closing: weights, versions, ends; under the node's own rules. */
class DecisionTest {

  /** Opens a session with the player, does what the test says, and remembers how calls ended. */
  private static final class Server extends EchoApp {
    private final List<Long> weights;
    private final Consumer<Server> then;
    private final List<String> outcomes = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private Session session;

    Server(List<Long> weights, Consumer<Server> then) {
      this.weights = weights;
      this.then = then;
    }

    @Override
    public void onStart(Client client) {
      List<String> both = List.of(client.address(), client.contact("player").orElseThrow());
      client.createSession(
          client.prepareSession(
              new SessionTerms("", both, weights, 100),
              both.stream().map(wallet -> Allocation.of(wallet, "usdc", "1")).toList()),
          List.of());
    }

    @Override
    public void onSessionCreated(Session created) {
      session = created;
      then.accept(this);
    }

    @Override
    public void onSessionClosed(Session closed, List<Allocation> finalAllocations) {
      ends.add(finalAllocations.getFirst().amount().toPlainString());
    }

    private List<Allocation> shares(String server, String player) {
      return List.of(
          Allocation.of(session.participants().get(0), "usdc", server),
          Allocation.of(session.participants().get(1), "usdc", player));
    }

    void close(String server, String player) {
      var _ = session.close(shares(server, player)).handle(this::outcome);
    }

    void submit(String server, String player) {
      var _ =
          session
              .client()
              .submitState(session.id(), shares(server, player), Optional.empty())
              .handle(this::outcome);
    }

    private boolean outcome(SessionState state, Throwable error) {
      return outcomes.add(
          error instanceof RequestFailedException refused
              ? refused.code() + ": " + refused.getMessage()
              : error == null ? "version " + state.version() : error.toString());
    }
  }

  private static TestTable table(Server server) {
    return TestTable.builder()
        .seat("server", seat -> seat.app(server).allowance("usdc", "1"))
        .seat("player", seat -> seat.app(new EchoApp()).allowance("usdc", "1").invitesAlways())
        .open()
        .run();
  }

  @Test
  void ownWeightBelowTheQuorum_isRefusedWithBothNumbers() {
    Server server = new Server(List.of(50L, 50L), app -> app.close("0", "2"));
    try (TestTable table = table(server)) {
      assertThat(server.outcomes)
          .singleElement()
          .asString()
          .startsWith("not-enough-signatures: ")
          .contains("weigh 50", "quorum is 100", "declined by the app");
      assertThat(table.isOpen(table.session())).isTrue();
    }
  }

  @Test
  void sharesThatDoNotAddUp_areRefused_andTheSessionStaysOpen() {
    Server server = new Server(List.of(100L, 0L), app -> app.close("0", "2.000001"));
    try (TestTable table = table(server)) {
      assertThat(server.outcomes)
          .singleElement()
          .asString()
          .startsWith("conservation: ")
          .contains("shares of usdc add up to 2.000001, the session holds 2");
      assertThat(table.isOpen(table.session())).isTrue();
    }
  }

  @Test
  void states_submittedTogether_areCheckedAndBookedOneAfterTheOther() {
    Server server =
        new Server(
            List.of(100L, 0L),
            app -> {
              app.submit("2", "0");
              app.submit("0.5", "1.5");
              app.close("0", "2");
            });
    try (TestTable table = table(server)) {
      assertThat(server.outcomes).containsExactly("version 2", "version 3", "version 4");
      table.expectNoFailures().seat("player").expectBalance("usdc", "101");
    }
  }

  @Test
  void submittedShares_reachTheOtherSeatOnce() {
    Server server = new Server(List.of(100L, 0L), app -> app.submit("0", "2"));
    try (TestTable table = table(server)) {
      assertThat(table.events(HostEvent.StateUpdated.class))
          .filteredOn(event -> event.seat().equals("player"))
          .singleElement()
          .extracting(HostEvent.StateUpdated::version)
          .isEqualTo(2L);
    }
  }

  @Test
  void closedSession_isOverForEverySeatOnce_andTakesNoMoreMessages() {
    Server server =
        new Server(
            List.of(100L, 0L),
            app -> {
              app.close("0", "2");
              app.close("0", "2");
            });
    try (TestTable table = table(server)) {
      assertThat(server.outcomes).hasSize(2).element(0).isEqualTo("version 2");
      assertThat(server.outcomes.get(1)).matches("(?s)(session-not-open|unknown-session): .*");
      assertThat(server.ends).containsExactly("0");
      assertThat(table.events(HostEvent.SessionClosed.class))
          .extracting(HostEvent::seat)
          .containsExactlyInAnyOrder("server", "player");
    }
  }
}
