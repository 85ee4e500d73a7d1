package dev.croupier.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.Allocation;
import dev.croupier.app.Session;
import dev.croupier.app.Timer;
import dev.croupier.client.NodeException;
import dev.croupier.host.HostEvent;
import dev.croupier.host.cosign.CoSigningException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTableTest {

  private static TestTableBuilder echoAndPuppet() {
    return TestTable.builder()
        .seat("echo", seat -> seat.app(EchoApp.class).allowance("usdc", "1").invitesAlways())
        .puppet("anna");
  }

  private static Map<String, String> stakes(String first, String other, String amount) {
    Map<String, String> stakes = new LinkedHashMap<>();
    stakes.put(first, amount);
    stakes.put(other, amount);
    return stakes;
  }

  private static String ask(TestTable table, int n) {
    String session =
        table.sessions().isEmpty()
            ? table.puppet("anna").create("usdc", stakes("anna", "echo", "1"))
            : table.session();
    table.puppet("anna").send(session, "ask", "{\"n\":" + n + "}");
    return session;
  }

  // --- time and order ----------------------------------------------------------------------------

  @Test
  void sameSeed_givesTheSameStory_anotherSeedAnotherOne() {
    assertThat(story(5)).isEqualTo(story(5)).isNotEqualTo(story(6));
  }

  private static String story(long seed) {
    Faults slow = Faults.NONE.withDelay(Duration.ofMillis(1), Duration.ofMillis(80));
    try (TestTable table = echoAndPuppet().seed(seed).faults(slow).open()) {
      for (int n = 0; n < 5; n++) {
        ask(table, n);
      }
      return table.run().transcript().text();
    }
  }

  @Test
  void run_leavesTimersToAdvance() {
    try (TestTable table = echoAndPuppet().open()) {
      ask(table, 99);
      table.run();
      assertThat(table.seat("echo").log()).isEmpty();

      table.advance(Duration.ofMillis(4_900));
      assertThat(table.seat("echo").log()).isEmpty();

      table.advance(Duration.ofMillis(100));
      assertThat(table.seat("echo").log()).containsExactly("later has come");
    }
  }

  @Test
  void appThatNeverRests_isToldSoByRun_andAdvancesAllTheSame() {
    class Restless extends EchoApp {
      @Override
      public void onSessionCreated(Session session) {
        session.send("answer", new Count(0));
      }

      @Override
      public void onAppMessage(dev.croupier.app.Message message, Session session) {
        session.send("answer", new Count(0));
      }
    }
    try (TestTable table =
        TestTable.builder()
            .seat("echo", seat -> seat.app(new Restless()).allowance("usdc", "1").invitesAlways())
            .longestRun(200)
            .puppet("anna")
            .open()) {
      ask(table, 1);
      int before = table.seat("echo").sent().size();
      table.advance(Duration.ofMillis(50));
      assertThat(table.seat("echo").sent().size()).isGreaterThan(before);

      assertThatExceptionOfType(TestTableException.class)
          .isThrownBy(table::run)
          .withMessageContaining("does not come to rest");
    }
  }

  @Test
  void runUntil_letsTimePassUntilItIsSo_andNoFurther() {
    try (TestTable table = echoAndPuppet().open()) {
      ask(table, 99);
      var before = table.now();
      table.runUntil(() -> !table.seat("echo").log().isEmpty(), Duration.ofMinutes(1));

      assertThat(Duration.between(before, table.now()))
          .isBetween(Duration.ofMillis(4_900), Duration.ofMillis(5_100));
      assertThatThrownBy(() -> table.runUntil(() -> false, Duration.ofSeconds(1)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("not so after PT1S", "What happened");
    }
  }

  // --- the node's rules --------------------------------------------------------------------------

  @Test
  void puppet_isStoppedByTheNode_likeAnybody() {
    try (TestTable table = echoAndPuppet().puppet("zoe").open()) {
      String session = ask(table, 1);
      Puppet anna = table.puppet("anna");

      assertThatThrownBy(() -> anna.close(session, shares(table, "1.5", "1")))
          .isInstanceOf(NodeException.Refused.class);
      assertThatThrownBy(() -> table.puppet("zoe").send(session, "ask", "{\"n\":1}"))
          .isInstanceOf(NodeException.Refused.class)
          .hasMessageContaining("not a participant");
      assertThatThrownBy(() -> table.puppet("zoe").close(session, shares(table, "0", "2")))
          .isInstanceOf(NodeException.Refused.class);
      assertThatThrownBy(() -> anna.create("usdc", stakes("anna", "zoe", "1000")))
          .isInstanceOf(NodeException.Refused.class);

      anna.submit(session, shares(table, "0.5", "1.5"));
      anna.close(session, shares(table, "0.25", "1.75"));
      assertThat(anna.balance("usdc")).isEqualTo("99.25");
      table.seat("echo").expectBalance("usdc", "100.75");
    }
  }

  private static List<Allocation> shares(TestTable table, String anna, String echo) {
    return List.of(
        Allocation.of(table.address("anna"), "usdc", anna),
        Allocation.of(table.address("echo"), "usdc", echo));
  }

  @Test
  void seat_signsNothingAboveItsAllowance() {
    try (TestTable table = echoAndPuppet().open()) {
      assertThatThrownBy(() -> table.puppet("anna").create("usdc", stakes("anna", "echo", "2")))
          .isInstanceOf(CoSigningException.class)
          .hasMessageContaining("allowance");
      assertThat(table.sessions()).isEmpty();
    }
  }

  @Test
  void message_thatBreaksTheSchema_reachesNoApp() {
    try (TestTable table = echoAndPuppet().open()) {
      ask(table, 1);
      table.puppet("anna").send(table.session(), "ask", "{\"n\":\"one\"}");
      table.run().expectEvent(HostEvent.MessageRefused.class);

      table.seat("echo").expectHeard("ask", 1).expectState(table.session(), "{\"asked\":1}");
      assertThat(table.seat("echo").refusals()).singleElement().asString().startsWith("schema:");
    }
  }

  // --- the network -------------------------------------------------------------------------------

  private static List<Integer> heardByPuppet(Faults faults, long seed) {
    try (TestTable table = echoAndPuppet().seed(seed).puppet("bert").open()) {
      String session = table.puppet("anna").create("usdc", stakes("anna", "bert", "1"));
      table.faults("bert", Direction.FROM_NODE, faults);
      for (int n = 1; n <= 20; n++) {
        table.puppet("anna").send(session, "ask", "{\"n\":" + n + "}");
      }
      table.run();
      List<Integer> heard = new ArrayList<>();
      table
          .puppet("bert")
          .heard("ask")
          .forEach(message -> heard.add(message.as(EchoApp.Ask.class).n()));
      return heard;
    }
  }

  @Test
  void faults_dropDoubleAndReorderMessages_asTheSeedSays() {
    assertThat(heardByPuppet(Faults.NONE, 1)).hasSize(20).isSorted();
    assertThat(heardByPuppet(Faults.NONE.withDrop(0.5), 1)).hasSizeBetween(1, 19).isSorted();
    assertThat(heardByPuppet(Faults.NONE.withDuplicate(0.5), 1)).hasSizeBetween(21, 39).isSorted();
    assertThat(heardByPuppet(Faults.NONE.withReorder(0.5), 1))
        .hasSize(20)
        .doesNotHaveDuplicates()
        .isNotEqualTo(heardByPuppet(Faults.NONE, 1))
        .isEqualTo(heardByPuppet(Faults.NONE.withReorder(0.5), 1));
  }

  @Test
  void faults_outOfRange_areRefused() {
    assertThatExceptionOfType(TestTableException.class)
        .isThrownBy(() -> Faults.NONE.withDrop(1.5))
        .withMessage("drop is 1.5, must be 0 to 1");
    assertThatExceptionOfType(TestTableException.class)
        .isThrownBy(() -> Faults.NONE.withDelay(Duration.ofMillis(5), Duration.ZERO));
  }

  @Test
  void cutConnection_isMadeAgain_andADisconnectedOneOnlyOnReconnect() {
    try (TestTable table = echoAndPuppet().open()) {
      ask(table, 1);
      table.run().cut("echo").run();
      assertThat(table.seat("echo").isConnected()).isFalse();
      table.advance(Duration.ofSeconds(1));
      assertThat(table.seat("echo").isConnected()).isTrue();

      table.disconnect("echo").advance(Duration.ofMinutes(5));
      assertThat(table.seat("echo").isConnected()).isFalse();
      table.reconnect("echo");
      assertThat(table.seat("echo").isConnected()).isTrue();

      ask(table, 2);
      table.run();
      table.puppet("anna");
      table.seat("echo").expectState(table.session(), "{\"asked\":2}");
    }
  }

  // --- the end of a process ----------------------------------------------------------------------

  @Test
  void restartedHost_goesOnFromItsJournal() {
    try (TestTable table = echoAndPuppet().open()) {
      ask(table, 1);
      table.run().kill("echo").restart("echo").run();
      ask(table, 2);
      table.run().expectNoFailures();

      table.seat("echo").expectState(table.session(), "{\"asked\":2}");
      assertThat(table.events(HostEvent.SessionCreated.class))
          .extracting(HostEvent.SessionCreated::entry)
          .containsExactly(HostEvent.SessionEntry.JOINED, HostEvent.SessionEntry.RESUMED);
    }
  }

  @Test
  void hosts_ofTheirOwn_areKilledOneByOne() {
    try (TestTable table =
        TestTable.builder()
            .seat("one", seat -> seat.app(EchoApp.class).invitesAlways().host("a"))
            .seat("two", seat -> seat.app(EchoApp.class).invitesAlways().host("b"))
            .puppet("anna")
            .open()) {
      Map<String, String> stakes = stakes("anna", "one", "0");
      stakes.put("two", "0");
      String session = table.puppet("anna").create("usdc", stakes);
      table.kill("two");
      table.puppet("anna").send(session, "ask", "{\"n\":1}");
      table.run();

      table.seat("one").expectState(session, "{\"asked\":1}");
      assertThat(table.seat("two").state(session)).isEmpty();
      assertThatThrownBy(() -> table.puppet("anna").create("usdc", stakes))
          .hasMessageContaining("the invites of anna did not end");
    }
  }

  @Test
  void reloadedScript_takesOverWithTheNextMessage_andABrokenOneDoesNot(@TempDir Path folder)
      throws IOException {
    String code =
        """
        export const messages = { ask: { type: 'object' }, answer: { type: 'object' } };
        export const onSessionInvite = () => true;
        export async function onAppMessage(type, id, data, session) {
          if (type === 'ask') {
            session.state.asked = (session.state.asked ?? 0) + 1;
            await session.send('answer', { text: 'old', asked: session.state.asked });
          }
        }
        """;
    Path file = Files.writeString(folder.resolve("app.js"), code);
    try (TestTable table =
        TestTable.builder()
            .base(folder)
            .seat("echo", seat -> seat.app("app.js").allowance("usdc", "1").invitesAlways())
            .puppet("anna")
            .open()) {
      ask(table, 1);
      Files.writeString(file, code.replace("'old'", "'new'"));
      table.run().reload("echo").expectEvent(HostEvent.AppReloaded.class);
      ask(table, 2);
      Files.writeString(file, "export const messages = {");
      table.run().reload("echo").expectEvent(HostEvent.ReloadRefused.class);
      ask(table, 3);
      table.run().expectNoFailures();

      assertThat(table.puppet("anna").heard("answer"))
          .extracting(message -> message.data().path("text").asString())
          .containsExactly("old", "new", "new");
      table.seat("echo").expectState(table.session(), "{\"asked\":3}");
    }
  }

  // --- reports -----------------------------------------------------------------------------------

  @Test
  void expectations_thatDoNotHold_sayWhatWasThereInstead() {
    try (TestTable table = echoAndPuppet().open()) {
      String session = ask(table, 1);
      table.run();
      TestSeat echo = table.seat("echo");

      assertThatThrownBy(() -> echo.expectHeard("ask", 2))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll(
              "seat echo: it should have heard 2 ask, but heard 1", "<- ask {\"n\":1} from anna");
      assertThatThrownBy(() -> echo.expectBalance("usdc", "1"))
          .hasMessageContaining("it should have 1 usdc at the node, but has 99");
      assertThatThrownBy(() -> echo.expectState(session, "{\"asked\": 2}"))
          .hasMessageContainingAll("{\"asked\": 2}", "{\"asked\":1}");
      assertThatThrownBy(() -> table.expectClosed(session, Map.of()))
          .hasMessageContaining("should be closed, but is open");
      assertThatThrownBy(() -> table.seat("nobody"))
          .hasMessage("there is no seat nobody, only [echo]");
    }
  }

  @Test
  void errorOfAnApp_isAFailureWithItsLine() {
    try (TestTable table = echoAndPuppet().open()) {
      ask(table, -1);
      table.run();

      assertThat(table.failures())
          .singleElement()
          .asString()
          .startsWith("echo at dev.croupier.testkit.EchoApp:")
          .contains("Broken: no number below 0, and -1 is one");
      assertThatThrownBy(table::expectNoFailures)
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("expected no failures, but there were 1", "What happened");
    }
  }

  @Test
  void transcript_isComparedWithAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("story.txt");
    try (TestTable table = echoAndPuppet().open()) {
      ask(table, 1);
      table.run();
      table.transcript().assertMatches(file);
      table.transcript().assertMatches(file);
      assertThat(Files.readString(file))
          .contains(
              "anna       -> ask {\"n\":1}", "echo       -> answer {\"asked\":1}", "session-1");

      Files.writeString(file, Files.readString(file).replace("\"asked\":1", "\"asked\":7"));
      assertThatThrownBy(() -> table.transcript().assertMatches(file))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll(
              "was", "{\"asked\":7}", "is", "{\"asked\":1}", Transcript.UPDATE);
    }
  }

  @Test
  void twoSeatsOfAName_areRefused() {
    assertThatExceptionOfType(TestTableException.class)
        .isThrownBy(() -> TestTable.builder().puppet("anna").puppet("anna"))
        .withMessage("two seats are named anna");
  }

  @Test
  void timerNames_areHandedBack() {
    class Alarm extends EchoApp {
      @Override
      public void onTimer(Timer timer, Session session) {
        session.log(timer.name());
      }
    }
    try (TestTable table =
        TestTable.builder()
            .seat("echo", seat -> seat.app(new Alarm()).allowance("usdc", "1").invitesAlways())
            .puppet("anna")
            .open()) {
      ask(table, 99);
      table.advance(Duration.ofSeconds(6));
      assertThat(table.seat("echo").log()).containsExactly("later");
    }
  }
}
