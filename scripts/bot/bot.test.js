import { test, table, expect } from 'croupier:test';

/** @type {import('croupier:test').SeatOptions} */
const bot = { app: './bot.js', allowance: { usdc: 1 }, invites: 'always' };
const pingPong = {
  app: '../ping-pong/server.js',
  allowance: { usdc: 5 },
  settings: { opponent: 'bot', rounds: 5, stake: '1' },
};
const ticTacToe = {
  app: '../tic-tac-toe/player.js',
  allowance: { usdc: 5 },
  settings: { opponent: 'bot', stake: '1', level: 'easy' },
};

test('plays ping-pong and tic-tac-toe at the same time', () => {
  const game = table({ seats: { bot, paula: pingPong, tim: ticTacToe } }).run();

  expect(game.sessions()).toHaveLength(2);
  expect(game.sessions().some((session) => game.isOpen(session))).toBe(false);
  expect(game.messages('bot', 'ping')).toHaveLength(5);
  expect(game.sent('bot', 'move').length).toBeGreaterThan(1);
});

test('beats or holds whoever plays at random', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const game = table({ seed, seats: { bot, tim: ticTacToe } }).run();
    expect(game.isOpen()).toBe(false);
    expect(game.messages('tim', 'refused')).toHaveLength(0);
  }
});

test('does not join where more is asked for than its allowance', () => {
  const game = table({ seats: { bot, tim: {} } });

  expect(() => game.puppet('tim').create({ tim: '2', bot: '2' })).toThrow('allowance');
  expect(game.balance('bot')).toBe('100');
});

test('joins no more games at once than its settings say', () => {
  const game = table({ seats: { bot: { ...bot, settings: { games: 1 } }, tim: {} } });
  const tim = game.puppet('tim');
  const first = tim.create({ tim: '1', bot: '1' });
  tim.send('move', { cell: 0 }, first);
  game.run();

  expect(() => tim.create({ tim: '1', bot: '1' })).toThrow('too many games');
});

test('refuses a cell that is taken', () => {
  const game = table({ seats: { bot, tim: {} } });
  const tim = game.puppet('tim');
  tim.create({ tim: '1', bot: '1' });
  tim.send('move', { cell: 0 });
  game.run();
  tim.send('move', { cell: 0 });
  game.run();

  expect(tim.messages('refused')[0].data).toEqual({ player: tim.address, cell: 0, reason: 'cell taken' });
});
