import { test, table, expect } from 'croupier:test';

const seat = { app: './player.js', application: 'tic-tac-toe', allowance: { usdc: 1 } };
const opener = { ...seat, settings: { opponent: 'bert', stake: '1' } };
const joiner = { ...seat, invites: { from: ['anna'] } };

/** Anna opens; what bert does is up to the test. */
const againstPuppet = () => table({ seats: { anna: opener, bert: {}, zoe: {} } }).run();
const lastMove = (game, name) => game.messages(name, 'move').at(-1).data.cell;

test('two that play well draw, and both get their stakes back', () => {
  const game = table({ seats: { anna: opener, bert: joiner } }).run();

  expect(game.isOpen()).toBe(false);
  expect(game.shares()).toEqual({ anna: '1', bert: '1' });
  expect(game.log('bert').at(-1)).toMatch('a draw');
});

test('the winner takes both stakes, and both see the same board', () => {
  const easy = { ...joiner, settings: { level: 'easy' } };
  let wins = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const game = table({ seed, seats: { anna: opener, bert: easy } }).run();
    const { anna, bert } = game.shares();
    expect(Number(anna) + Number(bert)).toBe(2);
    expect(game.state('anna')).toEqual(game.state('bert'));
    wins += anna === '2' && game.balance('anna') === '101' ? 1 : 0;
  }
  expect(wins).toBeGreaterThan(0);
});

test('a move to a taken cell is refused and does not count', () => {
  const game = againstPuppet();
  const bert = game.puppet('bert');
  const taken = lastMove(game, 'bert');

  bert.send('move', { cell: taken });
  game.run();

  expect(bert.messages('refused').map(({ data }) => data)).toEqual([{ player: bert.address, cell: taken, reason: 'cell taken' }]);
  expect(game.state('anna').board.filter((mark) => mark !== '')).toEqual(['x']);
});

test('a move out of turn is refused and does not count', () => {
  const game = table({ seats: { anna: { ...opener, settings: { ...opener.settings, thinking: 1000 } }, bert: {} } }).run();
  const bert = game.puppet('bert');

  bert.send('move', { cell: 0 });
  game.run();
  expect(bert.messages('refused')[0].data.reason).toBe('not your turn');
  expect(game.state('anna').board).not.toContain('o');

  game.advance(1000);
  expect(bert.messages('move')).toHaveLength(1);
});

test('an onlooker cannot move', () => {
  const game = table({ seats: { anna: {}, bert: joiner, zoe: {} } });
  game.puppet('anna').create({ anna: '1', bert: '1', zoe: '0' });
  game.puppet('anna').send('move', { cell: 4 });
  game.puppet('zoe').send('move', { cell: 8 });
  game.run();

  expect(game.state('bert').board[8]).toBe('');
  expect(game.sent('bert', 'refused')).toHaveLength(0); // that is for x to say
});

test('a message that is no move of the game changes nothing', () => {
  const game = againstPuppet();
  const before = game.state('anna');

  game.puppet('bert').send('move', { cell: 9 }).send('cheat', {});

  expect(game.state('anna')).toEqual(before);
  expect(game.refusals('anna')).toHaveLength(2);
});

test('nobody outside of the session can move', () => {
  const game = againstPuppet();

  expect(() => game.puppet('zoe').send('move', { cell: 0 })).toThrow('not a participant');
});

test('who is too slow loses', () => {
  const game = againstPuppet().advance(29_000);
  expect(game.isOpen()).toBe(true);

  game.advance(1_100);

  expect(game.shares()).toEqual({ anna: '2', bert: '0' });
  expect(game.balance('bert')).toBe('99');
});

test('the game goes on after a restart, and no second one is opened', () => {
  const game = againstPuppet();
  const before = game.state('anna');

  game.restart('anna').run();

  expect(game.sessions()).toHaveLength(1);
  game.puppet('bert').send('move', { cell: 1 });
  game.run();
  expect(game.state('anna').board.filter((mark) => mark !== '')).toHaveLength(3);
  expect(game.state('anna').board[before.board.indexOf('x')]).toBe('x');
});

test('the time for a move runs on over a restart', () => {
  const game = againstPuppet().advance(20_000).restart('anna').run();
  expect(game.isOpen()).toBe(true);

  game.advance(10_000);

  expect(game.shares()).toEqual({ anna: '2', bert: '0' });
});

test('an unfair invite is declined', () => {
  const game = table({ seats: { anna: {}, bert: joiner } });

  expect(() => game.puppet('anna').create({ anna: '0', bert: '1' })).toThrow('both players put in the same');
  expect(game.balance('bert')).toBe('100');
});
