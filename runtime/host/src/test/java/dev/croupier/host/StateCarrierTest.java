package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.SessionTerms;
import dev.croupier.client.Operation;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.HostEvent.Direction;
import dev.croupier.host.carrier.CarrierLimits;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.FakeConnection;
import dev.croupier.host.fake.FakeJournal;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Messages in the states of sessions without money, at a node that has no relay. */
class StateCarrierTest {

  private static final Address STRANGER = FakeNode.wallet(9);

  private final FakeJournal journal = new FakeJournal();
  private TestTable table = new TestTable();
  private final Map<String, FakeApp> apps = new LinkedHashMap<>();
  private final Map<String, BiConsumer<Turn, FakeApp.Doing>> onPoke = new HashMap<>();
  private long pokes;
  private SessionId id = SessionId.parse("0x" + "00".repeat(32));

  /** Seats and a stranger in a session in which each decides alone. */
  private void play(CarrierPolicy policy, String... names) {
    play(policy, 100, List.of(), names);
  }

  private void play(
      CarrierPolicy policy, long weight, List<Allocation> allocations, String... names) {
    table.node.statesOnly = true;
    table.node.tellsAllocations = true;
    sit(policy, names);
    List<Address> wallets = new ArrayList<>();
    for (String name : names) {
      wallets.add(table.wallet(name));
    }
    wallets.add(STRANGER);
    id =
        table.node.seed(
            new SessionDefinition(
                "talk", wallets, Collections.nCopies(wallets.size(), weight), 100, 0, 5),
            allocations);
    poke();
  }

  private void sit(CarrierPolicy policy, String... names) {
    for (String name : names) {
      apps.put(
          name,
          table.seat(
              SeatConfig.of(name, name).withCarrier(policy),
              (turn, doing) -> {
                if (turn.input() instanceof Input.MessageReceived message
                    && message.sender().equals(STRANGER.toString())) {
                  onPoke.getOrDefault(name, (t, d) -> {}).accept(turn, doing);
                }
              }));
    }
    table.journal = journal;
    table.start();
  }

  /** Lets every seat do what is set for it; the stranger's word comes by other means. */
  private void poke() {
    pokeOnly();
    table.settle();
  }

  private void pokeOnly() {
    pokes++;
    for (String name : apps.keySet()) {
      table
          .connection(name)
          .listenerForTest()
          .message(
              new RelayedMessage(
                  id,
                  "pong",
                  "{\"n\":0}",
                  STRANGER,
                  RelayedMessage.Proof.WALLET_SIGNATURE,
                  pokes,
                  OptionalLong.empty(),
                  ""));
    }
  }

  private void says(String name, int... numbers) {
    onPoke.put(
        name,
        (turn, doing) -> {
          for (int number : numbers) {
            doing.send(id.toString(), "ping", "{\"n\":" + number + "}");
          }
        });
  }

  private void pass(Duration time) {
    for (long ms = 0; ms < time.toMillis(); ms += 20) {
      table.advance(Duration.ofMillis(20));
    }
  }

  private List<String> heard(String name) {
    return apps.get(name).turns.stream()
        .map(Turn::input)
        .filter(Input.MessageReceived.class::isInstance)
        .map(Input.MessageReceived.class::cast)
        .filter(message -> message.type().equals("ping"))
        .map(message -> message.sender().substring(0, 6) + message.dataJson())
        .toList();
  }

  private List<String> answers(String name) {
    return apps.get(name).turns.stream()
        .map(Turn::input)
        .filter(Input.Answered.class::isInstance)
        .map(Input.Answered.class::cast)
        .map(
            answer ->
                answer.result() instanceof Input.CallResult.Failed failed ? failed.code() : "taken")
        .toList();
  }

  private List<Operation.SubmitState> states() {
    return table.node.submitted.stream()
        .filter(Operation.SubmitState.class::isInstance)
        .map(Operation.SubmitState.class::cast)
        .toList();
  }

  private List<Allocation> share(String amount) {
    return List.of(new Allocation(STRANGER, "usdc", Amount.parse(amount)));
  }

  @Test
  void messagesOfThreeAtOnce_reachEverybodyInOneOrder_eachOnce() {
    play(CarrierPolicy.STATES, "ann", "ben", "cyd");
    says("ann", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    says("ben", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    says("cyd", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    poke();
    pass(Duration.ofSeconds(2));

    assertThat(heard("ann")).hasSize(36).doesNotHaveDuplicates();
    assertThat(heard("ben")).isEqualTo(heard("ann"));
    assertThat(heard("cyd")).isEqualTo(heard("ann"));
    assertThat(answers("ann")).hasSize(12).containsOnly("taken");
    assertThat(states())
        .allSatisfy(
            state -> {
              assertThat(state.intent()).isEqualTo(Operation.Intent.OPERATE);
              assertThat(state.allocations())
                  .hasSize(4)
                  .allMatch(share -> share.amount().signum() == 0);
            });
  }

  @Test
  void session_withMoney_carriesNothing() {
    play(CarrierPolicy.STATES, 100, share("0.000001"), "ann", "ben");
    says("ann", 1);
    poke();

    assertThat(answers("ann")).containsExactly("session-holds-money");
    assertThat(states()).isEmpty();
    assertThat(table.connection("ann").signed).isZero();
    assertThat(table.events(HostEvent.MessageRefused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.direction()).isEqualTo(Direction.OUT);
              assertThat(refused.reason()).contains("0.000001 usdc", STRANGER.toString());
            });
  }

  @Test
  void moneyThatComesIn_stopsIt_andWhatWaitsIsRefused() {
    play(CarrierPolicy.STATES, "ann", "ben");
    says("ann", 1);
    poke();
    assertThat(heard("ben")).hasSize(1);

    says("ann", 2, 3, 4);
    onPoke.merge("ann", (turn, doing) -> table.node.state(id, share("1"), ""), BiConsumer::andThen);
    poke();
    pass(Duration.ofSeconds(1));

    assertThat(heard("ben")).hasSize(1);
    assertThat(answers("ann")).startsWith("taken").endsWith("session-holds-money");
    assertThat(table.node.snapshot(id).allocations()).contains(share("1"));
    assertThat(table.node.snapshot(id).version()).isEqualTo(3);
  }

  @Test
  void message_inTheStateOfASessionWithMoney_isNotHandedOn() {
    play(CarrierPolicy.STATES, "ann", "ben");
    says("ann", 1);
    poke();
    String carried = table.node.snapshot(id).sessionData();
    table.connection("ben").cut();
    says("ann", 2);
    poke();
    String missed = table.node.snapshot(id).sessionData();
    assertThat(missed).isNotEqualTo(carried);

    table.node.state(id, share("1"), "");
    table.settle();
    table.connection("ben").reconnect();
    table.settle();
    table.node.state(id, share("1"), missed);
    table.settle();

    assertThat(heard("ben")).hasSize(1);
    assertThat(table.events(HostEvent.MessageRefused.class))
        .anyMatch(
            refused ->
                refused.direction() == Direction.IN
                    && refused.seat().equals("ben")
                    && refused.code().equals("session-holds-money"));
  }

  @Test
  void stateThatKeepsTheTextOfAMessage_isNotTakenForItAgain() {
    play(CarrierPolicy.STATES, "ann", "ben");
    says("ann", 1);
    poke();
    String carried = table.node.snapshot(id).sessionData();

    table.node.state(id, share("1"), carried);
    table.node.state(id, share("2"), carried);
    table.settle();

    assertThat(table.events(HostEvent.MessageRefused.class)).isEmpty();
    assertThat(heard("ben")).hasSize(1);
  }

  @Test
  void app_hearsOfStatesThatChangeSomething_andNotOfThoseThatCarryMessages() {
    play(CarrierPolicy.STATES, "ann", "ben");
    says("ann", 1, 2, 3);
    poke();
    assertThat(heard("ben")).hasSize(3);
    assertThat(updates("ben")).isEmpty();
    assertThat(table.events(HostEvent.StateUpdated.class)).isEmpty();

    table.node.state(id, share("1"), table.node.snapshot(id).sessionData());
    table.settle();
    assertThat(updates("ben")).containsExactly("version 5, text ");
    table.node.state(id, List.of(), "{\"round\":1}");
    table.settle();
    assertThat(updates("ben")).containsExactly("version 5, text ", "version 6, text {\"round\":1}");
  }

  private List<String> updates(String name) {
    return apps.get(name).turns.stream()
        .map(Turn::input)
        .filter(Input.StateUpdated.class::isInstance)
        .map(input -> ((Input.StateUpdated) input).update())
        .map(update -> "version " + update.version() + ", text " + update.sessionData().orElse(""))
        .toList();
  }

  @Test
  void senderWhoDoesNotReachTheQuorum_sendsNothing() {
    play(CarrierPolicy.STATES, 99, List.of(), "ann", "ben");
    says("ann", 1);
    poke();

    assertThat(answers("ann")).containsExactly("quorum");
    assertThat(states()).isEmpty();
  }

  @Test
  void othersSessionData_isNoMessage_andIsNotOverwritten() {
    play(CarrierPolicy.STATES, "ann", "ben");
    table.node.state(id, List.of(), "{\"round\":1}");
    table.settle();
    says("ann", 1);
    poke();
    pass(Duration.ofSeconds(3));

    assertThat(answers("ann")).containsExactly("session-data-in-use");
    assertThat(states()).isEmpty();
    assertThat(table.node.snapshot(id).sessionData()).isEqualTo("{\"round\":1}");
    assertThat(table.events(HostEvent.NodeProblem.class)).isEmpty();

    table.node.state(id, List.of(), "");
    table.settle();
    poke();
    assertThat(heard("ben")).hasSize(1);
  }

  @Test
  void othersSessionData_fromBeforeThisSeatCame_isFoundBeforeAnythingIsSent() {
    play(CarrierPolicy.STATES, "ann", "ben");
    table.node.state(id, List.of(), "{\"round\":1}");
    table.connection("ann").cut();
    table.connection("ann").reconnect();
    table.settle();
    says("ann", 1);
    poke();

    assertThat(answers("ann")).containsExactly("session-data-in-use");
    assertThat(states()).isEmpty();
  }

  @Test
  void textMarkedAsMessage_thatIsNone_isTold() {
    play(CarrierPolicy.STATES, "ann");
    table.node.state(id, List.of(), "{\"croupier\":\"message/1\",\"sig\":1}");
    table.node.state(id, List.of(), "{\"croupier\":\"message/9\"}");
    table.settle();

    assertThat(table.events(HostEvent.NodeProblem.class)).hasSize(2);
    assertThat(heard("ann")).isEmpty();
  }

  @Test
  void messageThatDoesNotFit_isRefusedBeforeItIsNumbered() {
    play(CarrierPolicy.STATES, "ann", "ben");
    String fill = "x".repeat(CarrierLimits.MESSAGE_BYTES);
    onPoke.put(
        "ann",
        (turn, doing) -> doing.send(id.toString(), "ping", "{\"n\":1,\"fill\":\"" + fill + "\"}"));
    poke();

    assertThat(answers("ann")).containsExactly("message-too-long");
    assertThat(states()).isEmpty();
  }

  @Test
  void withoutTheOptIn_nothingIsCarriedEitherWay() {
    play(CarrierPolicy.STATES, "ann");
    FakeNode node = table.node;
    says("ann", 1);
    poke();
    String carried = node.snapshot(id).sessionData();
    assertThat(carried).startsWith("{\"croupier\":\"message/1\"");

    StateCarrierTest plain = new StateCarrierTest();
    plain.play(CarrierPolicy.NONE, "ann", "ben");
    plain.says("ben", 1);
    plain.poke();
    plain.table.node.state(plain.id, List.of(), carried);
    plain.table.settle();

    assertThat(plain.answers("ben")).containsExactly("no-relay");
    assertThat(plain.states()).isEmpty();
    assertThat(plain.heard("ann")).isEmpty();
  }

  @Test
  void nodeWithRelay_carriesMessagesItself() {
    play(CarrierPolicy.STATES, "ann", "ben");
    table.node.statesOnly = false;
    says("ann", 1);
    poke();

    assertThat(heard("ben")).hasSize(1);
    assertThat(states()).isEmpty();
  }

  @Test
  void whatWasMissedWithoutConnection_isAskedForAndComes() {
    play(CarrierPolicy.STATES, "ann", "ben");
    says("ann", 1);
    poke();
    table.connection("ben").cut();
    says("ann", 2, 3, 4, 5);
    poke();
    pass(Duration.ofMillis(200));
    assertThat(heard("ben")).hasSize(1);

    table.connection("ben").reconnect();
    pass(Duration.ofSeconds(3));

    assertThat(heard("ben")).hasSize(5).isEqualTo(heard("ann"));
  }

  @Test
  void messagesAskedForWithoutConnection_leaveWithTheNextOne() {
    play(CarrierPolicy.STATES, "ann", "ben");
    table.connection("ann").cut();
    says("ann", 1, 2, 3);
    poke();
    pass(Duration.ofMillis(100));
    assertThat(heard("ben")).isEmpty();

    table.connection("ann").reconnect();
    pass(Duration.ofSeconds(1));

    assertThat(answers("ann")).containsExactly("taken", "taken", "taken");
    assertThat(heard("ben")).hasSize(3);
  }

  @Test
  void answersThatAreLost_loseNoMessageAndRepeatNone() {
    for (FakeConnection.Loss loss : FakeConnection.Loss.values()) {
      StateCarrierTest game = new StateCarrierTest();
      game.play(CarrierPolicy.STATES, "ann", "ben");
      game.says("ann", 1, 2, 3);
      game.table.connection("ann").losses.add(loss);
      game.poke();
      game.pass(Duration.ofMillis(500));
      game.table.connection("ann").reconnect();
      game.pass(Duration.ofSeconds(3));

      assertThat(game.heard("ben")).as("%s", loss).hasSize(3).isEqualTo(game.heard("ann"));
      assertThat(game.answers("ann")).as("%s", loss).containsExactly("taken", "taken", "taken");
    }
  }

  @Test
  void whatIsSaidBeforeAStateAndAClose_leavesBeforeThem() {
    play(CarrierPolicy.STATES, "ann", "ben");
    onPoke.put(
        "ann",
        (turn, doing) -> {
          doing.send(id.toString(), "ping", "{\"n\":1}");
          doing.send(id.toString(), "ping", "{\"n\":2}");
          doing.submit(id.toString(), zeroes());
          doing.send(id.toString(), "ping", "{\"n\":3}");
          doing.close(id.toString(), zeroes());
        });
    poke();
    pass(Duration.ofSeconds(2));

    assertThat(answers("ann")).hasSize(5).containsOnly("taken");
    assertThat(heard("ben")).hasSize(3).isEqualTo(heard("ann"));
    assertThat(states().stream().filter(state -> state.sessionData().isEmpty())).hasSize(1);
    assertThat(table.node.snapshot(id).open()).isFalse();
    assertThat(apps.get("ben").turns.getLast().input()).isInstanceOf(Input.SessionClosed.class);
  }

  private List<dev.croupier.app.Allocation> zeroes() {
    return List.of(
        dev.croupier.app.Allocation.of(table.wallet("ann").toString(), "usdc", "0"),
        dev.croupier.app.Allocation.of(table.wallet("ben").toString(), "usdc", "0"),
        dev.croupier.app.Allocation.of(STRANGER.toString(), "usdc", "0"));
  }

  @Test
  void hostThatDiesAtAnyStep_losesNoMessage_andRepeatsNone() {
    for (int steps = 0; steps < 24; steps++) {
      StateCarrierTest game = new StateCarrierTest();
      game.play(CarrierPolicy.STATES, "ann", "ben");
      game.says("ann", 1, 2, 3, 4);
      game.pokeOnly();
      for (int i = 0; i < steps; i++) {
        game.table.loops.get(i % 2).step();
        if (i % 3 == 2) {
          game.table.node.deliverOne();
        }
      }
      boolean asked =
          game.journal.records.stream()
              .anyMatch(record -> record.toString().contains("SendMessage"));
      List<String> before = game.heard("ben");
      game.table.connection("ann").kill();
      game.table.connection("ben").kill();
      game.table = new TestTable(game.table.node, game.table.clock);
      game.sit(CarrierPolicy.STATES, "ann", "ben");
      game.pass(Duration.ofSeconds(5));

      List<String> all = new ArrayList<>(before);
      all.addAll(game.heard("ben"));
      assertThat(all).as("after %d steps", steps).doesNotHaveDuplicates();
      assertThat(all).as("after %d steps", steps).hasSize(asked ? 4 : 0);
    }
  }

  @Test
  void statesWithoutVersions_carryNothing() {
    play(CarrierPolicy.STATES, "ann", "ben");
    table.node.unversioned = true;
    says("ann", 1);
    poke();

    assertThat(answers("ann")).containsExactly("no-versions");
    assertThat(states()).isEmpty();
    assertThat(table.connection("ann").signed).isZero();
  }

  @Test
  void refusalThatIsNoLostRace_isTheAnswer() {
    play(CarrierPolicy.STATES, "ann", "ben");
    table.node.refusal = Optional.of("closed for today");
    says("ann", 1);
    poke();
    pass(Duration.ofMillis(100));

    assertThat(answers("ann")).containsExactly("node-refused");
  }

  @Test
  void whoeverIsAlwaysLate_givesUpAtTheBound() {
    play(CarrierPolicy.STATES, "ann", "ben");
    says("ann", 1);
    table.connection("ann").outrunBy(() -> table.node.state(id, List.of(), ""));
    poke();
    pass(Duration.ofSeconds(30));

    assertThat(answers("ann")).containsExactly("session-crowded");
    assertThat(states().size()).isBetween(30, 41);
  }

  @Test
  void session_withoutMoney_isCreatedWithoutAskingThoseElsewhere() {
    table.node.statesOnly = true;
    table.node.tellsAllocations = true;
    FakeApp ann =
        table.seat(
            SeatConfig.of("ann", "ann").withCarrier(CarrierPolicy.STATES),
            (turn, doing) -> {
              if (turn.input() instanceof Input.Started) {
                doing.create(
                    doing.seat.prepareSession(
                        new SessionTerms(
                            "talk",
                            List.of(table.wallet("ann").toString(), STRANGER.toString()),
                            List.of(100L, 100L),
                            100),
                        List.of(),
                        Optional.empty(),
                        turn.timeMs()));
              }
            });
    table.start();

    assertThat(ann.turns).anyMatch(turn -> turn.input() instanceof Input.SessionCreated);
    // The first question of its deliveries makes the session known to those elsewhere.
    assertThat(states())
        .singleElement()
        .satisfies(
            state -> assertThat(state.sessionData().orElseThrow()).contains("croupier.resume"));
  }
}
