package dev.croupier.cli.bench.reload;

import dev.croupier.cli.Table;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.host.Host;
import dev.croupier.host.HostEvent;
import dev.croupier.host.HotReload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two seats that play without end on a node in this process, while the app of one is saved again
 * and again: a whole host as {@code croupier dev} runs it, without a console.
 */
public final class ReloadBench implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String CONFIG =
      """
      data: memory
      seats:
        server: { app: server.js }
        player: { app: APP, invites: always }
      """;

  private static final String SERVER =
      """
      export const messages = { ping: {}, pong: {} };
      export async function onStart() {
        const participants = [client.address, client.contacts.player];
        const allocations = participants.map((participant) => ({ participant, asset: 'usdc', amount: '0' }));
        const request = client.prepareSession({ participants, weights: [100, 0], quorum: 100, allocations });
        await client.createSession(request, [await client.signSessionRequest(request)]);
      }
      export const onSessionCreated = (sessionId, session) => session.send('ping', {});
      export function onAppMessage(type, sessionId, data, session) {
        if (type === 'pong' && session.sender !== client.address) session.setTimer('again', 1);
      }
      export const onTimer = (name, sessionId, data, session) => session.send('ping', {});
      """;

  private final ReloadedApp app;
  private final Path folder;
  private final Table table;
  private final HotReload watching;
  private long version;
  private volatile Expected expected = new Expected(0);

  /**
   * Starts to play.
   *
   * @param app what is saved
   * @param folder an empty folder
   */
  public ReloadBench(ReloadedApp app, Path folder) throws Exception {
    this.app = app;
    this.folder = folder;
    Files.writeString(folder.resolve("server.js"), SERVER);
    app.save(folder, 0);
    table =
        new Table(
            ConfigReader.parse("bench", CONFIG.replace("APP", app.reference())), folder, Map.of());
    boolean ready = false;
    try {
      table.prepare();
      Host host = table.host(table.startNode(), this::heard);
      host.start().get();
      watching = new HotReload(host);
      ready = true;
      expected.await();
    } finally {
      if (!ready) {
        table.close();
      }
    }
  }

  private void heard(HostEvent event) {
    long now = System.nanoTime();
    Expected waited = expected;
    switch (event) {
      case HostEvent.MessageSent sent
          when sent.seat().equals("player")
              && sent.dataJson().equals("{\"version\":" + waited.version + "}") ->
          waited.said.complete(now);
      case HostEvent.AppReloaded reloaded -> waited.loadedMs = reloaded.tookMs();
      case HostEvent.ReloadRefused refused ->
          waited.said.completeExceptionally(new IOException(refused.reason()));
      default -> {}
    }
  }

  /**
   * Saves the next version and waits for its first message.
   *
   * @return how long that took
   */
  public Times reload()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Expected next = new Expected(++version);
    expected = next;
    long began = System.nanoTime();
    app.save(folder, version);
    return new Times((next.await() - began) / 1e6, next.loadedMs);
  }

  @Override
  public void close() {
    watching.close();
    table.close();
  }

  /**
   * How long a reload took.
   *
   * @param savedToMessageMs from the save to the first message on the new code, milliseconds
   * @param loadMs the part of it from the beginning of the load to the change over, milliseconds
   */
  public record Times(double savedToMessageMs, long loadMs) {}

  private static final class Expected {
    private final long version;
    private final CompletableFuture<Long> said = new CompletableFuture<>();
    private volatile long loadedMs;

    Expected(long version) {
      this.version = version;
    }

    long await() throws InterruptedException, ExecutionException, TimeoutException {
      return said.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
