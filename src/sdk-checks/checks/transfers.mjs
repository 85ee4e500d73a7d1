import { equal, matches, truth } from '../lib/expect.mjs';
import { good, personalSigner, refusal } from '../lib/client.mjs';

export const transfers = [
  {
    name: 'a transfer by address: answer, and bu and tr to both',
    async run(t) {
      const [p, q] = await t.parties(2, { [t.usdc]: '10' });
      const tag = async (c) => (await c.ask('createGetUserTagMessage', c.sign)).parsed.tag;
      const [from, to] = [await tag(p), await tag(q)];
      await p.mark();
      await q.mark();
      const answer = await p.ask('createTransferMessage', p.sign, {
        destination: q.address,
        allocations: [{ asset: t.usdc, amount: '2.50' }],
      });
      const [tx] = answer.parsed.transactions;
      equal(
        { ...tx, id: typeof tx.id, createdAt: tx.createdAt instanceof Date },
        {
          id: 'number',
          txType: 'transfer',
          fromAccount: p.address,
          fromAccountTag: from,
          toAccount: q.address,
          toAccountTag: to,
          asset: t.usdc,
          amount: '2.5',
          createdAt: true,
        },
        'transaction',
      );
      const sent = await p.since();
      equal(sent.map((f) => f.method), ['bu', 'tr', 'bu', 'transfer'], 'frames of the sender');
      equal(sent[0].parsed.balanceUpdates, [{ asset: t.usdc, amount: '7.5' }], 'bu of the sender');
      equal(sent[1].parsed.transactions, answer.parsed.transactions, 'tr of the sender');
      const got = await q.since();
      equal(got.map((f) => [f.method, f.id]), [['bu', 0], ['tr', 0]], 'frames of the receiver');
      equal(got[0].parsed.balanceUpdates, [{ asset: t.usdc, amount: '12.5' }], 'bu of the receiver');
      equal(got[1].parsed.transactions, answer.parsed.transactions, 'tr of the receiver');
    },
  },
  {
    name: 'a transfer by user tag, in any letter case',
    async run(t) {
      const [p, q] = await t.parties(2, { [t.usdc]: '10' });
      const { tag } = (await q.ask('createGetUserTagMessage', q.sign)).parsed;
      const answer = await p.ask('createTransferMessage', p.sign, {
        destination_user_tag: tag.toLowerCase(),
        allocations: [{ asset: t.usdc, amount: '1' }],
      });
      equal(answer.parsed.transactions[0].toAccount, q.address, 'receiver');
    },
  },
  {
    name: 'the receiver needs no account',
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      const stranger = t.wallet();
      const answer = await p.ask('createTransferMessage', p.sign, {
        destination: stranger.address,
        allocations: [{ asset: t.usdc, amount: '4' }],
      });
      truth(!('to_account_tag' in answer.params.transactions[0]), 'a tag of a wallet without one');
      const later = await t.party({}, { wallet: stranger });
      equal(await t.balances(later), { [t.usdc]: '4' }, 'balances when it comes');
    },
  },
  {
    name: 'several assets go in one transfer, all or none',
    async run(t) {
      const c = await t.connect();
      const second = c.frames[0].parsed.assets.map((a) => a.symbol).find((s) => s !== t.usdc);
      const allowances = t.isNew()
        ? [t.usdc, second].map((asset) => ({ asset, amount: '100' }))
        : [];
      const p = await t.party({ [t.usdc]: '10', [second]: '1' }, { allowances });
      const q = await t.party();
      const answer = await p.ask('createTransferMessage', p.sign, {
        destination: q.address,
        allocations: [
          { asset: t.usdc, amount: '1' },
          { asset: second, amount: '0.25' },
        ],
      });
      equal(answer.parsed.transactions.map((x) => [x.asset, x.amount]), [[t.usdc, '1'], [second, '0.25']], 'transactions');
      equal(
        await p.refused('createTransferMessage', p.sign, {
          destination: q.address,
          allocations: [
            { asset: t.usdc, amount: '1' },
            { asset: second, amount: '5' },
          ],
        }),
        `insufficient funds: ${p.address} for asset ${second}`,
        'refusal',
      );
      equal(await t.balances(q), { [t.usdc]: '1', [second]: '0.25' }, 'nothing of the refused one arrived');
    },
  },
  {
    name: 'refusals have the texts of the newest server',
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      const q = t.wallet();
      const one = [{ asset: t.usdc, amount: '1' }];
      const attempt = (params, options = { sign: p.sign }) => p.refusedRaw('transfer', params, options);
      const cases = [
        ['no destination', { allocations: one }, 'destination or destination_tag must be provided'],
        ['no address', { destination: '0x12', allocations: one }, 'invalid destination account: 0x12'],
        ['no allocations', { destination: q.address, allocations: [] }, 'allocations cannot be empty'],
        ['unknown tag', { destination_user_tag: 'NOBODY', allocations: one }, 'failed to get wallet by tag: NOBODY'],
        ['to itself', { destination: p.address, allocations: one }, 'cannot transfer to self'],
        [
          'zero',
          { destination: q.address, allocations: [{ asset: t.usdc, amount: '0' }] },
          'invalid allocation: 0 for asset usdc',
        ],
        [
          'negative',
          { destination: q.address, allocations: [{ asset: t.usdc, amount: '-1' }] },
          'invalid allocation: -1 for asset usdc',
        ],
        [
          'too much',
          { destination: q.address, allocations: [{ asset: t.usdc, amount: '10.000001' }] },
          `insufficient funds: ${p.address} for asset usdc`,
        ],
      ];
      for (const [what, params, text] of cases) {
        equal(await attempt(params), text, what);
      }
      const payment = { destination: q.address, allocations: one };
      equal(await attempt(payment, {}), 'missing participant signature', 'unsigned');
      equal(await attempt(payment, { sign: t.wallet().sign }), 'invalid signature', 'signed by a stranger');
      const personal = personalSigner(p.wallet);
      equal(await attempt(payment, { sign: personal }), 'invalid signature', 'signed by personal_sign');
      equal(await t.balances(p), { [t.usdc]: '10' }, 'balance in the end');
    },
  },
  {
    name: 'an amount that is no number is refused',
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      for (const amount of ['ten', '', '1e1000000000', '0x10', '1,5', 'NaN']) {
        const text = await p.refusedRaw(
          'transfer',
          { destination: t.wallet().address, allocations: [{ asset: t.usdc, amount }] },
          { sign: p.sign },
        );
        matches(text, /./, JSON.stringify(amount));
      }
      equal(await t.balances(p), { [t.usdc]: '10' }, 'balance in the end');
    },
  },
  {
    name: 'the wallet itself may sign, over text formatted as it likes',
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      const id = p.nextId();
      const req = `[ ${id}, "transfer", {"allocations" : [{"amount":1.50,"asset":"usdc"}],"destination":"0x000000000000000000000000000000000000dEaD"}, ${Date.now()} ]`;
      const { keccak256, stringToBytes } = await import('viem');
      const sig = await p.wallet.client.account.sign({ hash: keccak256(stringToBytes(req)) });
      const from = p.frames.length;
      p.send(`{"sig":["${sig}"],"req":${req}}`);
      const answer = good(await p.until((f) => f.id === id, 'answer', from));
      equal(answer.parsed.transactions[0].amount, '1.5', 'amount');
    },
  },
  {
    name: 'the same transfer a second time is refused',
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      const text = await p.build('createTransferMessage', p.sign, {
        destination: t.wallet().address,
        allocations: [{ asset: t.usdc, amount: '1' }],
      });
      good(await p.exchange(text));
      equal(
        refusal(await p.exchange(text)),
        'operation denied: the request has already been processed',
        'second time',
      );
      equal(await t.balances(p), { [t.usdc]: '9' }, 'balance in the end');
    },
  },
  {
    name: 'a refused transfer still sends the caller its balances first',
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      await p.mark();
      await p.refused('createTransferMessage', p.sign, {
        destination: t.wallet().address,
        allocations: [{ asset: t.usdc, amount: '11' }],
      });
      equal(await p.methodsSince(), ['bu', 'error'], 'frames');
    },
  },
];
