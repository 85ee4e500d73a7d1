import { equal, matches, truth } from '../lib/expect.mjs';

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

export const publicMethods = [
  {
    name: 'ping is answered by pong',
    async run(t) {
      const c = await t.connect();
      const answer = await c.ask('createPingMessage', t.wallet().sign);
      equal(answer.method, 'pong', 'method');
    },
  },
  {
    name: 'get_config names the broker and its networks',
    async run(t) {
      const c = await t.connect();
      const { parsed, params } = await c.ask('createGetConfigMessage', t.wallet().sign);
      matches(parsed.brokerAddress, ADDRESS, 'broker address');
      equal(Object.keys(params).sort(), ['broker_address', 'networks'], 'members');
      truth(parsed.networks.length >= 1, 'no network');
      for (const network of params.networks) {
        equal(typeof network.chain_id, 'number', 'chain id');
        matches(network.name, /./, 'name');
        matches(network.custody_address, ADDRESS, 'custody address');
        matches(network.adjudicator_address, ADDRESS, 'adjudicator address');
      }
    },
  },
  {
    name: 'get_assets filters by chain',
    async run(t) {
      const c = await t.connect();
      const sign = t.wallet().sign;
      const all = (await c.ask('createGetAssetsMessage', sign, undefined)).parsed.assets;
      const chain = all[0].chainId;
      const there = (await c.ask('createGetAssetsMessage', sign, chain)).parsed.assets;
      equal(there, all.filter((a) => a.chainId === chain), 'assets of the first chain');
      const none = (await c.ask('createGetAssetsMessage', sign, 987654321)).parsed.assets;
      equal(none, [], 'assets of an unknown chain');
    },
  },
  {
    name: 'the builders without a signer work too',
    sdks: ['0.5.3'],
    async run(t) {
      const c = await t.connect();
      const { address } = t.wallet();
      equal((await c.ask('createPingMessageV2')).method, 'pong', 'ping');
      await c.ask('createGetConfigMessageV2');
      await c.ask('createGetAssetsMessageV2', undefined);
      equal((await c.ask('createGetChannelsMessageV2', address, undefined)).parsed.channels, [], 'channels');
      equal((await c.ask('createGetAppSessionsMessageV2', address, undefined)).parsed.appSessions, [], 'sessions');
      equal((await c.ask('createGetLedgerEntriesMessageV2', address, undefined)).parsed.ledgerEntries, [], 'entries');
      equal(
        (await c.ask('createGetLedgerTransactionsMessageV2', address, undefined)).parsed
          .ledgerTransactions,
        [],
        'transactions',
      );
      equal(
        await c.refused('createGetAppDefinitionMessageV2', `0x${'22'.repeat(32)}`),
        'failed to get application session',
        'definition',
      );
    },
  },
  {
    name: 'lists of a wallet nobody knows are empty',
    async run(t) {
      const c = await t.connect();
      const { sign, address } = t.wallet();
      equal((await c.ask('createGetChannelsMessage', sign, address, 'open')).parsed.channels, [], 'channels');
      equal((await c.ask('createGetAppSessionsMessage', sign, address, 'open')).parsed.appSessions, [], 'sessions');
      equal((await c.ask('createGetLedgerEntriesMessage', sign, address, t.usdc)).parsed.ledgerEntries, [], 'entries');
      equal(
        (await c.ask('createGetLedgerTransactionsMessage', sign, address, { tx_type: 'transfer' }))
          .parsed.ledgerTransactions,
        [],
        'transactions',
      );
    },
  },
  {
    name: 'get_app_definition refuses empty and unknown ids',
    async run(t) {
      const c = await t.connect();
      const sign = t.wallet().sign;
      equal(await c.refused('createGetAppDefinitionMessage', sign, ''), 'missing account ID', 'empty id');
      equal(
        await c.refused('createGetAppDefinitionMessage', sign, `0x${'22'.repeat(32)}`),
        'failed to get application session',
        'unknown id',
      );
    },
  },
  {
    name: 'get_ledger_transactions refuses unknown types',
    async run(t) {
      const c = await t.connect();
      equal(
        await c.refusedRaw('get_ledger_transactions', { tx_type: 'gift' }),
        'invalid ledger transaction type',
        'refusal',
      );
    },
  },
  {
    name: 'sort takes asc and desc in any letter case and nothing else',
    async run(t) {
      const p = await t.party({ [t.usdc]: '1' });
      await t.admin.fund(p.address, t.usdc, '2');
      await t.admin.fund(p.address, t.usdc, '3');
      const ids = async (sort) =>
        (await p.askRaw('get_ledger_entries', { account_id: p.address, sort })).parsed.ledgerEntries.map(
          (e) => e.id,
        );
      const up = await ids('ASC');
      equal(up, [...up].sort((a, b) => a - b), 'ascending');
      equal(await ids('desc'), [...up].reverse(), 'descending');
      equal(await ids(undefined), [...up].reverse(), 'default');
      const text = await p.refusedRaw('get_ledger_entries', { sort: 'id; drop table x' });
      truth(text.length > 0, 'a refusal');
    },
  },
];
