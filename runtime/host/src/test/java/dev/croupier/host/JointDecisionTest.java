package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Allocation;
import dev.croupier.app.Proposal;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.Operation;
import dev.croupier.host.fake.FakeApp;
import dev.croupier.host.fake.TestTable;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Intent;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** States and closes that need more than one participant's weight. */
class JointDecisionTest {

  private static final List<Long> THIRDS = List.of(33L, 33L, 34L);

  private final TestTable table = new TestTable();
  private ProposalPolicy policy = ProposalPolicy.APP;
  private final Map<String, List<Input.CallResult>> results = new HashMap<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final Map<String, Function<Proposal, Optional<Boolean>>> opinions = new HashMap<>();
  private final Map<String, BiConsumer<Turn, FakeApp.Doing>> onMessage = new HashMap<>();

  /** Seats with a session of these weights, each having paid in 1 usdc. */
  private void play(List<Long> weights, long quorum, String... names) {
    for (String name : names) {
      table.seat(
          SeatConfig.of(name, name)
              .withInvites(InvitePolicy.ALWAYS)
              .withLimits(TestTable.TEN_USDC)
              .withProposals(policy),
          (turn, doing) -> {
            switch (turn.input()) {
              case Input.Started() when name.equals(names[0]) ->
                  create(turn, doing, weights, quorum, names);
              case Input.Invited invited -> doing.answer(invited.inviteId(), true, "");
              case Input.Answered answer ->
                  results.computeIfAbsent(name, key -> new ArrayList<>()).add(answer.result());
              case Input.Proposed(long id, Proposal proposal) -> {
                proposals.add(proposal);
                opinions
                    .getOrDefault(name, asked -> Optional.empty())
                    .apply(proposal)
                    .ifPresent(yes -> doing.answerProposal(id, yes, yes ? "" : "not so"));
              }
              case Input.MessageReceived message when message.type().equals("ping") ->
                  onMessage.getOrDefault(name, (t, d) -> {}).accept(turn, doing);
              default -> {}
            }
          });
    }
    table.start();
  }

  private void create(
      Turn turn, FakeApp.Doing doing, List<Long> weights, long quorum, String... names) {
    List<String> wallets = new ArrayList<>();
    for (String name : names) {
      wallets.add(table.wallet(name).toString());
    }
    doing.create(
        doing.seat.prepareSession(
            new SessionTerms("deal", wallets, weights, quorum),
            Arrays.stream(names).map(name -> table.usdc(name, "1")).toList(),
            Optional.empty(),
            turn.timeMs()));
  }

  private List<Allocation> shares(String[] names, String... amounts) {
    List<Allocation> shares = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      shares.add(table.usdc(names[i], amounts[i]));
    }
    return shares;
  }

  private void poke(String... who) {
    for (String name : who) {
      table.node.relay(
          table.host().seats().getFirst().openSessions().getFirst(),
          table.wallet(name),
          "ping",
          "{\"n\":1}");
    }
    table.settle();
  }

  private static String id(Turn turn) {
    return turn.session().map(SessionView::id).orElseThrow();
  }

  private static final String[] FRIENDS = {"alice", "bob"};
  private static final String[] DEAL = {"buyer", "seller", "mediator"};

  private void closes(String who, String[] names, String... amounts) {
    onMessage.put(who, (turn, doing) -> doing.close(id(turn), shares(names, amounts)));
  }

  private Input.CallResult last(String who) {
    return results.get(who).getLast();
  }

  @Test
  void equalPeers_whoAgree_close() {
    opinions.put("bob", proposal -> Optional.of(true));
    closes("alice", FRIENDS, "0", "2");
    play(List.of(50L, 50L), 100, FRIENDS);
    poke("bob");

    assertThat(proposals)
        .singleElement()
        .satisfies(
            proposal -> {
              assertThat(proposal.kind()).isEqualTo(Proposal.Kind.CLOSE);
              assertThat(proposal.from()).isEqualTo(table.wallet("alice").toString());
              assertThat(proposal.version()).isEqualTo(2);
              assertThat(proposal.allocations()).isEqualTo(shares(FRIENDS, "0", "2"));
            });
    assertThat(last("alice")).isInstanceOf(Input.CallResult.Succeeded.class);
    assertThat(table.events(HostEvent.SessionClosed.class)).hasSize(2);
    assertThat(table.events(HostEvent.SignaturesCollected.class))
        .last()
        .satisfies(
            progress -> {
              assertThat(progress.signed()).containsExactly(table.wallet("bob"));
              assertThat(progress.waitingFor()).isEmpty();
            });
  }

  @Test
  void equalPeers_whoDisagree_leaveTheSessionOpen_andMayProposeAnew() {
    opinions.put(
        "bob", proposal -> Optional.of(proposal.allocations().getLast().amount().signum() > 0));
    closes("alice", FRIENDS, "2", "0");
    play(List.of(50L, 50L), 100, FRIENDS);
    poke("bob");

    assertThat(last("alice"))
        .isInstanceOfSatisfying(
            Input.CallResult.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("not-enough-signatures");
              assertThat(failed.message()).contains("weigh 50", "quorum is 100", "not so");
            });
    assertThat(table.node.submitted).hasSize(1);

    closes("alice", FRIENDS, "1", "1");
    poke("bob");
    assertThat(last("alice")).isInstanceOf(Input.CallResult.Succeeded.class);
    assertThat(table.events(HostEvent.SessionClosed.class)).hasSize(2);
  }

  @Test
  void bothPropose_atTheSameTime_oneCloses_theOtherIsTold() {
    opinions.put("alice", proposal -> Optional.of(true));
    opinions.put("bob", proposal -> Optional.of(true));
    closes("alice", FRIENDS, "2", "0");
    closes("bob", FRIENDS, "0", "2");
    play(List.of(50L, 50L), 100, FRIENDS);
    poke("bob");

    assertThat(List.of(last("alice"), last("bob")))
        .hasAtLeastOneElementOfType(Input.CallResult.Succeeded.class)
        .hasAtLeastOneElementOfType(Input.CallResult.Failed.class);
    assertThat(table.events(HostEvent.SessionClosed.class)).hasSize(2);
    assertThat(
            table.events(HostEvent.SessionClosed.class).stream()
                .map(HostEvent.SessionClosed::finalAllocations)
                .distinct())
        .hasSize(1);
  }

  @Test
  void escrow_twoOfThreeSuffice_andTheThirdIsNotWaitedFor() {
    opinions.put("mediator", proposal -> Optional.of(true));
    opinions.put("buyer", proposal -> Optional.empty());
    closes("seller", DEAL, "0", "3", "0");
    play(THIRDS, 67, DEAL);
    poke("buyer");

    assertThat(last("seller")).isInstanceOf(Input.CallResult.Succeeded.class);
    assertThat(table.events(HostEvent.SignatureRefused.class))
        .anySatisfy(refused -> assertThat(refused.code()).isEqualTo("withdrawn"));
  }

  @Test
  void escrow_refusalsThatPutTheQuorumOutOfReach_endAtOnce() {
    opinions.put("mediator", proposal -> Optional.of(false));
    opinions.put("buyer", proposal -> Optional.of(false));
    closes("seller", DEAL, "0", "3", "0");
    play(THIRDS, 67, DEAL);
    poke("buyer");

    assertThat(last("seller"))
        .isInstanceOfSatisfying(
            Input.CallResult.Failed.class,
            failed -> assertThat(failed.message()).contains("weigh 33", "quorum is 67"));
  }

  @Test
  void silence_endsWhenTheTimeIsOver() {
    closes("alice", FRIENDS, "2", "0");
    play(List.of(50L, 50L), 100, FRIENDS);
    poke("bob");
    assertThat(results.get("alice")).hasSize(1);

    table.advance(HostConfig.DEFAULTS.inviteTimeout().plus(Duration.ofMillis(1)));

    assertThat(last("alice"))
        .isInstanceOfSatisfying(
            Input.CallResult.Failed.class,
            failed -> assertThat(failed.message()).contains("did not answer within 10000 ms"));
  }

  @Test
  void seatsThatSignNoProposals_doNotAskTheirApp() {
    opinions.put("bob", proposal -> Optional.of(true));
    closes("alice", FRIENDS, "2", "0");
    policy = ProposalPolicy.NEVER;
    play(List.of(50L, 50L), 100, FRIENDS);
    poke("bob");

    assertThat(proposals).isEmpty();
    assertThat(last("alice"))
        .isInstanceOfSatisfying(
            Input.CallResult.Failed.class,
            failed -> assertThat(failed.message()).contains("signs no proposals"));
  }

  @Test
  void whoHasSignedAClose_agreesToNoState_untilTheCloseIsTooOld() {
    opinions.put("mediator", proposal -> Optional.of(true));
    opinions.put("buyer", proposal -> Optional.of(true));
    closes("seller", DEAL, "0", "3", "0");
    onMessage.put(
        "buyer",
        (turn, doing) -> doing.move(id(turn), Intent.OPERATE, shares(DEAL, "2", "1", "0")));
    play(THIRDS, 67, DEAL);
    table.node.refusal = Optional.of("the node is busy");
    poke("mediator");
    table.node.refusal = Optional.empty();

    onMessage.remove("seller");
    poke("mediator");

    assertThat(last("buyer"))
        .isInstanceOfSatisfying(
            Input.CallResult.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo("earlier-signature"));
  }

  @Test
  void deposit_isSignedByWhoPays_andAddsToTheSession() {
    opinions.put("bob", proposal -> Optional.of(proposal.kind() == Proposal.Kind.DEPOSIT));
    onMessage.put(
        "alice",
        (turn, doing) ->
            doing.move(
                id(turn),
                Intent.DEPOSIT,
                List.of(table.usdc("alice", "2"), table.usdc("bob", "3"))));
    play(List.of(100L, 0L), 100, FRIENDS);
    poke("bob");

    assertThat(last("alice")).isInstanceOf(Input.CallResult.Succeeded.class);
    assertThat(proposals).hasSize(1);
    assertThat(table.node.submitted.getLast())
        .isInstanceOfSatisfying(
            Operation.SubmitState.class,
            state -> {
              assertThat(state.intent()).isEqualTo(Operation.Intent.DEPOSIT);
              assertThat(state.allocations())
                  .extracting(share -> share.amount().toString())
                  .containsExactly("3", "4");
            });

    onMessage.put(
        "alice",
        (turn, doing) ->
            doing.move(id(turn), Intent.DEPOSIT, List.of(table.usdc("alice", "7.000001"))));
    poke("bob");
    assertThat(last("alice"))
        .isInstanceOfSatisfying(
            Input.CallResult.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("allowance");
              assertThat(failed.message()).contains("10.000001", "allowance of 10");
            });

    onMessage.put(
        "alice",
        (turn, doing) -> doing.move(id(turn), Intent.DEPOSIT, List.of(table.usdc("alice", "7"))));
    poke("bob");
    assertThat(last("alice")).isInstanceOf(Input.CallResult.Succeeded.class);
  }

  @Test
  void governance_everyCombinationOfWeights_decidesExactlyFromTheQuorumOn() {
    String[] council = {"admin", "mod1", "mod2", "user1", "user2"};
    long[] weights = {40, 20, 20, 10, 10};
    for (int yes = 0; yes < 16; yes++) {
      JointDecisionTest round = new JointDecisionTest();
      long weight = weights[0];
      for (int i = 1; i < council.length; i++) {
        boolean agrees = (yes >> (i - 1) & 1) == 1;
        weight += agrees ? weights[i] : 0;
        round.opinions.put(council[i], proposal -> Optional.of(agrees));
      }
      round.onMessage.put(
          "admin",
          (turn, doing) -> doing.close(id(turn), round.shares(council, "5", "0", "0", "0", "0")));
      round.play(List.of(40L, 20L, 20L, 10L, 10L), 60, council);
      round.poke("mod1");

      assertThat(round.last("admin") instanceof Input.CallResult.Succeeded)
          .as("those who agree: %s, weight %s", Integer.toBinaryString(yes), weight)
          .isEqualTo(weight >= 60);
    }
  }
}
