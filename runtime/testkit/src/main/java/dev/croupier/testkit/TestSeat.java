package dev.croupier.testkit;

import dev.croupier.host.HostEvent;
import dev.croupier.protocol.Address;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A seat with an app: what it heard, sent, said and remembers. */
public final class TestSeat {

  private final TestTable table;
  private final String name;
  private final Address wallet;

  TestSeat(TestTable table, String name, Address wallet) {
    this.table = table;
    this.name = name;
    this.wallet = wallet;
  }

  /**
   * @return its name
   */
  public String name() {
    return name;
  }

  /**
   * @return its wallet, EIP-55 text
   */
  public String address() {
    return wallet.toString();
  }

  /**
   * @return the messages of others that reached its app, in order
   */
  public List<TestMessage> heard() {
    return own(HostEvent.MessageReceived.class).stream()
        .filter(event -> !event.own())
        .map(
            event ->
                new TestMessage(
                    event.at(),
                    name,
                    event.sessionId().toString(),
                    event.type(),
                    table.names().of(event.sender()),
                    event.dataJson()))
        .toList();
  }

  /**
   * @param type a message type
   * @return the messages of that type that reached its app from others, in order
   */
  public List<TestMessage> heard(String type) {
    return heard().stream().filter(message -> message.type().equals(type)).toList();
  }

  /**
   * @return the messages it sent, in order
   */
  public List<TestMessage> sent() {
    return own(HostEvent.MessageSent.class).stream()
        .map(
            event ->
                new TestMessage(
                    event.at(),
                    name,
                    event.sessionId().toString(),
                    event.type(),
                    name,
                    event.dataJson()))
        .toList();
  }

  /**
   * @param type a message type
   * @return the messages of that type it sent, in order
   */
  public List<TestMessage> sent(String type) {
    return sent().stream().filter(message -> message.type().equals(type)).toList();
  }

  /**
   * @return what its app has written to the log, without the levels
   */
  public List<String> log() {
    return own(HostEvent.AppLog.class).stream().map(HostEvent.AppLog::text).toList();
  }

  /**
   * @return messages that did not reach its app or did not leave it, each as {@code code: reason}
   */
  public List<String> refusals() {
    return own(HostEvent.MessageRefused.class).stream()
        .map(event -> event.code() + ": " + table.names().in(event.reason()))
        .toList();
  }

  /**
   * @param sessionId a session
   * @return the app's state of it as JSON text, as of the last turn that changed it; empty if none
   *     did
   */
  public Optional<String> state(String sessionId) {
    return table.state(name, sessionId);
  }

  /**
   * @param <T> the type
   * @param sessionId a session
   * @param type the state's class
   * @return the app's state of it
   * @throws AssertionError if the app has never set one
   */
  public <T> T state(String sessionId, Class<T> type) {
    String json = state(sessionId).orElseThrow(() -> wrong("it has no state of " + sessionId));
    return JsonMapper.shared().readValue(json, type);
  }

  /**
   * @param asset the asset's symbol
   * @return what it has at the node outside of sessions, whole units as decimal text
   */
  public String balance(String asset) {
    return table.balance(name, asset);
  }

  /**
   * @return whether it is logged in
   */
  public boolean isConnected() {
    List<HostEvent> comings =
        own(HostEvent.class).stream()
            .filter(
                event ->
                    event instanceof HostEvent.SeatConnected
                        || event instanceof HostEvent.SeatDisconnected)
            .toList();
    return !comings.isEmpty() && comings.getLast() instanceof HostEvent.SeatConnected;
  }

  private <E extends HostEvent> List<E> own(Class<E> kind) {
    return table.events(kind).stream().filter(event -> event.seat().equals(name)).toList();
  }

  /**
   * @param type a message type
   * @param times how often
   * @return this
   * @throws AssertionError if its app heard it more or less often from others
   */
  public TestSeat expectHeard(String type, int times) {
    return expectMessages("heard", heard(), type, times);
  }

  /**
   * @param type a message type
   * @param times how often
   * @return this
   * @throws AssertionError if it sent it more or less often
   */
  public TestSeat expectSent(String type, int times) {
    return expectMessages("sent", sent(), type, times);
  }

  private TestSeat expectMessages(String verb, List<TestMessage> all, String type, int times) {
    long found = all.stream().filter(message -> message.type().equals(type)).count();
    if (found != times) {
      throw wrong(
          String.format(
              Locale.ROOT, "it should have %s %d %s, but %s %d", verb, times, type, verb, found));
    }
    return this;
  }

  /**
   * @param asset the asset's symbol
   * @param amount whole units as decimal text
   * @return this
   * @throws AssertionError if it has another balance at the node
   */
  public TestSeat expectBalance(String asset, String amount) {
    if (!balance(asset).equals(amount)) {
      throw wrong(
          "it should have " + amount + " " + asset + " at the node, but has " + balance(asset));
    }
    return this;
  }

  /**
   * @param sessionId a session
   * @param json the state as JSON text; the order of members and white space do not count
   * @return this
   * @throws AssertionError if its app's state of the session is another
   */
  public TestSeat expectState(String sessionId, String json) {
    String actual = state(sessionId).orElse("null");
    JsonMapper mapper = JsonMapper.shared();
    if (!mapper.readTree(actual).equals(mapper.readTree(json))) {
      throw wrong("its state should be\n  " + json + "\nbut is\n  " + actual);
    }
    return this;
  }

  private AssertionError wrong(String what) {
    return new AssertionError("seat " + name + ": " + what + ".\n" + table.transcript().tail());
  }
}
