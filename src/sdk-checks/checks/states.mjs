import { equal, includes, matches } from '../lib/expect.mjs';

// Submits with the SDK's builder; version and intent only where the protocol of the session has them.
const submit = (c, signers, id, allocations, more = {}) =>
  c.askSignedBy(signers, 'createSubmitAppStateMessage', { app_session_id: id, ...more, allocations });
const refused = (c, signers, id, allocations, more = {}) =>
  c.refusedSignedBy(signers, 'createSubmitAppStateMessage', {
    app_session_id: id,
    ...more,
    allocations,
  });

const operate = (version, more = {}) => ({ intent: 'operate', version, ...more });

export const states = [
  {
    name: 'operate: answer, asu to every participant, shares',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '100' });
      const outsider = await t.party();
      const { id, definition } = await t.session([a, b], ['60', '30'], {}, 'first');
      for (const c of [a, b, outsider]) await c.mark();
      const answer = await submit(
        a,
        [a.sign, b.sign],
        id,
        t.allocations([a, b], ['20', '70']),
        operate(2, { session_data: 'second' }),
      );
      equal(answer.parsed, { appSessionId: id, version: 2, status: 'open' }, 'answer');
      const mine = await a.since();
      equal(
        mine.map((f) => f.method),
        ['asu', 'bu', 'submit_app_state'],
        'frames of the caller',
      );
      const other = await b.since();
      equal(other.map((f) => [f.method, f.id]), [['asu', 0]], 'frames of the other');
      equal(await outsider.methodsSince(), [], 'frames of an outsider');

      const { params, parsed } = other[0];
      for (const s of [params, params.app_session]) {
        equal(
          [s.app_session_id, s.status, s.version, s.participants, s.session_data, s.protocol],
          [id, 'open', 2, definition.participants, 'second', 'NitroRPC/0.4'],
          'session in asu',
        );
      }
      const shares = (list) => Object.fromEntries(list.map((x) => [x.participant, String(x.amount)]));
      const expected = { [a.address]: '20', [b.address]: '70' };
      equal(shares(params.participant_allocations), expected, 'allocations in asu');
      if (parsed) {
        equal(shares(parsed.participantAllocations), expected, 'allocations as the SDK reads them');
        equal([parsed.appSessionId, parsed.version], [id, 2], 'session as the SDK reads it');
      }
      equal(await t.balances(a, id), { [t.usdc]: '20' }, 'share of the caller');
      equal(await t.balances(b, id), { [t.usdc]: '70' }, 'share of the other');
    },
  },
  {
    name: 'fractions and empty sessions in asu',
    unreadable: ['asu'],
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const { id } = await t.session([a, b], ['1.5', '0.5']);
      await a.mark();
      await submit(a, [a.sign, b.sign], id, t.allocations([a, b], ['0.75', '1.25']), operate(2));
      const asu = (await a.since()).find((f) => f.method === 'asu');
      equal(
        asu.params.participant_allocations.map((x) => x.amount).sort(),
        ['0.75', '1.25'],
        'amounts as text',
      );
      const empty = await t.session([a, b], ['0', '0']);
      await b.mark();
      await submit(a, [a.sign, b.sign], empty.id, [], operate(2, { session_data: 'x' }));
      const frame = (await b.since()).find((f) => f.method === 'asu');
      equal(frame.params.participant_allocations, [], 'no allocations');
      if (t.isNew()) equal(frame.parsed.sessionData, 'x', 'the SDK reads both');
    },
  },
  {
    name: 'session_data is replaced when given and kept when not',
    async run(t) {
      const [a, b] = await t.parties(2);
      const { id } = await t.session([a, b], ['0', '0'], {}, 'one');
      const data = async () =>
        (await a.ask('createGetAppSessionsMessage', a.sign, a.address, 'open')).parsed.appSessions[0]
          .sessionData;
      await submit(a, [a.sign, b.sign], id, [], operate(2));
      equal(await data(), 'one', 'kept');
      await submit(a, [a.sign, b.sign], id, [], operate(3, { session_data: 'two <&> \u2028 ä' }));
      equal(await data(), 'two <&> \u2028 ä', 'replaced');
    },
  },
  {
    name: 'an empty intent counts as operate',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const { id } = await t.session([a, b], ['2', '0']);
      const answer = await submit(a, [a.sign, b.sign], id, t.allocations([a, b], ['0', '2']), { version: 2 });
      equal(answer.parsed.version, 2, 'version');
    },
  },
  {
    name: 'sessions of NitroRPC/0.2 take neither intent nor version',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const { id } = await t.session([a, b], ['2', '0'], { protocol: 'NitroRPC/0.2' });
      const both = [a.sign, b.sign];
      const moved = t.allocations([a, b], ['1', '1']);
      const text = 'incorrect request: specified parameters are not supported in this protocol';
      equal(await refused(a, both, id, moved, { intent: 'operate' }), text, 'intent');
      equal(await refused(a, both, id, moved, { version: 2 }), text, 'version');
      equal((await submit(a, both, id, moved)).parsed.version, 2, 'version');
      equal((await submit(a, both, id, t.allocations([a, b], ['0', '2']))).parsed.version, 3, 'version');
    },
  },
  {
    name: 'a quorum of four parties decides; session keys count as their wallets',
    async run(t) {
      const four = await t.parties(4, { [t.usdc]: '10' });
      const { id } = await t.session(four, ['1', '1', '1', '1'], {
        weights: [25, 25, 25, 25],
        quorum: 75,
      });
      const [a, b, c, d] = four;
      const next = t.allocations(four, ['4', '0', '0', '0']);
      equal(
        await refused(a, [a.sign, a.wallet.sign, b.sign], id, next, operate(2)),
        'incorrect submit_state request: quorum not reached: 50 / 75',
        'two of four, one of them twice',
      );
      for (const p of four) await p.mark();
      await submit(d, [a.sign, b.wallet.sign, c.sign], id, next, operate(2));
      for (const p of four) {
        const methods = await p.methodsSince();
        equal(methods.filter((m) => m === 'asu').length, 1, 'asu to each');
      }
      equal(await t.balances(a, id), { [t.usdc]: '4' }, 'share');
    },
  },
  {
    name: 'refusals of operate',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const outsider = await t.party();
      const { id } = await t.session([a, b], ['6', '4'], { quorum: 100 });
      const both = [a.sign, b.sign];
      const fine = t.allocations([a, b], ['5', '5']);
      const delta = 'incorrect operate request: non-zero allocations sum delta: ';
      equal(
        await refused(a, both, `0x${'44'.repeat(32)}`, fine, operate(2)),
        'an open app session not found: record not found',
        'unknown session',
      );
      equal(
        await refused(a, both, id, fine, operate(5)),
        'incorrect app state: incorrect version: expected 2, got 5',
        'version',
      );
      equal(
        await refused(a, [a.sign], id, fine, operate(2)),
        'incorrect submit_state request: quorum not reached: 50 / 100',
        'quorum',
      );
      equal(
        await refused(a, [a.sign, outsider.sign], id, fine, operate(2)),
        `signature from unknown participant wallet ${outsider.address}`,
        'signer',
      );
      equal(
        await refused(a, both, id, fine, { intent: 'gamble', version: 2 }),
        'incorrect app state: unsupported intent: gamble',
        'intent',
      );
      equal(
        await refused(a, both, id, t.allocations([a, b], ['-1', '11']), operate(2)),
        'negative allocation: -1 for asset usdc',
        'negative',
      );
      equal(
        await refused(a, both, id, t.allocations([a, outsider], ['6', '4']), operate(2)),
        `allocation to non-participant ${outsider.address}`,
        'outsider',
      );
      equal(
        await refused(a, both, id, t.allocations([a, b], ['5', '4.999999']), operate(2)),
        `${delta}asset usdc not fully redistributed`,
        'too little',
      );
      equal(
        await refused(a, both, id, t.allocations([a, b], ['6', '5']), operate(2)),
        `${delta}asset usdc not fully redistributed`,
        'too much',
      );
      includes(
        await refused(
          a,
          both,
          id,
          [...fine, ...t.allocations([a], ['1'], 'doge')],
          operate(2),
        ),
        delta,
        'unknown asset',
      );
      equal(await t.balances(a, id), { [t.usdc]: '6' }, 'share in the end');
      equal(await t.balances(b, id), { [t.usdc]: '4' }, 'share in the end');
    },
  },
  {
    name: 'what loses money on public servers is refused',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const { id } = await t.session([a, b], ['6', '4']);
      const both = [a.sign, b.sign];
      matches(
        await refused(a, both, id, t.allocations([a], ['10']), operate(2)),
        /./,
        'a holder left out',
      );
      matches(
        await refused(a, both, id, t.allocations([a, a, b], ['3', '3', '4']), operate(2)),
        /./,
        'one participant twice',
      );
      equal(await t.balances(a, id), { [t.usdc]: '6' }, 'share in the end');
      equal(await t.balances(b, id), { [t.usdc]: '4' }, 'share in the end');
    },
  },
  {
    name: 'deposit: depositor signs, money moves, bu and asu',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '100' });
      const { id } = await t.session([a, b], ['10', '10'], { weights: [100, 0], quorum: 100 });
      const grown = t.allocations([a, b], ['10', '25']);
      const deposit = (version) => ({ intent: 'deposit', version });
      const wrong = 'incorrect deposit request: ';
      equal(
        await refused(a, [a.sign], id, grown, deposit(2)),
        `${wrong}depositor signature is required`,
        'without the depositor',
      );
      equal(
        await refused(a, [b.sign], id, grown, deposit(2)),
        `${wrong}quorum not reached: 0 / 100`,
        'without the quorum',
      );
      equal(
        await refused(a, [a.sign, b.sign], id, t.allocations([a, b], ['9', '25']), deposit(2)),
        `${wrong}decreased allocation for participant ${a.address}`,
        'a share that shrinks',
      );
      equal(
        await refused(a, [a.sign, b.sign], id, t.allocations([a, b], ['10', '10']), deposit(2)),
        `${wrong}non-positive allocations sum delta`,
        'nothing grows',
      );
      equal(
        await refused(a, [a.sign, b.sign], id, t.allocations([a, b], ['10', '200']), deposit(2)),
        `${wrong}insufficient unified balance`,
        'more than there is',
      );
      await a.mark();
      await b.mark();
      await submit(a, [a.sign, b.sign], id, grown, deposit(2));
      equal(await b.methodsSince(), ['bu', 'asu'], 'frames of the depositor');
      equal(await a.methodsSince(), ['asu', 'bu', 'submit_app_state'], 'frames of the caller');
      equal(await t.balances(b, id), { [t.usdc]: '25' }, 'share');
      equal(await t.balances(b), { [t.usdc]: '75' }, 'balance');
    },
  },
  {
    name: 'withdraw: quorum is enough, money comes back',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '100' });
      const { id } = await t.session([a, b], ['10', '10'], { weights: [100, 0], quorum: 100 });
      const withdraw = (version) => ({ intent: 'withdraw', version });
      const wrong = 'incorrect withdrawal request: ';
      equal(
        await refused(a, [a.sign], id, t.allocations([a, b], ['11', '5']), withdraw(2)),
        `${wrong}increased allocation for participant ${a.address}`,
        'a share that grows',
      );
      equal(
        await refused(a, [a.sign], id, t.allocations([a, b], ['10', '10']), withdraw(2)),
        `${wrong}non-negative allocations sum delta`,
        'nothing shrinks',
      );
      equal(
        await refused(a, [b.sign], id, t.allocations([a, b], ['10', '5']), withdraw(2)),
        `${wrong}quorum not reached: 0 / 100`,
        'without the quorum',
      );
      await b.mark();
      await submit(a, [a.sign], id, t.allocations([a, b], ['10', '4']), withdraw(2));
      equal(await b.methodsSince(), ['bu', 'asu'], 'frames of the receiver');
      equal(await t.balances(b, id), { [t.usdc]: '4' }, 'share');
      equal(await t.balances(b), { [t.usdc]: '96' }, 'balance');
    },
  },
  {
    name: 'who is no participant may send what participants signed',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '10' });
      const courier = await t.party();
      const { id } = await t.session([a, b], ['1', '1']);
      await courier.mark();
      await submit(courier, [a.sign, b.sign], id, t.allocations([a, b], ['2', '0']), operate(2));
      equal(await courier.methodsSince(), ['bu', 'submit_app_state'], 'frames of the courier');
    },
  },
];
