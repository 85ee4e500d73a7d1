import { equal, matches, truth } from '../lib/expect.mjs';

export const ledger = [
  {
    name: 'get_ledger_balances gives exact decimal sums',
    async run(t) {
      const p = await t.party();
      await t.admin.fund(p.address, t.usdc, '0.1');
      await t.admin.fund(p.address, t.usdc, '0.20');
      await t.admin.fund(p.address, t.usdc, '9007199254740993');
      const answer = await p.ask('createGetLedgerBalancesMessage', p.sign, p.address);
      equal(answer.parsed.ledgerBalances, [{ asset: t.usdc, amount: '9007199254740993.3' }], 'balances');
    },
  },
  {
    name: 'get_ledger_balances is the caller\'s share: nothing for another wallet',
    async run(t) {
      const p = await t.party({ [t.usdc]: '1' });
      const other = t.wallet();
      await t.admin.fund(other.address, t.usdc, '7');
      equal(await t.balances(p, other.address), {}, 'balances of another wallet');
      const answer = await p.askRaw('get_ledger_balances', { participant: other.address }, { sign: p.sign });
      equal(answer.parsed.ledgerBalances, [{ asset: t.usdc, amount: '1' }], 'participant is ignored');
    },
  },
  {
    name: 'get_user_tag is six characters and stays',
    async run(t) {
      const p = await t.party();
      const first = await p.ask('createGetUserTagMessage', p.sign);
      matches(first.parsed.tag, /^[0-9A-Z]{6}$/, 'tag');
      const again = await t.party({}, { wallet: p.wallet });
      equal((await again.ask('createGetUserTagMessage', again.sign)).parsed.tag, first.parsed.tag, 'tag');
    },
  },
  {
    name: 'get_ledger_entries lists both sides of a transfer',
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      const q = await t.party();
      await p.ask('createTransferMessage', p.sign, {
        destination: q.address,
        allocations: [{ asset: t.usdc, amount: '2.5' }],
      });
      const entries = async (c, account) =>
        (await c.ask('createGetLedgerEntriesMessage', c.sign, account, t.usdc)).parsed.ledgerEntries.map(
          (e) => [e.accountId, e.participant, e.asset, e.credit, e.debit],
        );
      equal(
        (await entries(p, p.address))[0],
        [p.address, p.address, t.usdc, '0', '2.5'],
        'newest entry of the sender',
      );
      equal(
        await entries(q, q.address),
        [[q.address, q.address, t.usdc, '2.5', '0']],
        'entries of the receiver',
      );
    },
  },
  {
    name: 'get_ledger_entries without wallet shows a logged-in caller its own',
    async run(t) {
      const p = await t.party({ [t.usdc]: '10' });
      await t.party({ [t.usdc]: '20' });
      const own = await p.askRaw('get_ledger_entries', { limit: 100 });
      truth(own.parsed.ledgerEntries.length >= 1, 'no entries');
      for (const entry of own.parsed.ledgerEntries) {
        equal(entry.participant, p.address, 'wallet of an entry');
      }
    },
  },
  {
    name: 'get_ledger_transactions filters, pages and sorts',
    async run(t) {
      const p = await t.party({ [t.usdc]: '100' });
      const q = t.wallet();
      for (const amount of ['1', '2', '3', '4']) {
        await p.ask('createTransferMessage', p.sign, {
          destination: q.address,
          allocations: [{ asset: t.usdc, amount }],
        });
      }
      const amounts = async (filters) =>
        (
          await p.ask('createGetLedgerTransactionsMessage', p.sign, q.address, filters)
        ).parsed.ledgerTransactions.map((x) => x.amount);
      equal(await amounts({ tx_type: 'transfer' }), ['4', '3', '2', '1'], 'newest first');
      equal(await amounts({ sort: 'asc' }), ['1', '2', '3', '4'], 'oldest first');
      equal(await amounts({ limit: 2, offset: 1 }), ['3', '2'], 'a page');
      equal(await amounts({ asset: 'no-such-asset' }), [], 'another asset');
      equal(await amounts({ tx_type: 'app_deposit' }), [], 'another type');
    },
  },
  {
    name: 'the SDK reads every transaction of a wallet without sessions, faucet included',
    async run(t) {
      const p = await t.party({ [t.usdc]: '100' });
      await p.ask('createTransferMessage', p.sign, {
        destination: t.wallet().address,
        allocations: [{ asset: t.usdc, amount: '1' }],
      });
      const { parsed } = await p.ask('createGetLedgerTransactionsMessage', p.sign, p.address, undefined);
      equal(parsed.ledgerTransactions[0].txType, 'transfer', 'newest');
      const entries = await p.ask('createGetLedgerEntriesMessage', p.sign, p.address, undefined);
      equal(entries.parsed.ledgerEntries.length, 2, 'entries');
    },
  },
  {
    name: 'limit is 10 when missing and 100 at most',
    async run(t) {
      const p = await t.party();
      for (let i = 0; i < 12; i++) await t.admin.fund(p.address, t.usdc, '1');
      const count = async (more) =>
        (await p.askRaw('get_ledger_entries', { account_id: p.address, ...more })).parsed.ledgerEntries
          .length;
      equal(await count({}), 10, 'without limit');
      equal(await count({ limit: 0 }), 10, 'limit 0');
      equal(await count({ limit: 1000 }), 12, 'limit above 100');
      equal(await count({ offset: 11 }), 1, 'offset');
    },
  },
  {
    name: 'get_rpc_history keeps requests, refused ones too',
    async run(t) {
      const p = await t.party({ [t.usdc]: '5' });
      const transfer = (amount) => ({
        destination: '0x000000000000000000000000000000000000dEaD',
        allocations: [{ asset: t.usdc, amount }],
      });
      const done = await p.ask('createTransferMessage', p.sign, transfer('1'));
      await p.refused('createTransferMessage', p.sign, transfer('1000'));
      const { parsed } = await p.ask('createGetRPCHistoryMessage', p.sign);
      equal(parsed.rpcEntries.map((e) => [e.method, e.sender]), [
        ['transfer', p.address],
        ['transfer', p.address],
      ], 'entries');
      const first = parsed.rpcEntries.find((e) => e.reqId === done.id);
      truth(first, `no entry for request ${done.id}`);
      equal(JSON.parse(first.params), transfer('1'), 'params');
      equal(JSON.parse(first.response)[1], 'transfer', 'method of the response');
    },
  },
];
