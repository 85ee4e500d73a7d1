import { keccak256, stringToBytes } from 'viem';
import { equal, matches, truth } from '../lib/expect.mjs';

// clearnode-0.x 10.2, the rule of S0.5, which a local node uses for all sessions.
function sessionId(definition) {
  const { application = '', protocol, participants, weights, quorum, challenge, nonce } = definition;
  return keccak256(
    stringToBytes(
      JSON.stringify({ application, protocol, participants, weights, quorum, challenge, nonce }),
    ),
  );
}

export const sessions = [
  {
    name: 'two parties create: answer, id, notifications',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '100' });
      const outsider = await t.party();
      for (const c of [a, b, outsider]) await c.mark();
      const { id, definition, answer } = await t.session([a, b], ['60', '30.5']);
      equal(
        answer.parsed,
        { appSessionId: sessionId(definition), version: 1, status: 'open' },
        'answer and computed id',
      );
      matches(id, /^0x[0-9a-f]{64}$/, 'id');
      const mine = await a.since();
      equal(mine.map((f) => f.method), ['bu', 'bu', 'create_app_session'], 'frames of the caller');
      equal(mine[1].parsed.balanceUpdates, [{ asset: t.usdc, amount: '40' }], 'bu of the caller');
      const other = await b.since();
      equal(other.map((f) => [f.method, f.id]), [['bu', 0]], 'frames of the other');
      equal(other[0].parsed.balanceUpdates, [{ asset: t.usdc, amount: '69.5' }], 'bu of the other');
      equal(await outsider.methodsSince(), [], 'frames of an outsider');
    },
  },
  {
    name: 'shares, definition and lists show the session',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '100' });
      const { id, definition } = await t.session([a, b], ['60', '30'], { challenge: 77 }, '{"n":1}');
      equal(await t.balances(a, id), { [t.usdc]: '60' }, 'share of the first');
      equal(await t.balances(b, id), { [t.usdc]: '30' }, 'share of the second');
      const defined = await a.ask('createGetAppDefinitionMessage', a.sign, id);
      const { application: _, ...plain } = definition;
      equal(defined.parsed, plain, 'definition');
      for (const status of [undefined, 'open']) {
        const { parsed } = await b.ask('createGetAppSessionsMessage', b.sign, b.address, status);
        const [s] = parsed.appSessions;
        equal(parsed.appSessions.length, 1, 'sessions of the second');
        equal(
          [s.appSessionId, s.status, s.participants, s.weights, s.quorum, s.version, s.nonce, s.challenge],
          [id, 'open', plain.participants, plain.weights, plain.quorum, 1, plain.nonce, 77],
          'the session in the list',
        );
        equal(s.sessionData, '{"n":1}', 'session data');
        equal(s.protocol, 'NitroRPC/0.4', 'protocol');
        truth(!Number.isNaN(s.createdAt.getTime()), 'creation time');
        if (t.isNew()) equal(s.application, t.application, 'application');
      }
      const closed = await b.ask('createGetAppSessionsMessage', b.sign, b.address, 'closed');
      equal(closed.parsed.appSessions, [], 'closed sessions');
    },
  },
  {
    name: 'four parties create, each paying in',
    async run(t) {
      const four = await t.parties(4, { [t.usdc]: '10' });
      const { id } = await t.session(four, ['1', '2', '3', '4'], {
        weights: [25, 25, 25, 25],
        quorum: 75,
      });
      for (const [i, p] of four.entries()) {
        equal(await t.balances(p, id), { [t.usdc]: String(i + 1) }, `share of party ${i}`);
        equal(await t.balances(p), { [t.usdc]: String(9 - i) }, `balance of party ${i}`);
      }
    },
  },
  {
    name: 'only those who pay in must sign; their order does not matter',
    async run(t) {
      const [a, b, c] = await t.parties(3, { [t.usdc]: '10' });
      const params = () => ({
        definition: t.definition([a, b, c]),
        allocations: t.allocations([a, b, c], ['0', '5', '0']),
      });
      await a.askSignedBy([b.sign], 'createAppSessionMessage', params());
      await a.askSignedBy([c.sign, b.sign, a.sign], 'createAppSessionMessage', params());
      equal(
        await a.refusedSignedBy([a.sign, c.sign], 'createAppSessionMessage', params()),
        `missing signature for participant ${b.address}`,
        'without the payer',
      );
      equal(await t.balances(b), { [t.usdc]: '0' }, 'balance of the payer');
    },
  },
  {
    name: 'a session without money needs no signature',
    async run(t) {
      const [a, b] = await t.parties(2);
      const answer = await a.askRaw('create_app_session', {
        definition: t.definition([a, b]),
        allocations: [],
      });
      equal(answer.parsed.status, 'open', 'status');
    },
  },
  {
    name: 'wallets may sign in place of session keys',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      await a.askSignedBy([a.wallet.sign, b.wallet.sign], 'createAppSessionMessage', {
        definition: t.definition([a, b]),
        allocations: t.allocations([a, b], ['1', '1']),
      });
    },
  },
  {
    name: 'refusals have the texts of the newest server',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const signers = [a.sign, b.sign];
      const attempt = (more, amounts = ['1', '1'], by = signers) =>
        a.refusedSignedBy(by, 'createAppSessionMessage', {
          definition: t.definition([a, b], more),
          allocations: t.allocations([a, b], amounts),
        });
      equal(await attempt({ protocol: 'nitroliterpc' }), 'unsupported protocol: nitroliterpc', 'protocol');
      equal(await attempt({ participants: [a.address], weights: [1] }), 'invalid number of participants', 'one');
      equal(await attempt({ weights: [50] }), 'number of weights must be equal to participants', 'weights');
      equal(await attempt({ nonce: 0 }), 'nonce is zero or not provided', 'nonce');
      equal(
        await attempt({ weights: [-50, 150] }),
        `participant ${a.address} weight cannot be negative`,
        'negative weight',
      );
      equal(
        await attempt({ quorum: 101 }),
        'target quorum (101) cannot be greater than total sum of weights (100)',
        'quorum',
      );
      equal(await attempt({}, ['-1', '1']), 'negative allocation: -1 for asset usdc', 'negative');
      equal(await attempt({}, ['1', '11']), `insufficient funds: ${b.address} for asset usdc`, 'funds');
      equal(
        await attempt({}, ['1', '1'], [a.sign]),
        `missing signature for participant ${b.address}`,
        'signature',
      );
      equal(
        await attempt({}, ['1', '1'], [a.sign, t.wallet().sign]),
        `missing signature for participant ${b.address}`,
        'a stranger\'s signature',
      );
      equal(await t.balances(a), { [t.usdc]: '10' }, 'balance in the end');
      equal(await t.balances(b), { [t.usdc]: '10' }, 'balance of the other in the end');
    },
  },
  {
    name: 'signatures that cannot be recovered are refused',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const text = await a.build('createAppSessionMessage', a.sign, {
        definition: t.definition([a, b]),
        allocations: t.allocations([a, b], ['1', '0']),
      });
      const frame = JSON.parse(text);
      frame.sig = ['0x0102'];
      equal(
        (await a.exchange(JSON.stringify(frame))).params.error,
        'failed to get signers from RPC message',
        'refusal',
      );
    },
  },
  {
    name: 'the same definition makes no second session',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const { definition } = await t.session([a, b], ['1', '1']);
      equal(
        await a.refusedSignedBy([a.sign, b.sign], 'createAppSessionMessage', {
          definition,
          allocations: t.allocations([a, b], ['1', '1']),
        }),
        'failed to create application session',
        'second time',
      );
      equal(await t.balances(a), { [t.usdc]: '9' }, 'paid once');
    },
  },
  {
    name: 'a refused create sends the caller its balances first and others nothing',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      await a.mark();
      await b.mark();
      await a.refusedSignedBy([a.sign], 'createAppSessionMessage', {
        definition: t.definition([a, b]),
        allocations: t.allocations([a, b], ['1', '1']),
      });
      equal(await a.methodsSince(), ['bu', 'error'], 'frames of the caller');
      equal(await b.methodsSince(), [], 'frames of the other');
    },
  },
  {
    name: 'deposits into sessions are in the ledger',
    sdks: ['0.5.3'],
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const { id } = await t.session([a, b], ['4', '0']);
      const { parsed } = await a.ask('createGetLedgerTransactionsMessage', a.sign, id, undefined);
      equal(
        parsed.ledgerTransactions.map((x) => [x.txType, x.fromAccount, x.toAccount, x.amount]),
        [['app_deposit', a.address, id, '4']],
        'transactions of the session',
      );
    },
  },
  {
    name: 'samples with older protocol texts are told so',
    async run(t) {
      const [a, b] = await t.parties(2);
      equal(
        await a.refused('createAppSessionMessage', a.sign, {
          definition: t.definition([a, b], { protocol: 'app_nitrolite_v0' }),
          allocations: [],
        }),
        'unsupported protocol: app_nitrolite_v0',
        'refusal',
      );
    },
  },
];
