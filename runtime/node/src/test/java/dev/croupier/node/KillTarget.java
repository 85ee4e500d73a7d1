package dev.croupier.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that is made to be killed: clients on several threads move money as fast as they can,
 * and every acknowledgement is written to the standard output before the next request is made.
 */
final class KillTarget {
  static final int CLIENTS = 4;

  private KillTarget() {}

  public static void main(String[] arguments) throws InterruptedException {
    NodeConfig config = NodeConfig.builder().ledgerFile(Path.of(arguments[0])).workers(2).build();
    TestNode node = new TestNode(config, new MovableClock(System.currentTimeMillis()));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      TestClient client = node.login("payer " + i);
      node.fund(client.address(), "1000000", "usdc");
      int number = i;
      threads.add(Thread.ofPlatform().start(() -> work(client, number)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Pays one unit and opens and closes a session, over and over. */
  private static void work(TestClient client, int number) {
    var sink = TestNode.signer("sink " + number).address();
    for (long round = 1; ; round++) {
      client.call("transfer", Params.transfer(sink, "usdc", "1"));
      acknowledge(number, "paid");
      String session =
          TestClient.text(
              client.call(
                  "create_app_session",
                  Params.create(
                      Params.definition(
                          "NitroRPC/0.4", 1, round, new long[] {1, 0}, client.address(), sink),
                      Params.share(client.address(), "usdc", "5"))),
              "app_session_id");
      client.call(
          "close_app_session",
          Params.close(
              session,
              Params.share(client.address(), "usdc", "4"),
              Params.share(sink, "usdc", "1")));
      acknowledge(number, "closed");
    }
  }

  private static void acknowledge(int number, String what) {
    synchronized (System.out) {
      System.out.println(number + " " + what);
      System.out.flush();
    }
  }
}
