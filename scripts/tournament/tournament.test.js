import { test, table, expect } from 'croupier:test';
import { pairs } from './bracket.js';
import { sum } from './money.js';

const names = (count) => Array.from({ length: count }, (_, i) => `p${i + 1}`);

/** The lower the number of a player, the faster it is. */
function seats(count, changed = {}) {
  const coordinator = { app: './coordinator.js', application: 'tournament', settings: { players: names(count), fee: '5', patience: 5_000 } };
  const player = (i) => ({
    app: './player.js',
    application: 'tournament',
    allowance: { usdc: 5 },
    invites: { from: ['coordinator'] },
    settings: { thinking: 50 * (i + 1) },
  });
  return { coordinator, ...Object.fromEntries(names(count).map((name, i) => [name, player(i)])), ...changed };
}

const nameOf = (game, wallet, count) => names(count).find((name) => game.address(name) === wallet);
const rounds = (game, count) =>
  game.sent('coordinator', 'round').map(({ data }) => data.matches.map((match) => match.map((wallet) => nameOf(game, wallet, count))));

/** Who is faster wins, so the bracket says how it ends: the final, and the match for the third place. */
function expectedShares(game, count) {
  const [final, third = []] = rounds(game, count).at(-1);
  const fastest = (match) => match.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const [first, second] = fastest(final);
  return { [first]: '40', [second]: '24', [fastest(third)[0]]: '16' };
}

test('sixteen players: the bracket is drawn by all, the fastest win, and 80 usdc are paid out 40/24/16', () => {
  const game = table({ seats: seats(16) }).advance(20_000);

  expect(game.sent('coordinator', 'draw')).toHaveLength(1);
  expect(rounds(game, 16).map((matches) => matches.length)).toEqual([8, 4, 2, 2]);
  expect(game.messages('coordinator', 'protest')).toHaveLength(0);
  expect(game.isOpen()).toBe(false);
  const prizes = expectedShares(game, 16);
  expect(prizes.p1).toBe('40');
  expect(game.balance('coordinator')).toBe('100');
  for (const name of names(16)) {
    const prize = Number(prizes[name] ?? '0');
    expect(game.shares()[name]).toBe(String(prize));
    expect(game.balance(name)).toBe(String(95 + prize));
  }
});

test('another seed is another bracket', () => {
  const bracket = (seed) => JSON.stringify(rounds(table({ seed, seats: seats(4) }).advance(2_000), 4)[0]);

  expect(new Set([1, 2, 3, 4].map(bracket)).size).toBeGreaterThan(1);
});

test('who commits and does not reveal is out, with its fee, and the bracket is drawn anew', () => {
  const game = table({ seats: seats(4, { p4: {} }) }).run();
  game.puppet('p4').send('commit', { draw: 'bracket 1', commitment: `0x${'12'.repeat(32)}` });
  game.run();
  expect(game.sent('p1', 'reveal')).toHaveLength(1);
  expect(game.sent('coordinator', 'round')).toHaveLength(0);

  game.advance(5_100).advance(10_000);

  expect(game.sent('coordinator', 'draw')[1].data.players).toHaveLength(3);
  // The fastest wins; whether it met p2 in the final or before is for the draw to say.
  const [, second] = rounds(game, 4).at(-1)[0].toSorted();
  expect(game.shares()).toEqual({ p1: '10', p2: '4', p3: '4', [second]: '6', p4: '0', coordinator: '0' });
  expect(['p1', second, 'p4'].map((name) => game.balance(name))).toEqual(['105', '101', '95']);
});

test('a reveal that is not what was committed to does not count', () => {
  const game = table({ seats: seats(2, { p2: {} }) }).run();
  game
    .puppet('p2')
    .send('commit', { draw: 'bracket 1', commitment: `0x${'12'.repeat(32)}` })
    .send('reveal', { draw: 'bracket 1', salt: `0x${'34'.repeat(32)}` });
  game.run();
  expect(game.log('coordinator').at(-1)).toMatch('committed to 0x1212');

  game.advance(5_100);

  // Nobody is left to play against: everybody gets the fee back.
  expect(game.shares()).toEqual({ p1: '5', p2: '5', coordinator: '0' });
});

test('a bracket that nobody has drawn brings protests', () => {
  const game = table({ seats: { ...seats(3), coordinator: {} } });
  const coordinator = game.puppet('coordinator');
  coordinator.create({ coordinator: '0', p1: '5', p2: '5', p3: '5' });
  const players = names(3).map((name) => game.address(name));
  coordinator.send('draw', { name: 'bracket 1', players });
  game.run();

  // There are six orders of three; two of them cannot both be the one that was drawn.
  coordinator.send('round', { number: 1, matches: [[players[0]], [players[1], players[2]]] });
  coordinator.send('round', { number: 1, matches: [[players[1]], [players[0], players[2]]] });
  game.run();

  expect(coordinator.messages('protest').length).toBeGreaterThan(2);
});

test('the tournament goes on after the end of the host, in the draw and in a round', () => {
  for (const ms of [3, 60]) {
    const game = table({ seats: seats(4, { coordinator: { ...seats(4).coordinator, host: 'house' } }) });
    game.advance(ms).kill('coordinator').restart('coordinator').advance(60_000);

    game.failures(); // calls that fail while a host is down are no news
    expect(game.sessions()).toHaveLength(1);
    expect(game.isOpen()).toBe(false);
    expect(game.shares()).toMatchObject({ p1: '10', coordinator: '0' });
    expect(sum(names(4).map((name) => game.balance(name)))).toBe('400');
  }
});

test('pairs: the first against the last, and the first have no opponent where some are missing', () => {
  expect(pairs(['a', 'b', 'c', 'd'])).toEqual([['a', 'd'], ['b', 'c']]);
  expect(pairs(['a', 'b', 'c', 'd', 'e'])).toEqual([['a'], ['b'], ['c'], ['d', 'e']]);
  expect(pairs(['a', 'b'])).toEqual([['a', 'b']]);
});
