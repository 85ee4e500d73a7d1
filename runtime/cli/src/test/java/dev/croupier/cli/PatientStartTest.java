package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.host.Host;
import dev.croupier.host.HostEvent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How {@code croupier dev} begins when an app is broken: real files, a real node. */
@Timeout(120)
class PatientStartTest {
  private final BlockingQueue<HostEvent.ReloadRefused> refused = new LinkedBlockingQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<Optional<Host>> started = new CompletableFuture<>();
  @TempDir private Path folder;
  private Table table;

  @BeforeEach
  void configure() throws Exception {
    save("croupier.yaml", "seats: { a: { app: app } }\n");
  }

  @AfterEach
  void close() {
    end.countDown();
    table.close();
  }

  private void save(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private void start() {
    table = new Table(ConfigReader.read(folder.resolve("croupier.yaml")), folder, Map.of());
    table.prepare();
    URI node = table.startNode();
    Thread _ =
        Thread.ofPlatform()
            .daemon(true)
            .start(
                () -> {
                  try {
                    started.complete(
                        new PatientStart(table, InstantSource.system(), end)
                            .start(
                                node,
                                event -> {
                                  if (event instanceof HostEvent.ReloadRefused broken) {
                                    refused.add(broken);
                                  }
                                }));
                  } catch (Exception e) {
                    started.completeExceptionally(e);
                  }
                });
  }

  private HostEvent.ReloadRefused told() throws InterruptedException {
    HostEvent.ReloadRefused broken = refused.poll(60, TimeUnit.SECONDS);
    assertThat(broken).as("a broken app is told").isNotNull();
    return broken;
  }

  @Test
  void brokenApp_isToldWithItsPlace_eachTimeItIsSaved_andStartsWhenItIsRight() throws Exception {
    save("app.js", "export const messages = './app.schema.json';\nconst broken = ;\n");
    start();

    HostEvent.ReloadRefused syntax = told();
    assertThat(syntax.app()).isEqualTo("app");
    assertThat(syntax.seat()).isEqualTo("a");
    assertThat(syntax.version()).isEmpty();
    assertThat(syntax.location()).startsWith("app.js:2:16");

    save("app.js", "export const messages = './app.schema.json';\n");
    assertThat(told().reason()).contains("app.schema.json");
    save("app.schema.json", "{ \"note\": { \"type\": \"nothing\" } }");
    assertThat(told().location()).contains("app.schema.json");
    assertThat(started).isNotDone();

    save("app.schema.json", "{ \"note\": { \"type\": \"object\" } }");
    Host host = started.get(60, TimeUnit.SECONDS).orElseThrow();
    assertThat(host.seats().getFirst().status()).isEqualTo(ConnectionStatus.CONNECTED);
    assertThat(refused).isEmpty();
  }

  @Test
  void appThatThrows_isWaitedFor_untilTheEnd() throws Exception {
    save("app.js", "export const messages = {};\nconst stake = messages.table.stake;\n");
    start();

    assertThat(told().reason()).contains("TypeError");
    end.countDown();
    assertThat(started.get(60, TimeUnit.SECONDS)).isEmpty();
  }
}
