package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.node.storage.LedgerInUseException;
import dev.croupier.protocol.v0.RequestPayload;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node on a file remembers. */
class RestartTest {
  @TempDir Path folder;

  private SessionTable table() {
    return new SessionTable(
        NodeConfig.builder().ledgerFile(folder.resolve("ledger.db")).workers(2).build());
  }

  @Test
  void restart_everythingDurableIsThere() {
    String session;
    String jwt;
    String tag;
    String broker;
    RequestPayload transfer;
    try (SessionTable table = table()) {
      broker = table.node.engine().brokerAddress().toString();
      session = table.open("60", "40");
      jwt = TestClient.text(table.alice.login().payload().params().parse().asObject(), "jwt_token");
      tag = TestClient.text(table.alice.call("get_user_tag", "{}"), "tag");
      transfer = table.alice.payload("transfer", Params.transfer(table.bob.address(), "usdc", "1"));
      table.alice.ok(transfer.signedBy(table.alice.sessionKey));
    }

    NodeConfig config =
        NodeConfig.builder().ledgerFile(folder.resolve("ledger.db")).workers(2).build();
    try (TestNode node = new TestNode(config)) {
      TestClient alice = node.client("alice");
      alice.call("auth_verify", "{\"jwt\":\"" + jwt + "\"}");

      assertThat(node.engine().brokerAddress()).hasToString(broker);
      assertThat(alice.balance("usdc")).isEqualTo("39");
      assertThat(alice.shareIn(session, "usdc")).isEqualTo("60");
      assertThat(TestClient.text(alice.call("get_user_tag", "{}"), "tag")).isEqualTo(tag);
      assertThat(alice.refused(transfer.signedBy(alice.sessionKey)))
          .isEqualTo("operation denied: the request has already been processed");
      assertThat(
              alice
                  .send(alice.payload("message", "{}").signedBy(alice.sessionKey).withSid(session))
                  .payload()
                  .method())
          .isEqualTo("message");
    }
  }

  @Test
  void secondNodeOnTheSameFile_refused() {
    try (SessionTable table = table()) {
      assertThatThrownBy(this::table).isInstanceOf(LedgerInUseException.class);
      assertThat(table.alice.balance("usdc")).isEqualTo("100");
    }
  }

  @Test
  void developmentAccounts_fundedOnceWhateverTheRestarts() {
    NodeConfig config =
        NodeConfig.builder()
            .ledgerFile(folder.resolve("dev.db"))
            .developmentAccounts(2)
            .workers(1)
            .build();
    for (int run = 1; run <= 2; run++) {
      try (TestNode node = new TestNode(config)) {
        DevelopmentAccount first = NodeEngine.developmentAccounts(config).getFirst();
        assertThat(node.fund(first.address(), "0.5", "usdc"))
            .hasToString(run == 1 ? "1000.5" : "1001");
      }
    }
  }
}
