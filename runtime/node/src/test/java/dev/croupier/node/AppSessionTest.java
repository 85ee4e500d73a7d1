package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating, changing and closing sessions (clearnode-0.x 10), with each refusal. */
class AppSessionTest {
  private final SessionTable table = new SessionTable();
  private final TestClient alice = table.alice;
  private final TestClient bob = table.bob;

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void create_bothSign_moneyMovesIntoSession() {
    String session = table.open("60", "40");

    assertThat(alice.balance("usdc")).isEqualTo("40");
    assertThat(bob.balance("usdc")).isEqualTo("60");
    assertThat(alice.shareIn(session, "usdc")).isEqualTo("60");
  }

  @Test
  void create_notifiesPayersThenCallerThenAnswers() {
    table.open("60", "40");

    assertThat(alice.notificationMethods()).containsExactly("bu", "bu");
    assertThat(bob.notificationMethods()).containsExactly("bu");
    assertThat(table.mallory.notificationMethods()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NitroRPC/0.3 | 50,50 | 100 | 7 | unsupported protocol: NitroRPC/0.3",
        "NitroRPC/0.4 | 50    | 100 | 7 | number of weights must be equal to participants",
        "NitroRPC/0.4 | 50,50 | 100 | 0 | nonce is zero or not provided",
        "NitroRPC/0.4 | 50,50 | 101 | 7 | target quorum (101) cannot be greater than total sum of"
            + " weights (100)",
      })
  void create_badDefinition_refused(
      String protocol, String weights, long quorum, long nonce, String error) {
    String definition =
        Params.definition(protocol, quorum, nonce, new long[] {0}, alice.address(), bob.address())
            .replace("[0]", "[" + weights + "]");

    assertThat(alice.refused("create_app_session", Params.create(definition), table.both()))
        .isEqualTo(error);
  }

  @Test
  void create_negativeWeight_refused() {
    assertThat(
            alice.refused(
                "create_app_session",
                Params.create(table.definition(SessionTable.V0_4, 10, 50, -1))))
        .isEqualTo("participant " + bob.address() + " weight cannot be negative");
  }

  @Test
  void create_oneParticipant_refused() {
    String alone = Params.definition(SessionTable.V0_4, 1, 1, new long[] {1}, alice.address());

    assertThat(alice.refused("create_app_session", Params.create(alone)))
        .isEqualTo("invalid number of participants");
  }

  @Test
  void create_payerDidNotSign_refusedAndNothingMoved() {
    String params =
        Params.create(
            table.definition(SessionTable.V0_4, 100, 50, 50),
            table.usdc(alice, "10"),
            table.usdc(bob, "10"));

    assertThat(alice.refused("create_app_session", params, alice.sessionKey))
        .isEqualTo("missing signature for participant " + bob.address());
    assertThat(alice.balance("usdc")).isEqualTo("100");
  }

  @Test
  void create_moreThanBalance_refused() {
    String params =
        Params.create(
            table.definition(SessionTable.V0_4, 100, 50, 50), table.usdc(alice, "100.000001"));

    assertThat(alice.refused("create_app_session", params, alice.sessionKey))
        .isEqualTo("insufficient funds: " + alice.address() + " for asset usdc");
  }

  @Test
  void create_sameDefinitionTwice_refused() {
    String params = Params.create(table.definition(SessionTable.V0_4, 100, 50, 50));
    alice.call("create_app_session", params);

    assertThat(alice.refused("create_app_session", params))
        .isEqualTo("failed to create application session");
  }

  @Test
  void create_refused_callerIsToldItsBalanceFirst() {
    alice.refused("create_app_session", "{\"definition\":[]}");

    assertThat(alice.notificationMethods()).containsExactly("bu");
  }

  @Test
  void create_quorumZero_storedAs100() {
    String session =
        TestClient.text(
            alice.call(
                "create_app_session", Params.create(table.definition(SessionTable.V0_4, 0, 1, 1))),
            "app_session_id");

    assertThat(alice.call("get_app_definition", "{\"app_session_id\":\"" + session + "\"}"))
        .hasToString(
            alice.call("get_app_definition", "{\"app_session_id\":\"" + session + "\"}").toString())
        .extracting(definition -> definition.get("quorum"))
        .hasToString("JsonNumber[text=100]");
  }

  @Test
  void operate_wholeTotalListed_sharesChange() {
    String session = table.open("60", "40");

    alice.call(
        "submit_app_state",
        Params.submit(session, "operate", 2, table.usdc(alice, "1.5"), table.usdc(bob, "98.5")),
        table.both());

    assertThat(alice.shareIn(session, "usdc")).isEqualTo("1.5");
    assertThat(bob.shareIn(session, "usdc")).isEqualTo("98.5");
    assertThat(bob.notificationMethods()).containsExactly("bu", "asu");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operate  | 3 | 60 | 40 | incorrect app state: incorrect version: expected 2, got 3",
        "gamble   | 2 | 60 | 40 | incorrect app state: unsupported intent: gamble",
        "operate  | 2 | 60 | 41 | incorrect operate request: non-zero allocations sum delta: asset"
            + " usdc not fully redistributed",
        "operate  | 2 | 101 | -1 | negative allocation: -1 for asset usdc",
        "deposit  | 2 | 59 | 41 | incorrect deposit request: decreased allocation for participant"
            + " ALICE",
        "deposit  | 2 | 60 | 40 | incorrect deposit request: non-positive allocations sum delta",
        "deposit  | 2 | 161 | 40 | incorrect deposit request: insufficient unified balance",
        "withdraw | 2 | 61 | 40 | incorrect withdrawal request: increased allocation for"
            + " participant ALICE",
        "withdraw | 2 | 60 | 40 | incorrect withdrawal request: non-negative allocations sum delta",
      })
  void submit_againstTheRules_refused(
      String intent, long version, String alices, String bobs, String error) {
    String session = table.open("60", "40");

    assertThat(
            alice.refused(
                "submit_app_state",
                Params.submit(
                    session, intent, version, table.usdc(alice, alices), table.usdc(bob, bobs)),
                table.both()))
        .isEqualTo(error.replace("ALICE", alice.address().toString()));
    assertThat(alice.shareIn(session, "usdc")).isEqualTo("60");
  }

  @Test
  void submit_withoutQuorum_refusedInTheWordsOfTheIntent() {
    String session = table.open("60", "40");

    assertThat(
            alice.refused(
                "submit_app_state",
                Params.submit(session, "deposit", 2, table.usdc(alice, "61")),
                alice.sessionKey))
        .isEqualTo("incorrect deposit request: quorum not reached: 50 / 100");
    assertThat(
            alice.refused(
                "submit_app_state",
                Params.submit(session, "withdraw", 2, table.usdc(alice, "1")),
                alice.sessionKey))
        .isEqualTo("incorrect withdrawal request: quorum not reached: 50 / 100");
  }

  @Test
  void submit_keyAndWalletOfOneParticipant_countOnce() {
    String session = table.open("60", "40");

    assertThat(
            alice.refused(
                "submit_app_state",
                Params.submit(
                    session, "operate", 2, table.usdc(alice, "60"), table.usdc(bob, "40")),
                alice.sessionKey,
                alice.wallet))
        .isEqualTo("incorrect submit_state request: quorum not reached: 50 / 100");
  }

  @Test
  void submit_strangerSigned_refused() {
    String session = table.open("60", "40");

    assertThat(
            alice.refused(
                "submit_app_state",
                Params.submit(
                    session, "operate", 2, table.usdc(alice, "60"), table.usdc(bob, "40")),
                alice.sessionKey,
                bob.sessionKey,
                table.mallory.sessionKey))
        .isEqualTo("signature from unknown participant wallet " + table.mallory.address());
  }

  @Test
  void deposit_thenWithdraw_moneyComesAndGoes() {
    String session = table.open("60", "40");
    alice.call(
        "submit_app_state",
        Params.submit(session, "deposit", 2, table.usdc(alice, "100"), table.usdc(bob, "40")),
        table.both());
    assertThat(alice.balance("usdc")).isEqualTo("0");

    bob.call(
        "submit_app_state",
        Params.submit(session, "withdraw", 3, table.usdc(alice, "10"), table.usdc(bob, "0")),
        table.both());

    assertThat(alice.balance("usdc")).isEqualTo("90");
    assertThat(bob.balance("usdc")).isEqualTo("100");
    assertThat(bob.shareIn(session, "usdc")).isEqualTo("0");
  }

  @Test
  void close_quorum_paysOutAndTellsThoseWhoGet() {
    String session = table.open("60", "40");
    bob.notifications();

    alice.call(
        "close_app_session",
        Params.close(session, table.usdc(alice, "100"), table.usdc(bob, "0")),
        table.both());

    assertThat(alice.balance("usdc")).isEqualTo("140");
    assertThat(bob.balance("usdc")).isEqualTo("60");
    assertThat(bob.notificationMethods()).isEmpty();
    assertThat(
            alice.refused(
                "close_app_session", Params.close(session, table.usdc(alice, "0")), table.both()))
        .isEqualTo("an open app session not found: record not found");
  }

  @Test
  void close_assetTheSessionNeverHeld_refused() {
    String session = table.open("60", "40");

    assertThat(
            alice.refused(
                "close_app_session",
                Params.close(
                    session,
                    table.usdc(alice, "60"),
                    table.usdc(bob, "40"),
                    Params.share(bob.address(), "eth", "1")),
                table.both()))
        .isEqualTo("allocation references unknown asset eth");
  }

  @Test
  void close_nothingListed_refused() {
    assertThat(
            alice.refused("close_app_session", Params.close(table.open("60", "40")), table.both()))
        .isEqualTo("missing required parameters: app_id or allocations");
  }

  @Test
  void close_withoutMoney_needsOneAllocation() {
    String session =
        TestClient.text(
            alice.call(
                "create_app_session", Params.create(table.definition(SessionTable.V0_4, 1, 1, 1))),
            "app_session_id");

    alice.call("close_app_session", Params.close(session, table.usdc(bob, "0")), alice.sessionKey);

    assertThat(alice.call("get_app_sessions", "{\"status\":\"closed\"}").toString())
        .contains(session);
  }

  @Test
  void v0_2_intentOrVersionGiven_refused() {
    String session = table.open(SessionTable.V0_2, "60", "40");

    assertThat(
            alice.refused(
                "submit_app_state",
                Params.submit(
                    session, "operate", 0, table.usdc(alice, "60"), table.usdc(bob, "40")),
                table.both()))
        .isEqualTo("incorrect request: specified parameters are not supported in this protocol");
  }

  @Test
  void get_app_sessions_filtersByParticipantInAnyLetterCase() {
    String session = table.open("60", "40");
    Address stranger = table.mallory.address();

    assertThat(
            alice
                .call(
                    "get_app_sessions",
                    "{\"participant\":\""
                        + bob.address().toString().toLowerCase(Locale.ROOT)
                        + "\"}")
                .toString())
        .contains(session);
    assertThat(alice.call("get_app_sessions", "{\"participant\":\"" + stranger + "\"}").toString())
        .doesNotContain(session);
  }
}
