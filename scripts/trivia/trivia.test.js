import { test, table, expect } from 'croupier:test';
import { split, sum } from './money.js';

const server = {
  app: './server.js',
  application: 'trivia',
  settings: { players: ['alice', 'bob', 'carol'], stake: '1', patience: 5_000 },
};
const player = (choices, thinking) => ({
  app: './player.js',
  application: 'trivia',
  allowance: { usdc: 1 },
  invites: { from: ['server'] },
  settings: { choices, thinking },
});
const players = {
  alice: player([1, 2, 0], 300),
  bob: player([1, 2, 3], 200),
  carol: player([0, 2, 3], 400),
};
const puppets = { alice: {}, bob: {}, carol: {} };

const balances = (game) => ['server', 'alice', 'bob', 'carol'].map((name) => game.balance(name));
const results = (game) => game.sent('server', 'result').map(({ data }) => data);
const names = (game, wallets) => wallets.map((wallet) => ['alice', 'bob', 'carol'].find((name) => game.address(name) === wallet));

test('three rounds are played, the fastest correct answers win, and the pot is paid out 50/30/20', () => {
  const game = table({ seats: { server, ...players } });
  expect(balances(game)).toEqual(['100', '100', '100', '100']);

  game.advance(5_000);

  // Round by round: bob before alice; bob, alice, carol; alice alone. 2+2+3 = 7, 3+3 = 6, 1 point.
  expect(results(game).map(({ order }) => names(game, order))).toEqual([['bob', 'alice'], ['bob', 'alice', 'carol'], ['alice']]);
  expect(results(game).at(-1).scores).toEqual({ [game.address('alice')]: 7, [game.address('bob')]: 6, [game.address('carol')]: 1 });
  expect(game.isOpen()).toBe(false);
  expect(game.shares()).toEqual({ alice: '1.5', bob: '0.9', carol: '0.6', server: '0' });
  expect(balances(game)).toEqual(['100', '100.5', '99.9', '99.6']);
});

test('the order of answers is that of the server, whatever else anybody claims', () => {
  const game = table({ seats: { server, ...puppets } }).run();
  const answer = (name, choice, round = 1) => game.puppet(name).send('answer', { round, choice });

  answer('carol', 1);
  answer('alice', 1);
  answer('bob', 1);
  game.run();

  expect(names(game, results(game)[0].order)).toEqual(['carol', 'alice', 'bob']);
});

test('the first answer of a player counts, and only in its round', () => {
  const game = table({ seats: { server, ...puppets } }).run();
  const alice = game.puppet('alice');

  alice.send('answer', { round: 2, choice: 2 }).send('answer', { round: 1, choice: 0 }).send('answer', { round: 1, choice: 1 });
  game.puppet('bob').send('answer', { round: 1, choice: 1 });
  game.advance(5_100);

  expect(names(game, results(game)[0].order)).toEqual(['bob']);
});

test('who says nothing gets no points, and the game goes on without waiting longer than its patience', () => {
  const game = table({ seats: { server, ...players, carol: {} } });

  game.advance(5_000).advance(5_000).advance(5_600);

  expect(game.isOpen()).toBe(false);
  expect(game.shares()).toEqual({ alice: '1.5', bob: '0.9', carol: '0.6', server: '0' });
});

test('of equal scores the one that was reached first is ahead', () => {
  const game = table({ seats: { server: { ...server, settings: { ...server.settings, rounds: 2 } }, ...puppets } }).run();
  const round = (number, choice, ...order) => {
    order.forEach((name) => game.puppet(name).send('answer', { round: number, choice }));
    game.advance(5_100);
  };

  round(1, 1, 'alice', 'bob');
  round(2, 2, 'bob', 'alice'); // five points each, bob's came first

  expect(game.shares()).toEqual({ bob: '1.5', alice: '0.9', carol: '0.6', server: '0' });
});

test('a player that is cut off in the middle of a round plays on', () => {
  const game = table({ seats: { server, ...players } });
  game.advance(100).cut('alice').cut('carol').advance(8_000);

  expect(game.shares()).toEqual({ alice: '1.5', bob: '0.9', carol: '0.6', server: '0' });
});

test('the game survives the end of every host in every round', () => {
  const hosts = { server: { ...server, host: 'house' }, ...players };
  for (const ms of [0, 350, 650]) {
    const game = table({ seats: hosts });
    game.advance(ms).kill('server').advance(1_000).restart('server').restart('alice').advance(30_000);

    game.failures(); // calls that fail while a host is down are no news
    expect(game.sessions()).toHaveLength(1);
    expect(game.isOpen()).toBe(false);
    expect(sum(Object.values(game.shares()))).toBe('3');
    expect(sum(balances(game))).toBe('400');
    expect(results(game)).toHaveLength(3);
  }
});

test('players decline a game in which they pay more than others, or somebody else decides', () => {
  const game = table({ seats: { server: {}, alice: players.alice, bob: {} } });

  expect(() => game.puppet('server').create({ server: '0', alice: '1', bob: '0.5' })).toThrow('all players put in the same');
  expect(game.balance('alice')).toBe('100');
});

test('prizes are exact: what cannot be divided goes to the winner', () => {
  expect(split('3', [50, 30, 20])).toEqual(['1.5', '0.9', '0.6']);
  expect(split('0.000001', [50, 30, 20])).toEqual(['0.000001', '0', '0']);
  expect(split('100', [1, 1, 1])).toEqual(['33.333334', '33.333333', '33.333333']);
  expect(sum(split('0.12345', [50, 30, 20]))).toBe('0.12345');
});
