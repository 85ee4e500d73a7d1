package dev.croupier.cli.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.cli.Table;
import dev.croupier.cli.bench.memory.BenchApp;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.host.Host;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load of {@code bench typescript}, with a host of this process. */
class PingLoadTest {
  @TempDir private Path folder;

  @Test
  void pings_areAnsweredByAHost_andTimed() throws Exception {
    try (LocalNode node =
        LocalNode.start(NodeConfig.builder().port(0).adminPort(0).ephemeral().build())) {
      String config =
          "node: { url: \"%s\" }\ndata: memory\nseats:\n  responder: { app: %s, wallet: { env: KEY } }\n"
              .formatted(node.wsUri(), BenchApp.SCRIPT.write(folder));
      try (Table table =
          new Table(
              ConfigReader.parse("test", config), folder, Map.of("KEY", "0x" + "42".repeat(32)))) {
        table.prepare();
        Host host = table.host(table.startNode(), event -> {});
        host.start().get();
        try (PingLoad load =
            new PingLoad(node.wsUri(), node.adminUri(), host.seats().getFirst().wallet(), 2, 100)) {
          Figure figure = load.measure(Duration.ofMillis(200));

          assertThat(figure.errors()).isEmpty();
          assertThat(figure.count()).isPositive();
          assertThat(figure.p99Ms()).isGreaterThanOrEqualTo(figure.p50Ms()).isPositive();
        }
      }
    }
  }
}
