package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.turn.TurnOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws as scripts see them. The other side is computed by the script from the description. */
class ChanceTest {

  /** What the other one does, out of nothing but the description of the bytes and crypto. */
  private static final String OTHER_SIDE =
      """
      const salt = '0x' + '22'.repeat(32);
      const bytes = (...parts) => new Uint8Array(parts.flatMap((part) => part.startsWith('0x')
          ? part.slice(2).match(/../g).map((digits) => parseInt(digits, 16))
          : [...new TextEncoder().encode(part)]));
      const hash = (...parts) => crypto.keccak256(bytes(...parts));
      const commitment = (session, wallet, value = '') =>
          hash('croupier:commit:1', session.id, crypto.keccak256('coin'), wallet, salt, value);
      const other = (session) => session.participants.find((wallet) => wallet !== client.address);
      """;

  private static ScriptEngine engine;
  @TempDir Path base;
  private ScriptFolder script;

  @BeforeAll
  static void startEngine() {
    engine = new ScriptEngine(ScriptFolder.PATIENT);
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @BeforeEach
  void makeFolder() {
    script = new ScriptFolder(base, engine);
  }

  @AfterEach
  void closeInstance() {
    script.close();
  }

  private TurnOutcome run(String body) {
    script.start(
        OTHER_SIDE
            + "export function onAppMessage(type, sessionId, data, session) {\n"
            + body
            + "\n}");
    return script.message("ping", "{}");
  }

  private List<String> logs(String body) {
    TurnOutcome outcome = run(body);
    assertThat(outcome.failure()).isEmpty();
    return ScriptFolder.logs(outcome);
  }

  @Test
  void draw_comesToTheOutcomeThatIsDescribed() {
    assertThat(
            logs(
                """
                const coin = session.state.coin = chance.open(session, 'coin', { value: 'heads' });
                const { address } = client;
                const mine = '0x' + '5e'.repeat(32);
                session.log(coin.phase, coin.missing.length);
                session.log(coin.commitment === hash('croupier:commit:1', session.id,
                    crypto.keccak256('coin'), address, mine, 'heads'));
                chance.commit(coin, address, coin.commitment);
                chance.commit(coin, other(session), commitment(session, other(session), 'tails'));
                session.log(coin.phase, chance.mine(coin).salt === mine, chance.mine(coin).value);
                chance.reveal(coin, address, chance.mine(coin));
                session.log(coin.missing.join() === other(session));
                chance.reveal(coin, other(session), { salt, value: 'tails' });
                const [first, second] = [address, other(session)].sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1);
                const part = (wallet) => [wallet, wallet === address ? mine : salt,
                    crypto.keccak256(wallet === address ? 'heads' : 'tails')];
                const seed = hash('croupier:seed:1', session.id, crypto.keccak256('coin'), ...part(first), ...part(second));
                const drawn = BigInt(hash('croupier:number:1', seed, crypto.keccak256('die'), '0x0000000000000000').slice(0, 18));
                session.log(coin.phase, BigInt(chance.number(coin, 'die', 6)) === drawn % 6n,
                    coin.reveals[other(session)].value);
                session.log(chance.shuffle(coin, 'order', ['a', 'b', 'c']).sort().join(''));
                """))
        .containsExactly("commit 2", "true", "reveal true heads", "true", "done true tails", "abc");
    assertThat(script.state()).contains("\"phase\":\"done\"");
  }

  @Test
  void draw_livesInTheState_overTurns() {
    script.start(
        OTHER_SIDE
            + """
            export function onAppMessage(type, sessionId, data, session) {
              if (type === 'ping') {
                session.state.coin = chance.open(session, 'coin');
                return;
              }
              const { coin } = session.state;
              for (const [wallet, theirs] of [[client.address, coin.commitment], [other(session), commitment(session, other(session))]]) {
                chance.commit(coin, wallet, theirs);
              }
            }
            """);
    script.message("ping", "{}");
    assertThat(script.message("pong", "{}").failure()).isEmpty();
    assertThat(script.state()).contains("\"phase\":\"reveal\"");
  }

  @Test
  void refusals_areErrorsWithTheRuleAsCode() {
    assertThat(
            logs(
                """
                const refusal = (action) => {
                  try { action(); return 'none'; } catch (e) { return e.code; }
                };
                const coin = chance.open(session, 'coin');
                const them = other(session);
                session.log(refusal(() => chance.mine(coin)), refusal(() => chance.number(coin, 'side', 2)),
                    refusal(() => chance.reveal(coin, them, { salt })), refusal(() => chance.commit(coin, them, '0x12')),
                    refusal(() => chance.commit(coin, '0x' + '99'.repeat(20), coin.commitment)));
                chance.commit(coin, client.address, coin.commitment);
                session.log(refusal(() => chance.commit(coin, client.address, coin.commitment)),
                    refusal(() => chance.commit(coin, them, coin.commitment)));
                chance.commit(coin, them, commitment(session, them));
                session.log(refusal(() => chance.reveal(coin, them, { salt, value: 'x' })),
                    refusal(() => chance.reveal(coin, them, { salt: 7 })), refusal(() => chance.reveal(coin, them)));
                chance.close(coin);
                session.log(refusal(() => chance.reveal(coin, them, { salt })), coin.phase, coin.missing.length);
                session.log(refusal(() => chance.commit({}, them, salt)), refusal(() => chance.commit(null, them, salt)),
                    refusal(() => chance.open(session, '')), refusal(() => chance.open(session, 'x', { value: 1 })));
                """))
        .containsExactly(
            "too-early incomplete not-committed malformed not-in-draw",
            "already-committed commitment-copied",
            "reveal-differs invalid-argument invalid-argument",
            "too-late closed 2",
            "invalid-request invalid-argument invalid-argument invalid-argument");
  }

  @Test
  void bound_mustBeAWholeNumber() {
    for (String bound : List.of("0", "-1", "1.5", "NaN", "2 ** 54")) {
      TurnOutcome outcome =
          run(
              """
              const alone = chance.open(session, 'coin', { wallets: [client.address] });
              chance.commit(alone, client.address, alone.commitment);
              chance.reveal(alone, client.address, chance.mine(alone));
              chance.number(alone, 'side', %s);
              """
                  .formatted(bound));
      assertThat(outcome.failure()).as(bound).isPresent();
      assertThat(outcome.failure().get().message()).contains("the bound");
      script.close();
    }
  }

  @Test
  void onlooker_followsADraw_withoutAPartOfItsOwn() {
    assertThat(
            logs(
                """
                const seen = chance.open(session, 'coin', { wallets: [other(session)] });
                chance.commit(seen, other(session), commitment(session, other(session)));
                chance.reveal(seen, other(session), { salt });
                session.log(seen.phase, seen.commitment, chance.number(seen, 'side', 1));
                """))
        .containsExactly("done undefined 0");
  }

  @Test
  void secret_isTheHosts() {
    assertThat(logs("session.log(session.secret());")).containsExactly("0x" + "5e".repeat(32));
  }
}
