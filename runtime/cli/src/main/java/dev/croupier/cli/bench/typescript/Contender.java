package dev.croupier.cli.bench.typescript;

import dev.croupier.cli.bench.memory.BenchApp;
import dev.croupier.cli.bench.run.ChildJvm;
import dev.croupier.cli.bench.run.NodeJs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who answers the pings. */
enum Contender {
  /** A host with its default journal, synced to the disk. */
  CROUPIER_DURABLE("Croupier, journal durable"),
  /** A host that keeps nothing on disk, as the program in Node.js. */
  CROUPIER_OFF("Croupier, journal off"),
  /** The SDK as it comes: it does not check who sent a message. */
  NODE_PLAIN("Node.js, sender not verified"),
  /** The same with viem's check of the sender's signature. */
  NODE_VERIFYING("Node.js, sender verified");

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  /** A row's name. */
  String title() {
    return title;
  }

  boolean croupier() {
    return this == CROUPIER_DURABLE || this == CROUPIER_OFF;
  }

  /** Starts its process, logged in at a node. */
  Responder start(URI node, Path folder) throws IOException, InterruptedException {
    if (!croupier()) {
      List<String> command = new ArrayList<>(List.of("node", "ping-pong.mjs", node.toString()));
      if (this == NODE_VERIFYING) {
        command.add("--verify");
      }
      return Responder.start(NodeJs.programs(), command);
    }
    Path own = Files.createDirectories(folder.resolve(name()));
    String app = BenchApp.SCRIPT.write(own);
    Files.writeString(own.resolve("croupier.yaml"), config(node, app));
    return Responder.start(
        own, ChildJvm.command(true, List.of(), List.of("bench", "host", "croupier.yaml")));
  }

  private String config(URI node, String app) {
    return """
    node: { url: "%s" }
    data: %s
    seats:
      responder: { app: %s, wallet: { env: %s } }
    """
        .formatted(node, this == CROUPIER_OFF ? "memory" : "data", app, Responder.KEY);
  }
}
