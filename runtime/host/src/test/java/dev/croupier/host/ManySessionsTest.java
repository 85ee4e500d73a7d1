package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.delivery.ControlMessage;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More sessions than may have messages waiting at once. */
class ManySessionsTest {

  private static final int SESSIONS = 12;
  private static final int WITH_MESSAGES = 3;
  private static final FakeApp.Handler SILENT = (turn, doing) -> {};

  private final TestTable table = new TestTable();

  private List<SessionId> sessions() {
    return IntStream.range(0, SESSIONS).mapToObj(table.node::seed).toList();
  }

  private void messages(List<SessionId> ids) {
    ids.subList(0, WITH_MESSAGES)
        .forEach(id -> table.node.relay(id, FakeNode.wallet(9), "ping", "{\"n\":1}"));
  }

  private static List<Input> inputs(FakeApp app) {
    return app.turns.stream()
        .map(turn -> turn.input())
        .filter(input -> !(input instanceof Input.Started))
        .toList();
  }

  @Test
  void whatTheSeatItselfSaysToOtherSeats_takesNoRoom_whenItComesBack() {
    table.config = HostConfig.DEFAULTS.withSessionsPerSeat(WITH_MESSAGES);
    FakeApp app = table.seat("seat", SILENT);
    List<SessionId> ids = sessions();
    table.start();

    ids.forEach(id -> table.node.relay(id, table.wallet("seat"), ControlMessage.RESUME, "{}"));
    messages(ids);
    // The seat's loop takes nothing meanwhile.
    table.node.deliver();
    table.settle();

    assertThat(table.events(HostEvent.MessageRefused.class)).isEmpty();
    assertThat(inputs(app))
        .filteredOn(Input.MessageReceived.class::isInstance)
        .hasSize(WITH_MESSAGES);
  }

  @Test
  void reload_isToldToAllOfThem_whileMessagesAreTakenAndDoNotWaitForThat() {
    table.config = HostConfig.DEFAULTS.withSessionsPerSeat(WITH_MESSAGES);
    table.seat("seat", SILENT);
    List<SessionId> ids = sessions();
    table.start();
    FakeApp next = table.replace("seat", "beef", SILENT);

    CompletableFuture<ReloadOutcome> reloaded = table.host().prepareReload("seat").take();
    messages(ids);
    table.settle();

    assertThat(reloaded).isCompletedWithValue(ReloadOutcome.RELOADED);
    assertThat(table.events(HostEvent.MessageRefused.class)).isEmpty();
    List<Input> inputs = inputs(next);
    assertThat(inputs).filteredOn(Input.Reloaded.class::isInstance).hasSize(SESSIONS);
    assertThat(inputs).filteredOn(Input.MessageReceived.class::isInstance).hasSize(WITH_MESSAGES);
    assertThat(inputs.getLast()).isInstanceOf(Input.Reloaded.class);
  }
}
