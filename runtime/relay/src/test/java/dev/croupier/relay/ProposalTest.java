package dev.croupier.relay;

import static dev.croupier.relay.Heard.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.Operation;
import dev.croupier.client.Proposal;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.ProposalReceipt;
import dev.croupier.client.Proposals;
import dev.croupier.client.RelayedMessage.Proof;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proposals through the client, over the relay service and over a node that has them itself. */
class ProposalTest {
  private RelayTable table;

  private final class Side {
    final Heard heard = new Heard();
    final NodeConnection node;
    final Proposals proposals;

    Side(String name, boolean overRelay) {
      this.node = table.atNode(RelayTable.signer(name), heard);
      if (overRelay) {
        Player player = table.player(name);
        this.proposals = player.connection.proposals();
        this.relayed = player.heard;
      } else {
        this.proposals = node.proposals().orElseThrow();
        this.relayed = heard;
      }
    }

    final Heard relayed;
  }

  private Side alice;
  private Side bob;

  private void seat(boolean overRelay) {
    table = new RelayTable(overRelay ? Profile.V0_5 : Profile.DEFAULT, settings -> settings);
    alice = new Side("alice", overRelay);
    bob = new Side("bob", overRelay);
  }

  @AfterEach
  void leave() {
    table.close();
  }

  private Step creation() {
    return alice.node.plan(
        new Operation.CreateSession(
            new SessionDefinition(
                RelayTable.APPLICATION,
                List.of(alice.node.wallet(), bob.node.wallet()),
                List.of(50L, 50L),
                100,
                0,
                7),
            List.of(
                new Allocation(alice.node.wallet(), "usdc", Amount.of(3)),
                new Allocation(bob.node.wallet(), "usdc", Amount.of(2))),
            Optional.empty()),
        Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void proposal_signedByTheOther_makesARequestTheNodeTakes(boolean overRelay) {
    seat(overRelay);
    Step step = creation();
    Signature mine = alice.node.sign(step);

    ProposalReceipt receipt =
        RelayTable.await(alice.proposals.propose(step, List.of(mine), Set.of(), Optional.empty()));

    assertThat(receipt.proposalId()).isEqualTo(step.digest());
    assertThat(receipt.to()).containsExactly(bob.node.wallet());
    assertThat(receipt.connected()).containsExactly(bob.node.wallet());
    Proposal proposal = next(bob.relayed.proposals);
    assertThat(proposal.from()).isEqualTo(alice.node.wallet());
    assertThat(proposal.proof()).isEqualTo(Proof.WALLET_SIGNATURE);
    assertThat(proposal.id()).isEqualTo(step.digest());
    assertThat(proposal.expiresAt()).isEqualTo(receipt.expiresAt());
    Step read = bob.node.read(proposal.text());
    assertThat(read.operation()).isEqualTo(step.operation());
    assertThat(bob.node.signerOf(read, proposal.signatures().getFirst()))
        .isEqualTo(alice.node.wallet());

    assertThat(RelayTable.await(bob.proposals.sign(proposal.id(), bob.node.sign(read)))).isEmpty();

    ProposalAnswer answer = next(alice.relayed.answers);
    assertThat(answer.from()).isEqualTo(bob.node.wallet());
    assertThat(answer.proof()).isEqualTo(Proof.WALLET_SIGNATURE);
    assertThat(answer.waitingFor()).isEmpty();
    SessionVersion session =
        RelayTable.await(alice.node.submit(step, List.of(mine, answer.signature().orElseThrow())))
            .orElseThrow();
    assertThat(session.open()).isTrue();
    assertThat(alice.relayed.unusable).isEmpty();
    assertThat(bob.relayed.unusable).isEmpty();

    // A close of the session that is there now.
    Step close =
        alice.node.plan(
            new Operation.CloseSession(
                session.sessionId(),
                List.of(new Allocation(bob.node.wallet(), "usdc", Amount.of(5))),
                Optional.empty()),
            Duration.ofSeconds(30));
    RelayTable.await(
        alice.proposals.propose(close, List.of(), Set.of(bob.node.wallet()), Optional.empty()));
    assertThat(next(bob.relayed.proposals).text()).isEqualTo(close.text());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void proposal_refusedOrWithdrawn_isTold(boolean overRelay) {
    seat(overRelay);
    Step step = creation();
    RelayTable.await(alice.proposals.propose(step, List.of(), Set.of(), Optional.empty()));
    next(bob.relayed.proposals);

    RelayTable.await(bob.proposals.refuse(step.digest(), "stakes too high"));

    ProposalAnswer answer = next(alice.relayed.answers);
    assertThat(answer.refusal()).contains("stakes too high");
    assertThat(answer.signature()).isEmpty();
    assertThatThrownBy(() -> RelayTable.await(bob.proposals.refuse(step.digest(), "")))
        .hasMessageContaining("is not waiting");

    RelayTable.await(alice.proposals.propose(step, List.of(), Set.of(), Optional.empty()));
    next(bob.relayed.proposals);
    RelayTable.await(alice.proposals.withdraw(step.digest()));
    assertThat(next(bob.relayed.withdrawn)).isEqualTo(step.digest());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true})
  void proposal_forSomebodyWhoComesLater_waits(boolean overRelay) {
    seat(overRelay);
    Step step =
        alice.node.plan(
            table.creation(List.of(alice.node.wallet(), RelayTable.signer("carol").address())),
            Duration.ofSeconds(30));
    RelayTable.await(alice.proposals.propose(step, List.of(), Set.of(), Optional.empty()));

    assertThat(next(table.player("carol").heard.proposals).id()).isEqualTo(step.digest());
  }
}
