import { test, table, expect } from 'croupier:test';

const seat = { app: './bet.ts', application: 'bet', allowance: { usdc: 10 } };
const anna = { ...seat, settings: { friend: 'bert', stake: '10' } };
const bert = { ...seat, invites: { from: ['anna'] } };
const sore = (friend) => ({ ...friend, settings: { ...friend.settings, sore: true } });

const balances = (game) => ['anna', 'bert'].map((name) => game.balance(name));

/** Tables on which this one wins: chance follows from the seed. */
function winningTable(name, seats) {
  for (let seed = 1; seed <= 20; seed++) {
    const game = table({ seed, seats }).run();
    if (game.log(name).some((line) => line.includes('we win'))) {
      return game;
    }
  }
  throw new Error(`${name} never wins`);
}

test('both sign what the coin said: one gets 110, the other 90', () => {
  for (const [winner, shares, after] of [
    ['anna', { anna: '20', bert: '0' }, ['110', '90']],
    ['bert', { anna: '0', bert: '20' }, ['90', '110']],
  ]) {
    const game = winningTable(winner, { anna, bert });

    expect(game.isOpen()).toBe(false);
    expect(game.shares()).toEqual(shares);
    expect(balances(game)).toEqual(after);
    expect(game.state('anna').coin.commitments).toEqual(game.state('bert').coin.commitments);
  }
});

test('a loser that does not sign cannot be made to: at last both get their stakes back', () => {
  const game = winningTable('anna', { anna, bert: sore(bert) });
  expect(game.isOpen()).toBe(true);
  expect(balances(game)).toEqual(['90', '90']);
  expect(game.log('anna').at(-1)).toMatch('I was robbed');

  game.advance(20_000);

  game.failures(); // the refusals were meant to be
  expect(game.isOpen()).toBe(false);
  expect(balances(game)).toEqual(['100', '100']);
});

test('where one signs nothing at all, the money stays where it is', () => {
  const game = table({ seats: { anna, bert: {} } });
  game.puppet('bert').disagrees();

  game.run().advance(120_000);

  game.failures();
  expect(game.isOpen()).toBe(true);
  expect(balances(game)).toEqual(['90', '90']);
});

test('without the other half of the flip there is no outcome, and both get their stakes back', () => {
  const game = table({ seats: { anna, bert: {} } }).run();
  const bert = game.puppet('bert');
  bert.send('commit', { commitment: `0x${'12'.repeat(32)}` });
  game.run();
  expect(bert.messages('reveal')).toHaveLength(1); // now bert knows, and says nothing

  game.advance(30_100);

  expect(game.log('anna')[0]).toMatch(`nothing came from ${bert.address}`);
  expect(balances(game)).toEqual(['100', '100']);
});

test('a half that is not what was committed to is an error and changes nothing', () => {
  const game = table({ seats: { anna, bert: {} } }).run();
  game
    .puppet('bert')
    .send('commit', { commitment: `0x${'12'.repeat(32)}` })
    .send('reveal', { salt: `0x${'34'.repeat(32)}` });
  game.run();

  expect(game.failures()[0]).toMatch('committed to 0x1212');
  expect(game.state('anna').coin.phase).toBe('reveal');
});

test('nobody signs a false result, nor the stakes back from a bet it has won', () => {
  const game = table({ seats: { anna: {}, bert } });
  const cheat = game.puppet('anna');
  cheat.create({ anna: '10', bert: '10' }, { weights: [50, 50] });
  game.run();

  expect(() => cheat.proposeClose({ anna: '20', bert: '0' })).toThrow('not how the bet came out');
  expect(() => cheat.proposeClose({ anna: '10', bert: '10' })).toThrow('not yet');
  expect(balances(game)).toEqual(['90', '90']);
});

test('nobody joins a bet that the other decides, or pays less for', () => {
  const game = table({ seats: { anna: {}, bert } });

  expect(() => game.puppet('anna').create({ anna: '10', bert: '10' })).toThrow('neither decides alone');
  expect(() => game.puppet('anna').create({ anna: '5', bert: '10' }, { weights: [50, 50] })).toThrow('the same stakes');
});

test('the bet survives the end of either host', () => {
  for (const ms of [4, 8, 12]) {
    const game = table({ seats: { anna: { ...anna, host: 'a' }, bert: { ...bert, host: 'b' } } });
    game.advance(ms).kill('bert').advance(1_000).restart('bert').restart('anna').advance(120_000);

    game.failures(); // calls that fail while a host is down are no news
    expect(game.isOpen()).toBe(false);
    expect(balances(game).toSorted()).toEqual(['110', '90']);
  }
});
