package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnections;
import dev.croupier.host.Host;
import dev.croupier.host.HostConfig;
import dev.croupier.host.HostEvent;
import dev.croupier.host.InvitePolicy;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.TurnLimits;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.host.journal.JournalMode;
import dev.croupier.host.journal.JournalReader;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.journal.SqliteJournal;
import dev.croupier.host.replay.Replay;
import dev.croupier.host.replay.ReplayDivergedException;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.plugin.PluginEngine;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Games over a real node are recorded, and every turn is run again from the record alone. */
class ReplayTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final SpendingLimits FIVE_USDC =
      new SpendingLimits(Map.of("usdc", Amount.of(5)), Map.of());

  /** Whatever could differ in another run, if it were not part of the record. */
  private static final String EVERYTHING =
      """
      export const messages = { note: { type: 'object' } };
      let sent = 0;

      export async function onStart() {
        const other = client.contacts[client.settings.other];
        const request = client.prepareSession({
          participants: [client.address, other],
          weights: [100, 0],
          quorum: 100,
          allocations: [
            { participant: client.address, asset: 'usdc', amount: '0.5' },
            { participant: other, asset: 'usdc', amount: '0' },
          ],
        });
        try {
          client.prepareSession({ participants: [], allocations: [] });
        } catch (e) {
          console.log(e.code, e.message);
        }
        const [signature, balances] = await Promise.all([client.signSessionRequest(request), client.getBalances()]);
        console.log(balances, client.status(), client.getActiveSessions(), new Date(), Math.random(), request.nonce);
        await client.createSession(request, [signature]);
      }

      export function onSessionCreated(id, session) {
        session.state = { log: [], left: 6 };
        chain(session, 'a');
        chain(session, 'b');
      }

      async function chain(session, name) {
        for (let i = 0; i < 3; i++) {
          await client.sendMessage(session.id, 'note', {
            name, i, id: crypto.randomUUID(), at: Date.now(), random: Math.random(),
            bytes: [...crypto.getRandomValues(new Uint8Array(4))],
          });
          sent++;
          await new Promise((done) => setTimeout(done, 5 * Math.random()));
          console.log(name, i, sent, new Date().toLocaleString(), client.getActiveSessions().length, new Intl.DateTimeFormat('en').format());
        }
      }

      export async function onAppMessage(type, id, data, session) {
        const { state } = session;
        state.log.push([data.id, Date.now(), Math.random(), crypto.keccak256(data.id).slice(0, 10), session.random()]);
        state.left--;
        if (state.left === 0) {
          session.setTimer('end', 20, { n: Math.random() });
        }
      }

      export async function onTimer(name, id, data, session) {
        try {
          await session.send('unknown', {});
        } catch (e) {
          console.log(e.code, e.message, data.n);
        }
        const before = session.now();
        await session.close(session.allocations);
        console.log(name, before, Date.now());
      }

      export function onSessionClosed(id, shares, session) {
        console.log(shares, session.state.log.length);
        throw new Error(`at the end ${Math.random()} ${new Date().getTime()}`);
      }
      """;

  private static final String OTHER =
      """
      export const messages = { note: { type: 'object' } };
      export const onSessionInvite = () => true;
      export function onAppMessage(type, id, data, session) {
        session.state = { seen: [...(session.state.seen ?? []), Math.random()] };
      }
      """;

  private static ScriptEngine scripts;
  private static PluginEngine plugins;

  @TempDir Path folder;

  @BeforeAll
  static void startEngines() {
    scripts = new ScriptEngine(ScriptLimits.DEFAULTS.withTurnTime(PATIENCE));
    plugins = PluginEngine.create();
  }

  @AfterAll
  static void stopEngines() {
    scripts.close();
    plugins.close();
  }

  @ParameterizedTest
  @CsvSource({
    "scripts/ping-pong/server, scripts/ping-pong/player",
    "plugins/ping-pong#ServerApp, plugins/ping-pong#PlayerApp",
    "plugins/ping-pong#ServerApp, scripts/ping-pong/player"
  })
  void pingPong_isRepeatedByteForByte(String server, String player) throws Exception {
    Project.copyFolder(
        Project.file("scripts/ping-pong"),
        Files.createDirectories(folder.resolve("scripts")).resolve("ping-pong"));
    seatPlugin();
    play(
        seat("server", server)
            .withSettings("{\"opponent\":\"player\",\"rounds\":5,\"stake\":\"1\"}"),
        seat("player", player));

    assertThat(repeat("server", server).repeated()).isGreaterThan(12);
    assertThat(repeat("player", player).repeated()).isGreaterThan(12);
  }

  @Test
  void scriptOfTimeRandomnessAndInterleavings_isRepeatedByteForByte() throws Exception {
    Files.writeString(folder.resolve("everything.js"), EVERYTHING);
    Files.writeString(folder.resolve("other.js"), OTHER);
    play(seat("bot", "everything").withSettings("{\"other\":\"other\"}"), seat("other", "other"));

    assertThat(repeat("bot", "everything").leftOut()).isZero();
    assertThat(repeat("bot", "everything").repeated()).isGreaterThan(20);
    assertThat(repeat("other", "other").repeated()).isGreaterThan(6);
    assertThat(records("bot"))
        .anyMatch(record -> record.failure().isPresent())
        .anyMatch(record -> !record.reads().isEmpty());
  }

  @Test
  void otherCode_isToldByTheFirstTurnThatDiffers() throws Exception {
    Files.writeString(folder.resolve("everything.js"), EVERYTHING);
    Files.writeString(folder.resolve("other.js"), OTHER);
    play(seat("bot", "everything").withSettings("{\"other\":\"other\"}"), seat("other", "other"));

    Files.writeString(folder.resolve("everything.js"), EVERYTHING.replace("left: 6", "left: 7"));
    ReplayDivergedException state =
        catchThrowableOfType(ReplayDivergedException.class, () -> repeat("bot", "everything"));
    assertThat(state.what()).isEqualTo("state");
    assertThat(state.recorded()).contains("\"left\":6");
    assertThat(state.repeated()).contains("\"left\":7");
    assertThat(state.place()).contains("seat bot", "turn ", "session 0x");

    Files.writeString(
        folder.resolve("everything.js"),
        EVERYTHING.replace("const other = client", "client.status(); const other = client"));
    ReplayDivergedException read =
        catchThrowableOfType(ReplayDivergedException.class, () -> repeat("bot", "everything"));
    assertThat(read.what()).isEqualTo("read 1");
    assertThat(read.repeated()).contains("status");
    assertThat(read.place()).contains("turn 1");
  }

  private void seatPlugin() throws Exception {
    try (Stream<Path> files = Files.list(Project.file("plugins/ping-pong/target"))) {
      Path jar =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("the ping-pong plugin is not packaged"));
      Files.copy(jar, Files.createDirectories(folder.resolve("plugins")).resolve("ping-pong.jar"));
    }
  }

  private static SeatConfig seat(String name, String app) {
    return SeatConfig.of(name, app).withInvites(InvitePolicy.ALWAYS).withLimits(FIVE_USDC);
  }

  /** Plays until the one session is over at both seats, and stops in order. */
  private void play(SeatConfig... seats) throws Exception {
    CountDownLatch over = new CountDownLatch(seats.length);
    List<HostEvent> events = new ArrayList<>();
    NodeConfig config =
        NodeConfig.builder()
            .adminPort(0)
            .firstFunds(List.of(new AssetAmount("usdc", Amount.of(100))))
            .build();
    try (LocalNode node = LocalNode.start(config);
        SqliteJournal journal = SqliteJournal.open(journalFile(), JournalMode.DURABLE)) {
      var builder =
          Host.builder(
                  (seat, listener) ->
                      NodeConnections.open(
                          ClientConfig.builder(
                                  node.wsUri(), new LocalSigner(key(seat.name()), Secp256k1.best()))
                              .application(seat.application())
                              .build(),
                          listener),
                  journal)
              .base(folder)
              .engine(scripts)
              .engine(plugins)
              .listener(
                  event -> {
                    synchronized (events) {
                      events.add(event);
                    }
                    if (event instanceof HostEvent.SessionClosed) {
                      over.countDown();
                    }
                  });
      for (SeatConfig seat : seats) {
        builder.seat(seat);
      }
      try (Host host = builder.build()) {
        host.start().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("%s", events).isTrue();
      }
    }
  }

  private static PrivateKey key(String name) {
    return PrivateKey.ofBytes(Keccak.hash(name.getBytes(StandardCharsets.UTF_8)));
  }

  private Path journalFile() {
    return folder.resolve("journal.db");
  }

  private List<JournalRecord> records(String seat) {
    List<JournalRecord> records = new ArrayList<>();
    new JournalReader(journalFile()).load(seat, records::add);
    return records;
  }

  private Replay.Result repeat(String seat, String reference) {
    for (AppEngine engine : List.of(scripts, plugins)) {
      var source = engine.find(folder, reference);
      if (source.isPresent()) {
        try (App app = engine.load(source.get())) {
          return Replay.of(
              reader -> new JournalReader(journalFile()).load(seat, reader),
              app,
              new TurnLimits(HostConfig.DEFAULTS)::apply);
        }
      }
    }
    throw new AssertionError("no app " + reference);
  }
}
