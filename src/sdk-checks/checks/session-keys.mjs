import { equal, includes, matches } from '../lib/expect.mjs';

const NEW = ['0.5.3'];
const pay = (t, amount, asset = t.usdc) => ({
  destination: '0x000000000000000000000000000000000000dEaD',
  allocations: [{ asset, amount }],
});
const spending = 'session key spending validation failed: ';

export const sessionKeys = [
  {
    name: 'get_session_keys shows allowances and what was used',
    sdks: NEW,
    async run(t) {
      const p = await t.party(
        { [t.usdc]: '500' },
        { allowances: [{ asset: t.usdc, amount: '100' }], scope: 'console' },
      );
      await p.ask('createTransferMessage', p.sign, pay(t, '45.5'));
      const { parsed } = await p.ask('createGetSessionKeysMessage', p.sign);
      const [key] = parsed.sessionKeys;
      equal(parsed.sessionKeys.length, 1, 'number of keys');
      equal(
        [key.sessionKey, key.application, key.scope, key.allowances],
        [p.key.address, t.application, 'console', [{ asset: t.usdc, allowance: '100', used: '45.5' }]],
        'key',
      );
    },
  },
  {
    name: 'the cap is for life; the wallet is free of it',
    sdks: NEW,
    async run(t) {
      const p = await t.party({ [t.usdc]: '500' }, { allowances: [{ asset: t.usdc, amount: '100' }] });
      await p.ask('createTransferMessage', p.sign, pay(t, '60'));
      equal(
        await p.refused('createTransferMessage', p.sign, pay(t, '40.000001')),
        `${spending}operation denied: insufficient session key allowance: 40.000001 required, 40 available`,
        'above the cap',
      );
      await p.ask('createTransferMessage', p.sign, pay(t, '40'));
      await p.ask('createTransferMessage', p.wallet.sign, pay(t, '100'));
      equal(await t.balances(p), { [t.usdc]: '300' }, 'balance');
    },
  },
  {
    name: 'assets without allowance cannot be spent',
    sdks: NEW,
    async run(t) {
      const c = await t.connect();
      const second = c.frames[0].parsed.assets.map((a) => a.symbol).find((s) => s !== t.usdc);
      const p = await t.party({ [second]: '5' }, { allowances: [{ asset: t.usdc, amount: '1' }] });
      equal(
        await p.refused('createTransferMessage', p.sign, pay(t, '1', second)),
        `${spending}operation denied: asset ${second} not allowed in session key spending cap`,
        'another asset',
      );
      const none = await t.party({ [t.usdc]: '5' }, { allowances: [] });
      includes(await none.refused('createTransferMessage', none.sign, pay(t, '1')), spending, 'no allowance');
    },
  },
  {
    name: 'a key signs for its application only',
    sdks: NEW,
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const text = await a.refusedSignedBy([a.sign, b.sign], 'createAppSessionMessage', {
        definition: t.definition([a, b], { application: 'Poker' }),
        allocations: t.allocations([a, b], ['1', '1']),
      });
      includes(
        text,
        "session key application mismatch: session key is for 'Chess Arena', but app session is for 'Poker'",
        'create',
      );
      const { id } = await t.session([a, b], ['0', '0'], { application: 'Poker' });
      equal(
        await a.refusedSignedBy([a.sign, b.wallet.sign], 'createSubmitAppStateMessage', {
          app_session_id: id,
          intent: 'operate',
          version: 2,
          allocations: [],
        }),
        `session key application validation failed for signer ${a.key.address}: session key application mismatch: session key is for 'Chess Arena', but app session is for 'Poker'`,
        'submit',
      );
    },
  },
  {
    name: 'the cap counts for sessions too',
    sdks: NEW,
    async run(t) {
      const a = await t.party({ [t.usdc]: '100' }, { allowances: [{ asset: t.usdc, amount: '10' }] });
      const b = await t.party();
      const { id } = await t.session([a, b], ['8', '0'], { weights: [100, 0], quorum: 100 });
      includes(
        await a.refusedSignedBy([a.sign], 'createSubmitAppStateMessage', {
          app_session_id: id,
          intent: 'deposit',
          version: 2,
          allocations: t.allocations([a, b], ['11', '0']),
        }),
        'insufficient session key allowance: 3 required, 2 available',
        'deposit',
      );
      await a.askSignedBy([a.sign, a.wallet.sign], 'createSubmitAppStateMessage', {
        app_session_id: id,
        intent: 'deposit',
        version: 2,
        allocations: t.allocations([a, b], ['11', '0']),
      });
    },
  },
  {
    name: 'a new key of the same application replaces the old one',
    sdks: NEW,
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      const again = await t.party({}, { wallet: p.wallet });
      equal(await p.refused('createTransferMessage', p.key.sign, pay(t, '1')), 'invalid signature', 'old key');
      await again.ask('createTransferMessage', again.key.sign, pay(t, '1'));
      const other = await t.party({}, { wallet: p.wallet, application: 'Poker' });
      await other.ask('createTransferMessage', again.key.sign, pay(t, '1'));
      const { parsed } = await other.ask('createGetSessionKeysMessage', other.sign);
      equal(
        parsed.sessionKeys.map((k) => k.application),
        ['Poker', t.application],
        'keys, newest first',
      );
    },
  },
  {
    name: 'a key of another wallet is refused',
    sdks: NEW,
    async run(t) {
      const p = await t.party();
      const thief = t.wallet();
      const c = await t.connect();
      const { form, challenge } = await c.challenge(thief, t.loginOptions(p.key));
      const answer = await c.exchange(await c.verifyText(thief, form, challenge));
      includes(answer.params.error, 'signer is already in use for another wallet', 'refusal');
    },
  },
  {
    name: 'revoke_session_key ends a key; it may revoke itself but not others',
    sdks: NEW,
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      const other = await t.party({}, { wallet: p.wallet, application: 'Poker' });
      equal(
        await p.refused('createRevokeSessionKeyMessage', p.sign, other.key.address),
        'operation denied: insufficient permissions for the active session key',
        'another key',
      );
      equal(
        await p.refused('createRevokeSessionKeyMessage', p.wallet.sign, t.wallet().address),
        'operation denied: provided address is not an active session key of this user',
        'no key',
      );
      const answer = await p.ask('createRevokeSessionKeyMessage', p.wallet.sign, other.key.address);
      equal(answer.parsed, { sessionKey: other.key.address }, 'answer');
      equal(
        await p.refused('createTransferMessage', other.key.sign, pay(t, '1')),
        'invalid signature',
        'the revoked key',
      );
      await p.ask('createRevokeSessionKeyMessage', p.sign, p.key.address);
      const { parsed } = await p.ask('createGetSessionKeysMessage', p.wallet.sign);
      equal(parsed.sessionKeys, [], 'keys left');
      const c = await t.connect();
      const { form, challenge } = await c.challenge(p.wallet, t.loginOptions(p.key));
      const again = await c.exchange(await c.verifyText(p.wallet, form, challenge));
      includes(again.params.error, 'session key already exists but is expired', 'login with it');
    },
  },
  {
    name: 'cleanup_session_key_cache is switched off',
    sdks: NEW,
    async run(t) {
      const p = await t.party();
      equal(
        await p.refused('createCleanupSessionKeyCacheMessage', p.sign),
        'test mode endpoints are disabled',
        'refusal',
      );
    },
  },
  {
    name: 'keys of the old form have no cap and no application',
    sdks: ['0.3.0', '0.4.0'],
    async run(t) {
      const p = await t.party({ [t.usdc]: '100' }, { allowances: [{ asset: t.usdc, amount: '1' }] });
      const q = await t.party();
      await p.ask('createTransferMessage', p.sign, pay(t, '50'));
      const definition = { ...t.definition([p, q]), application: 'Poker' };
      await p.askSignedBy([p.sign], 'createAppSessionMessage', {
        definition,
        allocations: t.allocations([p, q], ['10', '0']),
      });
      equal(await t.balances(p), { [t.usdc]: '40' }, 'balance');
    },
  },
  {
    name: 'a second key of the old form leaves the first one valid',
    sdks: ['0.3.0', '0.4.0'],
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      const again = await t.party({}, { wallet: p.wallet });
      await p.ask('createTransferMessage', p.key.sign, pay(t, '1'));
      await again.ask('createTransferMessage', again.key.sign, pay(t, '1'));
      const thief = t.wallet();
      const c = await t.connect();
      const { form, challenge } = await c.challenge(thief, t.loginOptions(p.key));
      const answer = await c.exchange(await c.verifyText(thief, form, challenge));
      matches(answer.params.error, /signer is already in use for another wallet/, 'refusal');
    },
  },
];
