package dev.croupier.testkit;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeListener;
import dev.croupier.client.Operation;
import dev.croupier.client.ProposalAnswer;
import dev.croupier.client.Proposals;
import dev.croupier.client.Relay;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.host.cosign.CoSigningException;
import dev.croupier.host.cosign.LocalCoSigning;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.cosign.RemoteCoSigning;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A wallet that the test plays by hand: no app, no schemas and no guard between it and the node. It
 * can do what apps do and what cheaters do; only the node and the other seats stop it.
 *
 * <p>Calls return when the node has answered, and throw what it refused with.
 */
public final class Puppet {

  private static final Duration COLLECTING = Duration.ofSeconds(30);

  private final TestTable table;
  private final SeatPlan plan;
  private final Address wallet;
  private final NodeConnection connection;
  private final RemoteCoSigning coSigning;
  private final List<TestMessage> heard = new ArrayList<>();
  private final Map<String, Long> versions = new HashMap<>();
  private Predicate<Proposal.Creation> signs = invite -> true;
  private Predicate<Proposal.Decision> agrees = decision -> true;
  private long lastNonce;

  Puppet(TestTable table, SeatPlan plan, Address wallet) {
    this.table = table;
    this.plan = plan;
    this.wallet = wallet;
    this.connection =
        NodeConnections.open(
            table.client(plan.name(), new VirtualTimers(table.agenda(), table.clock())),
            new Ears());
    this.coSigning =
        new RemoteCoSigning(new LocalCoSigning(), connection, Runnable::run, table.clock());
  }

  void connect() {
    table.await("the login of " + plan.name(), connection.connect());
  }

  void disconnect() {
    connection.close();
  }

  /**
   * @return its name
   */
  public String name() {
    return plan.name();
  }

  /**
   * @return its wallet, EIP-55 text
   */
  public String address() {
    return wallet.toString();
  }

  /**
   * @return the application name its sessions carry
   */
  public String application() {
    return plan.applicationName();
  }

  /**
   * Decides which new sessions it signs; all of them unless told otherwise.
   *
   * @param decision gets who asks and for what
   * @return this
   */
  public Puppet signs(Predicate<Proposal.Creation> decision) {
    signs = decision;
    return this;
  }

  /**
   * Decides which states and closes of others it signs; all of them unless told otherwise.
   *
   * @param decision whether to sign
   * @return this
   */
  public Puppet agrees(Predicate<Proposal.Decision> decision) {
    agrees = decision;
    return this;
  }

  /**
   * @return the messages of others that came to it, in order
   */
  public List<TestMessage> heard() {
    return List.copyOf(heard);
  }

  /**
   * @param type a message type
   * @return the messages of that type that came to it from others, in order
   */
  public List<TestMessage> heard(String type) {
    return heard.stream().filter(message -> message.type().equals(type)).toList();
  }

  /**
   * Creates a session that the first of the participants decides alone.
   *
   * @param asset what all put in
   * @param stakes how much, by the names of seats and puppets, in their order in the session; whole
   *     units as decimal text
   * @return the session's id
   * @throws CoSigningException if a seat does not sign
   * @throws dev.croupier.client.NodeException if the node refuses
   */
  public String create(String asset, Map<String, String> stakes) {
    List<String> participants = stakes.keySet().stream().map(table::address).toList();
    List<Allocation> allocations =
        stakes.entrySet().stream()
            .map(stake -> Allocation.of(table.address(stake.getKey()), asset, stake.getValue()))
            .toList();
    return create(SessionTerms.decidedByFirst(plan.applicationName(), participants), allocations);
  }

  /**
   * Creates a session. Seats among the participants are asked for their signatures.
   *
   * @param terms who takes part and who decides
   * @param allocations what each participant pays in
   * @return the session's id
   * @throws CoSigningException if a seat does not sign
   * @throws dev.croupier.client.NodeException if the node refuses
   */
  public String create(SessionTerms terms, List<Allocation> allocations) {
    lastNonce = Math.max(lastNonce + 1, table.clock().millis());
    SessionDefinition definition =
        new SessionDefinition(
            terms.application(),
            terms.participants().stream().map(Address::parse).toList(),
            terms.weights(),
            terms.quorum(),
            0,
            lastNonce);
    Step step =
        connection.plan(
            new Operation.CreateSession(definition, shares(allocations), Optional.empty()),
            COLLECTING);
    SessionRequest request =
        new SessionRequest(terms, allocations, lastNonce, Optional.empty(), step.text());
    List<Address> others =
        definition.participants().stream().filter(other -> !other.equals(wallet)).toList();
    List<Signature> signatures = new ArrayList<>();
    if (!others.isEmpty()) {
      Map<Address, CompletableFuture<Signature>> answers =
          coSigning.ask(new Proposal.Creation(wallet, others, request));
      answers
          .values()
          .forEach(answer -> signatures.add(table.await("the invites of " + name(), answer)));
    }
    signatures.add(connection.sign(step));
    SessionVersion created = submit(step, signatures);
    table.session(created.sessionId());
    return created.sessionId().toString();
  }

  /**
   * Sends a message, of any type and with any data.
   *
   * @param sessionId a session
   * @param type the message type
   * @param json the data as JSON text
   * @return this
   * @throws dev.croupier.client.NodeException if the node refuses
   */
  public Puppet send(String sessionId, String type, String json) {
    table.transcript().add(table.now(), name(), "-> " + type + " " + json);
    Relay relay =
        connection.relay().orElseThrow(() -> new TestTableException(name() + " is not connected"));
    // Like the client of anybody else: no word of the message before it.
    MessageStamp stamp =
        new MessageStamp(relay.nextRequestId(), table.clock().millis(), OptionalLong.empty());
    table.await(
        "the message of " + name(),
        relay.send(relay.compose(SessionId.parse(sessionId), type, json, stamp)));
    return this;
  }

  /**
   * Asks the node to close a session, with this wallet's signature alone.
   *
   * @param sessionId a session
   * @param allocations who gets what
   * @return this
   * @throws dev.croupier.client.NodeException if the node refuses
   */
  public Puppet close(String sessionId, List<Allocation> allocations) {
    Step step =
        connection.plan(
            new Operation.CloseSession(
                SessionId.parse(sessionId), shares(allocations), Optional.empty()),
            Duration.ZERO);
    submit(step, List.of(connection.sign(step)));
    return this;
  }

  /**
   * Proposes to close a session to others, and asks the node for it with their signatures.
   *
   * @param sessionId a session
   * @param allocations who gets what
   * @param signers the names of those who are to sign with it
   * @return this
   * @throws CoSigningException if one of them does not sign; nothing is asked of the node then
   * @throws dev.croupier.client.NodeException if the node refuses
   */
  public Puppet proposeClose(
      String sessionId, List<Allocation> allocations, Collection<String> signers) {
    Step step =
        connection.plan(
            new Operation.CloseSession(
                SessionId.parse(sessionId), shares(allocations), Optional.empty()),
            COLLECTING);
    List<Address> asked = signers.stream().map(table::address).map(Address::parse).toList();
    List<Signature> signatures = new ArrayList<>(List.of(connection.sign(step)));
    coSigning
        .ask(new Proposal.Decision(wallet, asked, SessionId.parse(sessionId), step.text()))
        .values()
        .forEach(answer -> signatures.add(table.await("a signature for " + name(), answer)));
    submit(step, signatures);
    return this;
  }

  /**
   * Asks the node for another distribution of a session's money, with this wallet's signature
   * alone.
   *
   * @param sessionId a session
   * @param allocations everybody's share afterwards
   * @return this
   * @throws dev.croupier.client.NodeException if the node refuses
   */
  public Puppet submit(String sessionId, List<Allocation> allocations) {
    Step step =
        connection.plan(
            new Operation.SubmitState(
                SessionId.parse(sessionId),
                Operation.Intent.OPERATE,
                versions.getOrDefault(sessionId, 1L) + 1,
                shares(allocations),
                Optional.empty()),
            Duration.ZERO);
    submit(step, List.of(connection.sign(step)));
    return this;
  }

  private SessionVersion submit(Step step, List<Signature> signatures) {
    SessionVersion version =
        table
            .await("the request of " + name(), connection.submit(step, signatures))
            .orElseThrow(() -> new TestTableException("the node told no session"));
    versions.put(version.sessionId().toString(), version.version());
    return version;
  }

  /**
   * @param asset the asset's symbol
   * @return what it has at the node outside of sessions, whole units as decimal text
   */
  public String balance(String asset) {
    return table.balance(name(), asset);
  }

  private static List<dev.croupier.protocol.Allocation> shares(List<Allocation> allocations) {
    return allocations.stream()
        .map(
            share ->
                new dev.croupier.protocol.Allocation(
                    Address.parse(share.participant()), share.asset(), amount(share.amount())))
        .toList();
  }

  private static Amount amount(BigDecimal amount) {
    return Amount.of(amount);
  }

  /** What a text that others propose asks for. */
  private Proposal asked(dev.croupier.client.Proposal proposal) {
    Step step = connection.read(proposal.text());
    return step.operation() instanceof Operation.CreateSession creation
        ? new Proposal.Creation(proposal.from(), List.of(wallet), request(creation, step.text()))
        : new Proposal.Decision(
            proposal.from(), List.of(wallet), step.sessionId().orElseThrow(), step.text());
  }

  private static SessionRequest request(Operation.CreateSession creation, String text) {
    SessionDefinition definition = creation.definition();
    return new SessionRequest(
        new SessionTerms(
            definition.application(),
            definition.participants().stream().map(Address::toString).toList(),
            definition.weights(),
            definition.quorum()),
        creation.allocations().stream()
            .map(
                share ->
                    new Allocation(
                        share.participant().toString(),
                        share.asset(),
                        share.amount().toBigDecimal()))
            .toList(),
        definition.nonce(),
        creation.sessionData(),
        text);
  }

  private boolean wants(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Creation creation -> signs.test(creation);
      case Proposal.Decision decision -> agrees.test(decision);
    };
  }

  private final class Ears implements NodeListener {
    @Override
    public void proposed(dev.croupier.client.Proposal proposal) {
      Proposals carrier = connection.proposals().orElseThrow();
      CompletableFuture<?> _ =
          wants(asked(proposal))
              ? carrier.sign(proposal.id(), connection.sign(connection.read(proposal.text())))
              : carrier.refuse(proposal.id(), "the test says no");
    }

    @Override
    public void proposalAnswered(ProposalAnswer answer) {
      coSigning.answered(answer);
    }

    @Override
    public void message(RelayedMessage message) {
      if (!message.sender().equals(wallet)) {
        heard.add(
            new TestMessage(
                table.now(),
                name(),
                message.sessionId().toString(),
                message.type(),
                table.names().of(message.sender()),
                message.dataJson()));
      }
    }
  }
}
