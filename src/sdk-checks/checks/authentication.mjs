import { equal, matches, truth } from '../lib/expect.mjs';
import { good, refusal } from '../lib/client.mjs';
import { loginForm } from '../lib/sdks.mjs';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const authentication = [
  {
    name: 'login by signature: challenge, answer, then channels and bu',
    async run(t) {
      const wallet = t.wallet();
      const key = t.wallet();
      await t.admin.fund(wallet.address, t.usdc, '12.50');
      const c = await t.connect();
      const { form, challenge } = await c.challenge(wallet, t.loginOptions(key));
      matches(challenge, UUID, 'challenge');
      await c.mark();
      const answer = good(await c.exchange(await c.verifyText(wallet, form, challenge)));
      equal(
        { ...answer.parsed, jwtToken: typeof answer.parsed.jwtToken },
        { address: wallet.address, sessionKey: key.address, success: true, jwtToken: 'string' },
        'answer',
      );
      const frames = await c.since();
      equal(
        frames.map((f) => [f.method, f.id]),
        [['auth_verify', answer.id], ['channels', 0], ['bu', 0]],
        'frames after login',
      );
      equal(frames[1].params, { channels: [] }, 'channels');
      equal(frames[2].parsed.balanceUpdates, [{ asset: t.usdc, amount: '12.5' }], 'bu');
    },
  },
  {
    name: 'createAuthVerifyMessage takes the parsed challenge',
    async run(t) {
      const wallet = t.wallet();
      const c = await t.connect();
      const form = loginForm(t.sdk, wallet, t.loginOptions(t.wallet()));
      const asked = await c.ask('createAuthRequestMessage', form.request);
      const parsed = t.lib.parseAuthChallengeResponse(asked.raw);
      const sign = t.lib.createEIP712AuthMessageSigner(wallet.client, form.policy, form.domain);
      const answer = await c.ask('createAuthVerifyMessage', sign, parsed);
      equal(answer.parsed.success, true, 'success');
    },
  },
  {
    name: 'login by JWT on another connection',
    async run(t) {
      const p = await t.party({ [t.usdc]: '3' });
      const { jwtToken } = p.loginAnswer.parsed;
      const c = await t.connect();
      await c.mark();
      const answer = await c.ask('createAuthVerifyMessageWithJWT', jwtToken);
      equal(
        answer.params,
        { address: p.address, session_key: p.key.address, success: true },
        'answer',
      );
      equal(await c.methodsSince(), ['auth_verify', 'channels', 'bu'], 'frames after login');
      equal((await c.ask('createGetUserTagMessage', p.sign)).method, 'get_user_tag', 'private call');
    },
  },
  {
    name: 'a JWT that is not good is refused',
    async run(t) {
      const p = await t.party();
      const { jwtToken } = p.loginAnswer.parsed;
      const c = await t.connect();
      for (const jwt of [
        'nonsense',
        `${jwtToken.slice(0, -6)}AAAAAA`,
        jwtToken.replace(/^[^.]*/, 'eyJhbGciOiJub25lIn0'),
      ]) {
        equal(await c.refused('createAuthVerifyMessageWithJWT', jwt), 'invalid JWT token', jwt.slice(0, 12));
      }
      equal(await c.refused('createGetUserTagMessage', p.sign), 'authentication required', 'after it');
    },
  },
  {
    name: 'a wrong signer is refused and does not use up the challenge',
    async run(t) {
      const wallet = t.wallet();
      const c = await t.connect();
      const { form, challenge } = await c.challenge(wallet, t.loginOptions(t.wallet()));
      const other = { ...t.wallet() };
      equal(
        refusal(await c.exchange(await c.verifyText(other, form, challenge))),
        'invalid challenge or signature',
        'wrong signer',
      );
      equal(await c.refused('createGetUserTagMessage', wallet.sign), 'authentication required', 'after it');
      good(await c.exchange(await c.verifyText(wallet, form, challenge)));
      equal(
        refusal(await c.exchange(await c.verifyText(wallet, form, challenge))),
        'invalid challenge or signature',
        'the challenge a second time',
      );
    },
  },
  {
    name: 'a signature of the request in place of typed data is refused',
    async run(t) {
      const wallet = t.wallet();
      const c = await t.connect();
      const { challenge } = await c.challenge(wallet, t.loginOptions(t.wallet()));
      equal(
        await c.refused('createAuthVerifyMessageFromChallenge', wallet.sign, challenge),
        'invalid challenge or signature',
        'refusal',
      );
    },
  },
  {
    name: 'what was signed must be what was asked',
    async run(t) {
      const wallet = t.wallet();
      const c = await t.connect();
      const asked = await c.challenge(wallet, t.loginOptions(t.wallet()));
      const form = loginForm(t.sdk, wallet, t.loginOptions(t.wallet()));
      equal(
        refusal(await c.exchange(await c.verifyText(wallet, form, asked.challenge))),
        'invalid challenge or signature',
        'another session key',
      );
    },
  },
  {
    name: 'an unknown challenge is refused',
    async run(t) {
      const wallet = t.wallet();
      const c = await t.connect();
      const { form } = await c.challenge(wallet, t.loginOptions(t.wallet()));
      const stranger = '550e8400-e29b-41d4-a716-446655440000';
      equal(refusal(await c.exchange(await c.verifyText(wallet, form, stranger))), 'invalid challenge', 'refusal');
    },
  },
  {
    name: 'auth_verify with neither JWT nor signature is refused',
    async run(t) {
      const c = await t.connect();
      const { challenge } = await c.challenge(t.wallet(), t.loginOptions(t.wallet()));
      equal(
        await c.refusedRaw('auth_verify', { challenge }),
        'invalid authentication method: expected JWT or signature',
        'refusal',
      );
    },
  },
  {
    name: 'addresses in lower case are the same wallet',
    async run(t) {
      const wallet = t.wallet();
      const key = t.wallet();
      await t.admin.fund(wallet.address.toLowerCase(), t.usdc, '5');
      const c = await t.connect();
      const options = t.loginOptions({ address: key.address.toLowerCase() });
      const form = loginForm(t.sdk, { ...wallet, address: wallet.address.toLowerCase() }, options);
      const asked = await c.ask('createAuthRequestMessage', form.request);
      const answer = good(await c.exchange(await c.verifyText(wallet, form, asked.parsed.challengeMessage)));
      equal(answer.parsed.address, wallet.address, 'address in EIP-55');
      equal(answer.parsed.sessionKey, key.address, 'session key in EIP-55');
      c.sign = key.sign;
      equal(await t.balances(c), { [t.usdc]: '5' }, 'balances');
    },
  },
  {
    name: 'a second login of the same wallet on one connection sends no notifications',
    async run(t) {
      const p = await t.party();
      const { form, challenge } = await p.challenge(p.wallet, t.loginOptions(p.key));
      await p.mark();
      good(await p.exchange(await p.verifyText(p.wallet, form, challenge)));
      equal(await p.methodsSince(), ['auth_verify'], 'frames');
    },
  },
  {
    name: 'a connection can log in as another wallet',
    async run(t) {
      const p = await t.party({ [t.usdc]: '1' });
      const other = t.wallet();
      const key = t.wallet();
      await t.admin.fund(other.address, t.usdc, '2');
      await p.mark();
      await p.login(other, t.loginOptions(key));
      p.sign = key.sign;
      equal((await p.methodsSince()).slice(-2), ['channels', 'bu'], 'notifications');
      equal(await t.balances(p), { [t.usdc]: '2' }, 'balances');
    },
  },
  {
    name: 'every connection of a wallet is notified',
    async run(t) {
      const first = await t.party({ [t.usdc]: '9' });
      const second = await t.connect();
      await second.ask('createAuthVerifyMessageWithJWT', first.loginAnswer.parsed.jwtToken);
      await second.mark();
      const other = t.wallet();
      await first.ask('createTransferMessage', first.sign, {
        destination: other.address,
        allocations: [{ asset: t.usdc, amount: '4' }],
      });
      const seen = await second.methodsSince();
      truth(seen.includes('bu') && seen.includes('tr'), `second connection saw only ${seen}`);
      truth(!seen.includes('transfer'), 'the answer went to a connection that did not ask');
    },
  },
  {
    name: 'allowances and expiry of the new form are checked',
    sdks: ['0.5.3'],
    async run(t) {
      const c = await t.connect();
      const attempt = async (options) => {
        const wallet = t.wallet();
        const { form, challenge } = await c.challenge(wallet, t.loginOptions(t.wallet(), options));
        return refusal(await c.exchange(await c.verifyText(wallet, form, challenge)));
      };
      equal(
        await attempt({ allowances: [{ asset: 'doge', amount: '1' }] }),
        "unsupported token: asset 'doge' is not supported",
        'unknown asset',
      );
      matches(
        await attempt({ allowances: [{ asset: t.usdc, amount: 'many' }] }),
        /^unsupported token: invalid amount 'many' for asset 'usdc': /,
        'no amount',
      );
      equal(
        await attempt({ allowances: [{ asset: t.usdc, amount: '-1' }] }),
        "unsupported token: allowance amount cannot be negative for asset 'usdc', got '-1'",
        'negative amount',
      );
      matches(
        await attempt({ expiresAt: 1_600_000_000 }),
        /expiration time must be set and in the future/,
        'expiry in the past',
      );
    },
  },
];
