package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers and what the ledger shows of them (clearnode-0.x 8.8, 8.9, 9). */
class TransferTest {
  private final SessionTable table = new SessionTable();
  private final TestClient alice = table.alice;
  private final TestClient bob = table.bob;

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void transfer_byAddress_bothAreTold() {
    alice.call("transfer", Params.transfer(bob.address(), "usdc", "12.5"));

    assertThat(alice.balance("usdc")).isEqualTo("87.5");
    assertThat(bob.balance("usdc")).isEqualTo("112.5");
    assertThat(alice.notificationMethods()).containsExactly("bu", "tr", "bu");
    assertThat(bob.notificationMethods()).containsExactly("bu", "tr");
  }

  @Test
  void transfer_byTagInAnyLetterCase_arrives() {
    String tag = TestClient.text(bob.call("get_user_tag", "{}"), "tag").toLowerCase(Locale.ROOT);

    alice.call(
        "transfer",
        "{\"destination_user_tag\":\""
            + tag
            + "\",\"allocations\":[{\"asset\":\"usdc\",\"amount\":1}]}");

    assertThat(bob.balance("usdc")).isEqualTo("101");
  }

  @Test
  void transfer_toStranger_needsNoAccount() {
    alice.call("transfer", Params.transfer(TestNode.signer("new").address(), "usdc", "1"));

    assertThat(alice.balance("usdc")).isEqualTo("99");
  }

  @Test
  void transfer_sameFrameTwice_secondRefused() {
    RequestPayload payload = alice.payload("transfer", Params.transfer(bob.address(), "usdc", "1"));
    alice.ok(payload.signedBy(alice.sessionKey));

    assertThat(alice.refused(payload.signedBy(alice.sessionKey)))
        .isEqualTo("operation denied: the request has already been processed");
    assertThat(bob.balance("usdc")).isEqualTo("101");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"allocations\":[]} | destination or destination_tag must be provided",
        "{\"destination\":\"0x12\"} | invalid destination account: 0x12",
        "{\"destination\":\"BOB\",\"allocations\":[]} | allocations cannot be empty",
        "{\"destination_user_tag\":\"nobody\",\"allocations\":[{\"asset\":\"usdc\",\"amount\":\"1\"}]}"
            + " | failed to get wallet by tag: nobody",
        "{\"destination\":\"ALICE\",\"allocations\":[{\"asset\":\"usdc\",\"amount\":\"1\"}]}"
            + " | cannot transfer to self",
        "{\"destination\":\"BOB\",\"allocations\":[{\"asset\":\"usdc\",\"amount\":\"0\"}]}"
            + " | invalid allocation: 0 for asset usdc",
        "{\"destination\":\"BOB\",\"allocations\":[{\"asset\":\"usdc\",\"amount\":\"-1\"}]}"
            + " | invalid allocation: -1 for asset usdc",
        "{\"destination\":\"BOB\",\"allocations\":[{\"asset\":\"usdc\",\"amount\":\"100.1\"}]}"
            + " | insufficient funds: ALICE for asset usdc",
        "{\"destination\":\"BOB\",\"allocations\":[{\"asset\":\"usdc\",\"amount\":\"x\"}]}"
            + " | failed to parse parameters",
      })
  void transfer_againstTheRules_refused(String params, String error) {
    assertThat(alice.refused("transfer", named(params), alice.sessionKey)).isEqualTo(named(error));
    assertThat(alice.notificationMethods()).containsExactly("bu");
  }

  private String named(String text) {
    return text.replace("ALICE", alice.address().toString())
        .replace("BOB", bob.address().toString());
  }

  @Test
  void transfer_notSignedByTheCaller_refused() {
    String params = Params.transfer(bob.address(), "usdc", "1");
    RequestPayload payload = alice.payload("transfer", params);

    assertThat(alice.refused("transfer", params)).isEqualTo("missing participant signature");
    assertThat(alice.refused("transfer", params, bob.sessionKey)).isEqualTo("invalid signature");
    assertThat(alice.refused(new RequestFrame(payload, List.of("0x00"), null)))
        .isEqualTo("failed to verify signer");
  }

  @Test
  void transfer_severalAllocationsOneTooHigh_nothingMoves() {
    table.node.fund(alice.address(), "1", "eth");

    assertThat(
            alice.refused(
                "transfer",
                "{\"destination\":\""
                    + bob.address()
                    + "\",\"allocations\":[{\"asset\":\"usdc\",\"amount\":\"1\"},"
                    + "{\"asset\":\"eth\",\"amount\":\"2\"}]}",
                alice.sessionKey))
        .isEqualTo("insufficient funds: " + alice.address() + " for asset eth");
    assertThat(bob.balance("usdc")).isEqualTo("100");
  }

  @Test
  void ledger_showsEntriesAndTransactions() {
    alice.call("transfer", Params.transfer(bob.address(), "usdc", "3"));
    String bobs = bob.address().toString();

    assertThat(
            alice
                .call("get_ledger_entries", "{\"limit\":1}")
                .get("ledger_entries")
                .asArray()
                .elements())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(TestClient.text(row.asObject(), "debit")).isEqualTo("3");
              assertThat(TestClient.text(row.asObject(), "participant"))
                  .isEqualTo(alice.address().toString());
            });
    assertThat(
            alice
                .call("get_ledger_transactions", "{\"tx_type\":\"transfer\"}")
                .get("ledger_transactions")
                .asArray()
                .elements())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(TestClient.text(row.asObject(), "to_account")).isEqualTo(bobs);
              assertThat(TestClient.text(row.asObject(), "amount")).isEqualTo("3");
              assertThat(row.asObject().get("from_account_tag")).isNotNull();
            });
    assertThat(alice.refused("get_ledger_transactions", "{\"tx_type\":\"bribe\"}"))
        .isEqualTo("invalid ledger transaction type");
  }

  @Test
  void history_keepsFailuresToo_withOriginalTexts() {
    RequestPayload payload = alice.payload("transfer", Params.transfer(bob.address(), "usdc", "1"));
    alice.ok(payload.signedBy(alice.sessionKey));
    alice.refused("transfer", "{\"destination\":1}", alice.sessionKey);

    var entries =
        alice.call("get_rpc_history", "{\"sort\":\"ASC\"}").get("rpc_entries").asArray().elements();

    assertThat(entries).hasSize(2);
    assertThat(TestClient.text(entries.get(0).asObject(), "params"))
        .isEqualTo(payload.params().text());
    assertThat(TestClient.text(entries.get(1).asObject(), "response"))
        .contains("failed to parse parameters");
    assertThat(bob.call("get_rpc_history", "{}").get("rpc_entries").asArray().size()).isZero();
  }
}
