package dev.croupier.testkit;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Proposal;
import dev.croupier.app.RequestFailedException;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.SessionState;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * An app that does what the test says: it creates, proposes and agrees, and remembers how all of it
 * ended.
 */
class DealApp implements SessionApp {

  private static final String TICK = "tick";
  private static final Duration PACE = Duration.ofMillis(50);

  final List<String> outcomes = new ArrayList<>();
  final List<Invite> invites = new ArrayList<>();
  final List<Proposal> proposals = new ArrayList<>();
  final List<String> ends = new ArrayList<>();
  Predicate<Invite> joins = invite -> true;
  Predicate<Proposal> agrees = proposal -> true;
  private final Deque<Consumer<Session>> next = new ArrayDeque<>();
  private Consumer<Client> first = client -> {};

  @Override
  public MessageTypes messages() {
    return MessageTypes.ofJson("{\"note\": {\"type\": \"object\"}}");
  }

  @Override
  public void onStart(Client started) {
    first.accept(started);
  }

  @Override
  public boolean onSessionInvite(Invite invite) {
    invites.add(invite);
    return joins.test(invite);
  }

  @Override
  public boolean onProposal(Proposal proposal, Session at) {
    proposals.add(proposal);
    return agrees.test(proposal);
  }

  @Override
  public void onSessionCreated(Session created) {
    created.setTimer(TICK, PACE);
  }

  @Override
  public void onSessionResumed(Session resumed) {
    resumed.setTimer(TICK, PACE);
  }

  @Override
  public void onTimer(Timer timer, Session session) {
    if (!next.isEmpty()) {
      next.remove().accept(session);
    }
    session.setTimer(TICK, PACE);
  }

  @Override
  public void onAppMessage(Message message, Session at) {}

  @Override
  public void onSessionClosed(Session closed, List<Allocation> finalAllocations) {
    ends.add(amounts(finalAllocations));
  }

  private static String amounts(List<Allocation> shares) {
    return String.join(
        " ",
        shares.stream().map(share -> share.amount().stripTrailingZeros().toPlainString()).toList());
  }

  /** Creates a session in which everybody pays in 1 usdc, as soon as it starts. */
  DealApp creates(List<Long> weights, long quorum, String... contacts) {
    first =
        client -> {
          List<String> wallets = new ArrayList<>(List.of(client.address()));
          for (String contact : contacts) {
            wallets.add(client.contact(contact).orElseThrow());
          }
          var _ =
              client
                  .createSession(
                      client.prepareSession(
                          new SessionTerms("", wallets, weights, quorum),
                          wallets.stream()
                              .map(wallet -> Allocation.of(wallet, "usdc", "1"))
                              .toList()),
                      List.of())
                  .handle((id, error) -> outcomes.add(error == null ? "created" : reason(error)));
        };
    return this;
  }

  void submit(String... amounts) {
    next.add(
        session -> {
          var _ = session.submitState(shares(session, amounts)).handle(this::outcome);
        });
  }

  void close(String... amounts) {
    next.add(
        session -> {
          var _ = session.close(shares(session, amounts)).handle(this::outcome);
        });
  }

  private static List<Allocation> shares(Session session, String... amounts) {
    return IntStream.range(0, amounts.length)
        .mapToObj(i -> Allocation.of(session.participants().get(i), "usdc", amounts[i]))
        .toList();
  }

  private boolean outcome(SessionState state, Throwable error) {
    return outcomes.add(error == null ? "version " + state.version() : reason(error));
  }

  private static String reason(Throwable error) {
    return error instanceof RequestFailedException refused
        ? refused.code() + ": " + refused.getMessage()
        : error.toString();
  }
}
