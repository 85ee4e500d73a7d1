package dev.croupier.host.cosign;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeException;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.Proposals;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the seats of this host first, without the network, and everybody else over what carries
 * proposals on one seat's connection: the local node or a relay service. What was asked is asked
 * again after each login, since carriers forget; those who have answered answer the same. Runs on
 * the seat's loop; futures complete there or where the local seats complete theirs.
 */
public final class RemoteCoSigning implements CoSigning {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteCoSigning.class);

  /** How often a proposal is sent whose answer does not come or cannot be read. */
  private static final int MOST_TRIES = 4;

  private static final String WAITING_ALREADY = "is already waiting";

  private final CoSigning local;
  private final NodeConnection connection;
  private final Executor loop;
  private final InstantSource clock;
  private final Map<Hash32, Asked> asked = new LinkedHashMap<>();
  private final Map<Hash32, Instant> withdrawn = new LinkedHashMap<>();

  /**
   * @param local the way to the seats of this host
   * @param connection what carries the proposals to all others
   * @param loop the seat's loop
   * @param clock the time
   */
  public RemoteCoSigning(
      CoSigning local, NodeConnection connection, Executor loop, InstantSource clock) {
    this.local = local;
    this.connection = connection;
    this.loop = loop;
    this.clock = clock;
  }

  @Override
  public boolean isLocal(Address wallet) {
    return local.isLocal(wallet);
  }

  @Override
  public Map<Address, CompletableFuture<Signature>> ask(Proposal proposal) {
    Map<Address, CompletableFuture<Signature>> answers = new LinkedHashMap<>();
    List<Address> elsewhere = elsewhere(proposal);
    List<Address> here = here(proposal);
    if (!here.isEmpty()) {
      answers.putAll(local.ask(proposal.to(here)));
    }
    if (!elsewhere.isEmpty()) {
      answers.putAll(askElsewhere(proposal.text(), elsewhere));
    }
    return answers;
  }

  private List<Address> here(Proposal proposal) {
    return proposal.signers().stream().filter(local::isLocal).toList();
  }

  private List<Address> elsewhere(Proposal proposal) {
    return proposal.signers().stream().filter(signer -> !local.isLocal(signer)).toList();
  }

  private Map<Address, CompletableFuture<Signature>> askElsewhere(
      String text, List<Address> signers) {
    Map<Address, CompletableFuture<Signature>> answers = new LinkedHashMap<>();
    signers.forEach(signer -> answers.put(signer, new CompletableFuture<>()));
    Step step = connection.read(text);
    Asked question = new Asked(step, answers);
    asked.put(step.digest(), question);
    withdrawn.remove(step.digest());
    propose(question, 1);
    return answers;
  }

  private void propose(Asked question, int tries) {
    Optional<Proposals> carrier = connection.proposals();
    if (carrier.isEmpty()) {
      fail(
          question,
          "it is no seat of this host, and the node carries no proposals to others; with a relay"
              + " service (relay: { url: … } in croupier.yaml, the same for all participants) it"
              + " can be asked");
      return;
    }
    CompletableFuture<?> _ =
        carrier
            .get()
            .propose(question.step(), List.of(), question.silent(), Optional.empty())
            .handleAsync(
                (receipt, error) -> {
                  if (error != null && question.equals(asked.get(question.id()))) {
                    failed(question, tries, cause(error));
                  }
                  return question.id();
                },
                loop);
  }

  private void failed(Asked question, int tries, Throwable error) {
    switch (error) {
      case NodeException.NotConnected _, NodeException.ConnectionLost _ ->
          LOG.debug("proposal {} waits for the connection", question.id(), error);
      case NodeException.TimedOut _, NodeException.UnusableFrame _ when tries < MOST_TRIES ->
          propose(question, tries + 1);
      case NodeException.Refused refused when refused.nodeText().endsWith(WAITING_ALREADY) ->
          LOG.debug("proposal {} has been carried before", question.id());
      default -> fail(question, String.valueOf(error.getMessage()));
    }
  }

  private void fail(Asked question, String reason) {
    asked.remove(question.id());
    for (Address signer : question.silent()) {
      question.fail(signer, new CoSigningException.NotReachable(signer, reason));
    }
  }

  /**
   * Somebody has answered.
   *
   * @param answer who, and what; whose signature it is is for whoever asked to check
   */
  public void answered(ProposalAnswer answer) {
    Asked question = asked.get(answer.proposalId());
    if (question == null || !question.silent().contains(answer.from())) {
      return;
    }
    answer.signature().ifPresent(signature -> question.sign(answer.from(), signature));
    answer
        .refusal()
        .ifPresent(
            reason ->
                question.fail(
                    answer.from(),
                    new CoSigningException.Declined(
                        answer.from(),
                        answer.from().shortText(),
                        reason.isBlank() ? "no reason given" : reason)));
    if (question.silent().isEmpty()) {
      asked.remove(question.id());
    }
  }

  /** There is a connection again: carriers may have forgotten, and not have heard everything. */
  public void connected() {
    Instant now = clock.instant();
    withdrawn.values().removeIf(until -> !until.isAfter(now));
    List.copyOf(withdrawn.keySet()).forEach(this::withdraw);
    for (Asked question : new ArrayList<>(asked.values())) {
      propose(question, 1);
    }
  }

  @Override
  public void withdraw(Proposal proposal) {
    List<Address> here = here(proposal);
    if (!here.isEmpty()) {
      local.withdraw(proposal.to(here));
    }
    if (!elsewhere(proposal).isEmpty()) {
      Step step = connection.read(proposal.text());
      if (asked.remove(step.digest()) != null) {
        withdrawn.put(step.digest(), step.expiresAt());
        withdraw(step.digest());
      }
    }
  }

  private void withdraw(Hash32 id) {
    connection
        .proposals()
        .ifPresent(
            carrier -> {
              CompletableFuture<?> _ =
                  carrier
                      .withdraw(id)
                      .handleAsync(
                          (done, error) -> {
                            boolean away =
                                error != null
                                    && (cause(error) instanceof NodeException.NotConnected
                                        || cause(error) instanceof NodeException.ConnectionLost);
                            if (!away) {
                              withdrawn.remove(id);
                            }
                            return id;
                          },
                          loop);
            });
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** What others elsewhere were asked, and who has answered. */
  private record Asked(Step step, Map<Address, CompletableFuture<Signature>> answers) {
    Hash32 id() {
      return step.digest();
    }

    Set<Address> silent() {
      Set<Address> silent = new LinkedHashSet<>();
      answers.forEach(
          (signer, answer) -> {
            if (!answer.isDone()) {
              silent.add(signer);
            }
          });
      return silent;
    }

    void sign(Address signer, Signature signature) {
      answer(signer).complete(signature);
    }

    void fail(Address signer, CoSigningException reason) {
      answer(signer).completeExceptionally(reason);
    }

    private CompletableFuture<Signature> answer(Address signer) {
      return answers.getOrDefault(signer, new CompletableFuture<>());
    }
  }
}
