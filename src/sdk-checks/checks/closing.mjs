import { equal, matches } from '../lib/expect.mjs';

const close = (c, signers, id, allocations, more = {}) =>
  c.askSignedBy(signers, 'createCloseAppSessionMessage', { app_session_id: id, allocations, ...more });
const refused = (c, signers, id, allocations) =>
  c.refusedSignedBy(signers, 'createCloseAppSessionMessage', { app_session_id: id, allocations });

export const closing = [
  {
    name: 'close pays out: answer, bu to who is paid, no asu',
    async run(t) {
      const [a, b, c] = await t.parties(3, { [t.usdc]: '100' });
      const { id } = await t.session([a, b, c], ['60', '30', '10']);
      for (const p of [a, b, c]) await p.mark();
      const answer = await close(
        a,
        [a.sign, b.sign, c.sign],
        id,
        t.allocations([a, b, c], ['0', '99.5', '0.5']),
        { session_data: 'over' },
      );
      equal(answer.parsed, { appSessionId: id, version: 2, status: 'closed' }, 'answer');
      equal(await a.methodsSince(), ['bu', 'close_app_session'], 'frames of the caller, paid nothing');
      const paid = await b.since();
      equal(paid.map((f) => f.method), ['bu'], 'frames of who is paid');
      equal(paid[0].parsed.balanceUpdates, [{ asset: t.usdc, amount: '169.5' }], 'bu');
      equal(await t.balances(a), { [t.usdc]: '40' }, 'balance of a');
      equal(await t.balances(c), { [t.usdc]: '90.5' }, 'balance of c');
      equal(await t.balances(b, id), { [t.usdc]: '0' }, 'share of b');
      const { parsed } = await b.ask('createGetAppSessionsMessage', b.sign, b.address, 'closed');
      const [s] = parsed.appSessions;
      equal([s.appSessionId, s.status, s.version, s.sessionData], [id, 'closed', 2, 'over'], 'closed session');
      const defined = await b.ask('createGetAppDefinitionMessage', b.sign, id);
      equal(defined.parsed.quorum, 150, 'definition of a closed session');
    },
  },
  {
    name: 'a quorum of four closes, whoever sends it',
    async run(t) {
      const four = await t.parties(4, { [t.usdc]: '10' });
      const [a, b, c, d] = four;
      const { id } = await t.session(four, ['1', '1', '1', '1'], {
        weights: [40, 30, 20, 10],
        quorum: 70,
      });
      const final = t.allocations(four, ['0', '0', '0', '4']);
      equal(
        await refused(d, [b.sign, c.sign, d.sign], id, final),
        'incorrect submit_state request: quorum not reached: 60 / 70',
        '60 of 70',
      );
      equal((await close(d, [a.sign, b.sign], id, final)).parsed.status, 'closed', '70 of 70');
      equal(await t.balances(d), { [t.usdc]: '13' }, 'balance of the winner');
    },
  },
  {
    name: 'a judge who holds the whole quorum closes alone',
    async run(t) {
      const [judge, a, b] = await t.parties(3, { [t.usdc]: '10' });
      const { id } = await t.session([judge, a, b], ['0', '5', '5'], {
        weights: [100, 0, 0],
        quorum: 100,
      });
      const final = t.allocations([judge, a, b], ['0', '10', '0']);
      equal(
        await refused(a, [a.sign, b.sign], id, final),
        'incorrect submit_state request: quorum not reached: 0 / 100',
        'players alone',
      );
      await close(judge, [judge.sign], id, final);
      equal(await t.balances(a), { [t.usdc]: '15' }, 'balance of the winner');
    },
  },
  {
    name: 'refusals of close',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const outsider = await t.party();
      const { id } = await t.session([a, b], ['6', '4']);
      const both = [a.sign, b.sign];
      const fine = t.allocations([a, b], ['5', '5']);
      equal(
        await refused(a, both, id, []),
        'missing required parameters: app_id or allocations',
        'no allocations',
      );
      equal(
        await refused(a, both, '', fine),
        'missing required parameters: app_id or allocations',
        'no id',
      );
      equal(
        await refused(a, both, `0x${'44'.repeat(32)}`, fine),
        'an open app session not found: record not found',
        'unknown session',
      );
      equal(
        await refused(a, [a.sign], id, fine),
        'incorrect submit_state request: quorum not reached: 50 / 100',
        'quorum',
      );
      equal(
        await refused(a, [a.sign, outsider.sign], id, fine),
        `signature from unknown participant wallet ${outsider.address}`,
        'signer',
      );
      equal(
        await refused(a, both, id, t.allocations([a, b], ['-1', '11'])),
        'negative allocation: -1 for asset usdc',
        'negative',
      );
      equal(
        await refused(a, both, id, t.allocations([a, outsider], ['6', '4'])),
        `allocation to non-participant ${outsider.address}`,
        'outsider',
      );
      equal(
        await refused(a, both, id, t.allocations([a, b], ['5', '4'])),
        'asset usdc not fully redistributed',
        'too little',
      );
      matches(await refused(a, both, id, t.allocations([a], ['10'])), /./, 'a holder left out');
      matches(
        await refused(a, both, id, t.allocations([a, a, b], ['3', '3', '4'])),
        /./,
        'one participant twice',
      );
      equal(await t.balances(a, id), { [t.usdc]: '6' }, 'share in the end');
      equal(await t.balances(b), { [t.usdc]: '6' }, 'balance in the end');
    },
  },
  {
    name: 'nothing happens to a session after its close',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const { id, definition } = await t.session([a, b], ['6', '4']);
      const both = [a.sign, b.sign];
      await close(a, both, id, t.allocations([a, b], ['5', '5']));
      const gone = 'an open app session not found: record not found';
      equal(await refused(a, both, id, t.allocations([a, b], ['5', '5'])), gone, 'close');
      equal(
        await a.refusedSignedBy(both, 'createSubmitAppStateMessage', {
          app_session_id: id,
          intent: 'operate',
          version: 3,
          allocations: [],
        }),
        gone,
        'submit',
      );
      equal(
        await a.refusedSignedBy(both, 'createAppSessionMessage', { definition, allocations: [] }),
        'failed to create application session',
        'create again',
      );
    },
  },
  {
    name: 'a session without money closes with a zero allocation',
    async run(t) {
      const [a, b] = await t.parties(2);
      const { id } = await t.session([a, b], ['0', '0']);
      const answer = await close(a, [a.sign, b.sign], id, t.allocations([a, b], ['0', '0']));
      equal(answer.parsed.status, 'closed', 'status');
    },
  },
  {
    name: 'withdrawals at close are in the ledger, zero ones too',
    sdks: ['0.5.3'],
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const { id } = await t.session([a, b], ['6', '4']);
      await close(a, [a.sign, b.sign], id, t.allocations([a, b], ['10', '0']));
      const { parsed } = await a.ask('createGetLedgerTransactionsMessage', a.sign, id, {
        tx_type: 'app_withdrawal',
      });
      equal(
        parsed.ledgerTransactions
          .map((x) => [x.fromAccount, x.toAccount, x.amount])
          .sort((x, y) => Number(y[2]) - Number(x[2])),
        [
          [id, a.address, '10'],
          [id, b.address, '0'],
        ],
        'withdrawals',
      );
    },
  },
];
