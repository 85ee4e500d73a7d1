import { test, table, expect } from 'croupier:test';

const seats = {
  server: {
    app: './server.js',
    application: 'ping-pong',
    allowance: { usdc: 5 },
    settings: { opponent: 'player', rounds: 3, stake: '1' },
  },
  player: { app: './player.js', application: 'ping-pong', allowance: { usdc: 5 }, invites: { from: ['server'] } },
};

test('a player that answers every ping wins both stakes', () => {
  const game = table({ seats }).run();

  expect(game.messages('player', 'ping')).toHaveLength(3);
  expect(game.messages('server', 'pong')).toHaveLength(3);
  expect(game.shares()).toEqual({ server: '0', player: '2' });
  expect(game.balance('server')).toBe('99');
  expect(game.balance('player')).toBe('101');
});

test('everybody gets the stake back from a player that does not answer', () => {
  const game = table({ seats: { ...seats, player: {} } }).run();
  expect(game.puppet('player').messages('ping')).toHaveLength(1);
  expect(game.isOpen()).toBe(true);

  game.advance(5000);

  expect(game.isOpen()).toBe(false);
  expect(game.shares()).toEqual({ server: '1', player: '1' });
});

test('a pong that breaks the schema does not count', () => {
  const game = table({ seats: { ...seats, player: {} } }).run();

  game.puppet('player').send('pong', { from: 'me' }).send('pong', { from: game.address('player'), replyTo: -1 });

  expect(game.refusals('server')).toHaveLength(2);
  expect(game.state('server').latencies).toEqual([]);
});

test('nobody plays without an opponent', () => {
  const game = table({ seats: { server: { ...seats.server, settings: { opponent: 'nobody' } } } }).run();

  expect(game.sessions()).toEqual([]);
  expect(game.failures()[0]).toMatch('settings.opponent is "nobody"');
});
