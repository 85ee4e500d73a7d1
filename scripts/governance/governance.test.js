import { test, table, expect } from 'croupier:test';

const WEIGHTS = { admin: 40, mod1: 20, mod2: 20, member1: 10, member2: 10 };
const NAMES = Object.keys(WEIGHTS);
const QUORUM = 60;

const app = { app: './stakeholder.ts', application: 'governance' };
const seat = (settings) => ({ ...app, invites: { from: ['admin'] }, settings });
const admin = (settings) => ({
  ...app,
  allowance: { usdc: 50 },
  settings: { stakeholders: NAMES.slice(1), weights: Object.values(WEIGHTS), quorum: QUORUM, treasury: '50', ...settings },
});
const balances = (game) => NAMES.map((name) => game.balance(name));
const results = (game) => NAMES.flatMap((name) => game.sent(name, 'result')).map(({ data }) => data);

test('every combination of stakeholders: the node takes what 60 have signed, and nothing less', () => {
  const game = table({ seats: Object.fromEntries(NAMES.map((name) => [name, {}])) });
  const treasury = { admin: '50', mod1: '0', mod2: '0', member1: '0', member2: '0' };
  let session;

  for (let bits = 1; bits < 2 ** NAMES.length; bits++) {
    const [proposer, ...signers] = NAMES.filter((_, i) => (bits >> i) & 1);
    const weight = [proposer, ...signers].reduce((sum, name) => sum + WEIGHTS[name], 0);
    session ??= game.puppet('admin').create(treasury, { weights: Object.values(WEIGHTS), quorum: QUORUM });
    const propose = () => game.puppet(proposer).proposeClose(treasury, signers, session);
    if (weight < QUORUM) {
      expect(propose).toThrow('quorum');
    } else {
      propose();
      session = undefined;
    }
    expect(game.balance('admin')).toBe(weight < QUORUM ? '50' : '100');
  }
});

test('the combinations of the founding page, by motion and vote', () => {
  const combinations = [['admin', 'mod1'], ['mod1', 'mod2', 'member1', 'member2'], ['admin'], ['mod1', 'mod2', 'member1']];
  const motions = combinations.map((voters, i) => ({ at: 100 * (i + 1), name: voters.join(' '), to: 'member2', amount: '1' }));
  const settingsOf = (name) => ({
    motions: motions.filter((_, i) => combinations[i][0] === name),
    against: motions.filter((_, i) => !combinations[i].includes(name)).map((motion) => motion.name),
  });
  const game = table({
    seats: Object.fromEntries(NAMES.map((name) => [name, name === 'admin' ? admin(settingsOf(name)) : seat(settingsOf(name))])),
  }).advance(5_000);

  expect(Object.fromEntries(results(game).map(({ name, carried, weight }) => [name, [carried, weight]]))).toEqual({
    'admin mod1': [true, 60],
    'mod1 mod2 member1 member2': [true, 60],
    admin: [false, 40],
    'mod1 mod2 member1': [false, 50],
  });
  expect(game.shares()).toEqual({ admin: '48', mod1: '0', mod2: '0', member1: '0', member2: '2' });
  expect(balances(game)).toEqual(['50', '100', '100', '100', '100']);
});

test('a grant is paid, a party is not, and in the end everybody gets its share', () => {
  const game = table({
    seats: {
      admin: admin({ against: ['party'] }),
      mod1: seat({ against: ['party'], motions: [{ at: 100, name: 'grant', to: 'member1', amount: '20.5' }, { at: 900, name: 'end', dissolve: true }] }),
      mod2: seat({ against: ['grant'] }),
      member1: seat({}),
      member2: seat({ against: ['grant'], motions: [{ at: 500, name: 'party', to: 'member2', amount: '29.5' }, { at: 700, name: 'too much', to: 'mod1', amount: '30' }] }),
    },
  }).advance(20_000);

  // Too much is voted for by all, but the treasury has not got it.
  expect(results(game).map(({ name, carried }) => [name, carried])).toEqual([['grant', true], ['party', false], ['too much', false]]);
  expect(game.isOpen()).toBe(false);
  expect(game.shares()).toEqual({ admin: '29.5', mod1: '0', mod2: '0', member1: '20.5', member2: '0' });
  expect(balances(game)).toEqual(['79.5', '100', '100', '120.5', '100']);
});

test('no message makes a seat sign: not for a motion it has voted against, nor for more than was moved', () => {
  const game = table({ seats: { admin: {}, mod1: seat({}), mod2: seat({ against: ['gift'] }), member1: {}, member2: {} } });
  const cheat = game.puppet('admin');
  cheat.create({ admin: '50', mod1: '0', mod2: '0', member1: '0', member2: '0' }, { weights: Object.values(WEIGHTS), quorum: QUORUM });
  cheat.send('motion', { name: 'end', dissolve: true }).send('motion', { name: 'gift', to: cheat.address, amount: '1' });
  game.run();
  const shares = (admin, mod1) => ({ admin, mod1, mod2: '0', member1: '0', member2: '0' });

  expect(() => cheat.proposeClose(shares('49', '1'), ['mod1'])).toThrow('there is no such motion');
  expect(() => cheat.close(shares('50', '0'))).toThrow('quorum');
  cheat.proposeClose(shares('50', '0'), ['mod1']); // 40 and 20, for what was moved

  expect(balances(game)).toEqual(['100', '100', '100', '100', '100']);
});

test('who hears nothing gives no vote, and time is up', () => {
  const motions = [{ at: 100, name: 'pay', to: 'member1', amount: '1' }];
  const game = table({ seats: { admin: admin({ motions }), mod1: {}, mod2: {}, member1: seat({}), member2: {} } });

  game.advance(10_200);

  expect(game.sent('admin', 'result').map(({ data }) => data)).toEqual([{ name: 'pay', carried: false, weight: 50 }]);
  expect(game.shares().admin).toBe('50');
});

test('a stakeholder pays nothing in, and signs no session that one decides', () => {
  const game = table({ seats: { admin: {}, mod1: { ...seat({}), allowance: { usdc: 5 } } } });

  expect(() => game.puppet('admin').create({ admin: '50', mod1: '5' }, { weights: [50, 50] })).toThrow('the opener\'s to fill');
  expect(() => game.puppet('admin').create({ admin: '50', mod1: '0' })).toThrow('the opener\'s to fill');
});
