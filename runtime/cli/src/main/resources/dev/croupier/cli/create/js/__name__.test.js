// Run with: croupier test
import { test, table, expect } from 'croupier:test';

const seats = {
  '__name__': {
    app: './__name__.js',
    application: '__name__',
    allowance: { usdc: 5 },
    settings: { opponent: 'bot', prize: '1' },
  },
  bot: { app: './bot.js', application: '__name__', invites: { from: ['__name__'] } },
};

for (let seed = 1; seed <= 5; seed++) {
  test(`the bot finds the number of seed ${seed} and wins the prize`, () => {
    const game = table({ seats, seed }).run();

    expect(game.isOpen()).toBe(false);
    expect(game.messages('__name__', 'guess').length).toBeLessThan(8);
    expect(game.shares()).toEqual({ '__name__': '0', bot: '1' });
  });
}

test('a wrong guess gets a hint', () => {
  const game = table({ seats: { ...seats, bot: {} } }).run();
  const { number } = game.state('__name__');

  game.puppet('bot').send('guess', { number: number === 100 ? 1 : 100 });
  game.run();

  const [hint] = game.puppet('bot').messages('hint');
  expect(hint?.data.answer).toBe(number === 100 ? 'higher' : 'lower');
});

test('who needs more than seven guesses wins nothing', () => {
  const game = table({ seats: { ...seats, bot: {} } }).run();
  const { number } = game.state('__name__');

  for (let guess = 0; guess < 7; guess++) {
    game.puppet('bot').send('guess', { number: number === 100 ? 1 : 100 });
  }
  game.puppet('bot').send('guess', { number });
  game.run();

  expect(game.shares()).toEqual({ '__name__': '1', bot: '0' });
});
