package dev.croupier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeConnections;
import dev.croupier.host.Host;
import dev.croupier.host.HostEvent;
import dev.croupier.host.InvitePolicy;
import dev.croupier.host.Isolation;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.node.LocalNode;
import dev.croupier.node.NodeConfig;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole host at a real node: one seat's app attacks, another seat plays on, and the operator
 * hears which app, session, turn and line it was.
 */
@Timeout(240)
class IsolationTest {
  private static final Duration TURN = Duration.ofSeconds(1);

  /** How long the well-behaved seat may be without a turn while the other one is being stopped. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  @TempDir Path base;
  private final Queue<HostEvent> events = new ConcurrentLinkedQueue<>();

  private void script(String name, String code) throws Exception {
    Files.writeString(base.resolve(name), "export const messages = {ping: {}, pong: {}};\n" + code);
  }

  private <E extends HostEvent> List<E> heard(Class<E> type, Predicate<E> which) {
    return events.stream().filter(type::isInstance).map(type::cast).filter(which).toList();
  }

  private List<HostEvent.MessageReceived> pongs(String seat) {
    return heard(
        HostEvent.MessageReceived.class,
        event ->
            event.seat().equals("driver")
                && event.type().equals("pong")
                && event.dataJson().contains("\"" + seat + "\""));
  }

  /** Opens a session with each of the others and pings them for ever; attacks the bad one once. */
  private static final String DRIVER =
      """
      export async function onStart() {
        for (const name of ['good', 'bad']) {
          const request = client.prepareSession({
            participants: [client.address, client.contacts[name]],
            allocations: [
              { participant: client.address, asset: 'usdc', amount: '0' },
              { participant: client.contacts[name], asset: 'usdc', amount: '0' },
            ],
          });
          await client.createSession(request);
        }
      }
      export function onSessionCreated(id, session) {
        session.setTimer('ping', 1);
      }
      export function onTimer(name, id, data, session) {
        session.state.sent = (session.state.sent ?? 0) + 1;
        session.send('ping', { n: session.state.sent });
        session.setTimer('ping', 20);
      }
      """;

  private static final String PLAYER =
      """
      export const onSessionInvite = () => true;
      export function onAppMessage(type, id, data, session) {
        if (type !== 'ping') return;
        session.state.seen = (session.state.seen ?? 0) + 1;
        if (client.name === 'bad' && data.n === 5) {
          %s
        }
        session.send('pong', { from: client.name, n: data.n, seen: session.state.seen });
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NONE   | while (true) {}
          WORKER | while (true) {}
          WORKER | Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
          """)
  void attack_isReportedWithItsPlace_andOtherSeatsPlayOn(Isolation isolation, String attack)
      throws Exception {
    script("driver.js", DRIVER);
    script("good.js", PLAYER.formatted(""));
    script("bad.js", PLAYER.formatted(attack));
    ScriptLimits limits = ScriptLimits.DEFAULTS.withTurnTime(TURN);
    Secp256k1 curve = Secp256k1.best();
    try (LocalNode node =
            LocalNode.start(NodeConfig.builder().port(0).adminPort(0).ephemeral().build());
        ScriptEngine scripts = new ScriptEngine(limits);
        WorkerEngine workers =
            new WorkerEngine(
                List.of(scripts),
                WorkerSettings.DEFAULTS
                    .withHeapMb(128)
                    .withTurnTime(TURN)
                    .withEngine(ScriptEngine.KIND, limits.settings()),
                new SecureRandom());
        Host host =
            Host.builder(
                    (seat, heard) ->
                        NodeConnections.open(
                            ClientConfig.builder(
                                    node.wsUri(),
                                    new LocalSigner(PrivateKey.generate(new SecureRandom()), curve))
                                .build(),
                            heard),
                    new MemoryJournal())
                .base(base)
                .engine(scripts)
                .workers(workers)
                .listener(events::add)
                .seat(SeatConfig.of("driver", "driver"))
                .seat(SeatConfig.of("good", "good").withInvites(InvitePolicy.ALWAYS))
                .seat(
                    SeatConfig.of("bad", "bad")
                        .withInvites(InvitePolicy.ALWAYS)
                        .withIsolation(isolation))
                .build()) {
      host.start().join();

      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> !heard(HostEvent.TurnFailed.class, event -> true).isEmpty());
      HostEvent.TurnFailed failed = heard(HostEvent.TurnFailed.class, event -> true).getFirst();
      int before = pongs("bad").size();
      await().atMost(Duration.ofSeconds(120)).until(() -> pongs("bad").size() > before + 5);

      assertThat(failed.seat()).isEqualTo("bad");
      assertThat(failed.app()).isEqualTo("bad.js");
      assertThat(failed.sessionId()).isPresent();
      assertThat(failed.turn()).isPositive();
      assertThat(failed.input()).isEqualTo("message \"ping\"");
      assertThat(failed.failure().location()).startsWith("bad.js:");
      assertThat(longestSilenceOfGood()).isLessThan(LONGEST_SILENCE);
      // The failed turn left no trace: the next message found the state before it.
      assertThat(pongs("bad"))
          .anyMatch(pong -> pong.dataJson().contains("\"n\":6,\"seen\":5"))
          .noneMatch(pong -> pong.dataJson().contains("\"n\":5,"));
      boolean ended = !heard(HostEvent.WorkerEnded.class, event -> true).isEmpty();
      assertThat(heard(HostEvent.WorkerRestarted.class, event -> event.seat().equals("bad")))
          .hasSize(ended ? 1 : 0);
      assertThat(ended).isEqualTo(attack.startsWith("Array"));
      assertThat(heard(HostEvent.SeatFailed.class, event -> true)).isEmpty();
    }
  }

  private Duration longestSilenceOfGood() {
    Duration longest = Duration.ZERO;
    List<HostEvent.MessageReceived> pongs = pongs("good");
    for (int i = 1; i < pongs.size(); i++) {
      Duration silence = Duration.between(pongs.get(i - 1).at(), pongs.get(i).at());
      longest = silence.compareTo(longest) > 0 ? silence : longest;
    }
    return longest;
  }

  @Test
  void seatsOfOneApp_mustAgreeOnItsIsolation() {
    var builder =
        Host.builder((seat, heard) -> null, new MemoryJournal()).seat(SeatConfig.of("a", "bot"));

    assertThatThrownBy(
            () -> builder.seat(SeatConfig.of("b", "bot").withIsolation(Isolation.WORKER)))
        .hasMessage(
            "seats a and b run the same app bot, so its isolation must be the same in both");
  }

  @Test
  void worker_withoutAnEngineForWorkers_isRefused() {
    try (Host host =
        Host.builder((seat, heard) -> null, new MemoryJournal())
            .seat(SeatConfig.of("a", "bot").withIsolation(Isolation.WORKER))
            .build()) {
      assertThatThrownBy(host::start).hasMessageContaining("app bot is to run in a worker");
    }
  }
}
