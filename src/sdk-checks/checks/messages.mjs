import { equal, includes, matches, truth } from '../lib/expect.mjs';
import { good, refusal } from '../lib/client.mjs';

// The relay, an extension of local nodes: clearnode-0.x 11.3.
const message = (c, id, params, sign = c.sign) => c.build('createApplicationMessage', sign, id, params);
const say = async (c, id, params, sign) => good(await c.exchange(await message(c, id, params, sign)));
const refused = async (c, id, params, sign) =>
  refusal(await c.exchange(await message(c, id, params, sign)));
const received = async (c) => (await c.since()).filter((f) => f.method === 'message');

export const messages = [
  {
    name: 'a message reaches every participant, the sender included, and nobody else',
    async run(t) {
      const [a, b] = await t.parties(2);
      const outsider = await t.party();
      const { id } = await t.session([a, b], ['0', '0']);
      for (const c of [a, b, outsider]) await c.mark();
      const params = { type: 'move', data: { from: a.address, text: 'e2-e4 <check> & "ä"\u2028😀' } };
      const own = await say(a, id, params);
      equal(own.parsed, { app_session_id: id, message: params }, 'the sender\'s copy');
      equal(JSON.parse(own.raw).sid, id, 'sid of the frame');
      const [got, ...rest] = await received(b);
      equal(rest, [], 'further messages');
      equal([got.id, got.parsed], [0, { app_session_id: id, message: params }], 'the other\'s copy');
      equal(JSON.parse(got.raw).sid, id, 'sid of the frame');
      equal((await received(a)).length, 1, 'copies of the sender');
      equal(await outsider.methodsSince(), [], 'frames of an outsider');
    },
  },
  {
    name: 'four participants see the messages of all in one order',
    async run(t) {
      const four = await t.parties(4);
      const { id } = await t.session(four, ['0', '0', '0', '0'], { weights: [1, 1, 1, 1], quorum: 1 });
      for (const p of four) await p.mark();
      const each = 10;
      await Promise.all(
        four.map(async (p, who) => {
          for (let n = 0; n < each; n++) p.send(await message(p, id, { who, n }));
        }),
      );
      const total = four.length * each;
      for (const p of four) {
        let count = 0;
        await p.until((f) => f.method === 'message' && ++count === total, `message ${total}`);
      }
      const lists = await Promise.all(
        four.map(async (p) => (await received(p)).map((f) => f.parsed.message)),
      );
      for (const list of lists) {
        equal(list, lists[0], 'the same order for all');
        for (const who of four.keys()) {
          equal(
            list.filter((m) => m.who === who).map((m) => m.n),
            [...Array(each).keys()],
            `order of sender ${who}`,
          );
        }
      }
    },
  },
  {
    name: 'every connection of a participant gets the message',
    async run(t) {
      const [a, b] = await t.parties(2);
      const again = await t.connect();
      await again.ask('createAuthVerifyMessageWithJWT', b.loginAnswer.parsed.jwtToken);
      const { id } = await t.session([a, b], ['0', '0']);
      await again.mark();
      await b.mark();
      await say(b, id, { n: 1 });
      equal((await received(b)).map((f) => f.id > 0), [true], 'the sending connection has the request id');
      equal((await received(again)).map((f) => f.id), [0], 'the other connection has 0');
    },
  },
  {
    name: 'params arrive as they were written: arrays, numbers, member order',
    async run(t) {
      const [a, b] = await t.parties(2);
      const { id } = await t.session([a, b], ['0', '0']);
      await b.mark();
      await say(a, id, [{ type: 'x' }, 5]);
      const { keccak256, stringToBytes } = await import('viem');
      const exact = '{"z":1.10,"a":12345678901234567890,"m":{"2":1,"1":2},"e":1E2}';
      const req = `[${a.nextId()},"message",${exact},${Date.now()}]`;
      const sig = await a.wallet.client.account.sign({ hash: keccak256(stringToBytes(req)) });
      good(await a.exchange(`{"req":${req},"sid":"${id}","sig":["${sig}"]}`));
      const got = await received(b);
      equal(got[0].parsed.message, [{ type: 'x' }, 5], 'an array');
      includes(got[1].raw, `"message":${exact}}`, 'raw text');
    },
  },
  {
    name: 'wallet and session key may both sign',
    async run(t) {
      const [a, b] = await t.parties(2);
      const { id } = await t.session([a, b], ['0', '0']);
      await say(a, id, { by: 'key' }, a.key.sign);
      await say(a, id, { by: 'wallet' }, a.wallet.sign);
    },
  },
  {
    name: 'refusals carry the request id and say why',
    async run(t) {
      const [a, b] = await t.parties(2);
      const outsider = await t.party();
      const { id } = await t.session([a, b], ['0', '0']);
      await b.mark();
      const unknown = `0x${'55'.repeat(32)}`;
      equal(await a.refusedRaw('message', { n: 1 }, { sign: a.sign }), 'missing app session id', 'no sid');
      equal(await refused(a, unknown, { n: 1 }), `app session ${unknown} is not active`, 'unknown session');
      equal(
        await refused(outsider, id, { n: 1 }),
        `sender is not a participant of app session ${id}`,
        'outsider',
      );
      equal(
        await a.refusedRaw('message', { n: 1 }, { sid: id }),
        'missing participant signature',
        'unsigned',
      );
      equal(await refused(a, id, { n: 1 }, outsider.sign), 'invalid signature', 'signed by another');
      equal(await refused(a, id, { n: 1 }, b.sign), 'invalid signature', 'signed by the other participant');
      equal(await received(b), [], 'nothing of it was relayed');
    },
  },
  {
    name: 'a closed session relays nothing more',
    async run(t) {
      const [a, b] = await t.parties(2, { [t.usdc]: '5' });
      const { id } = await t.session([a, b], ['1', '1']);
      await say(a, id, { last: true });
      await a.askSignedBy([a.sign, b.sign], 'createCloseAppSessionMessage', {
        app_session_id: id,
        allocations: t.allocations([a, b], ['1', '1']),
      });
      await b.mark();
      matches(await refused(a, id, { n: 1 }), /not active/, 'refusal');
      equal(await received(b), [], 'nothing was relayed');
    },
  },
  {
    name: 'a message cannot be replayed, nor moved into another session',
    async run(t) {
      const [a, b] = await t.parties(2);
      const first = await t.session([a, b], ['0', '0']);
      const second = await t.session([a, b], ['0', '0']);
      const text = await message(a, first.id, { n: 1 });
      good(await a.exchange(text));
      await b.mark();
      matches(refusal(await a.exchange(text)), /./, 'the same frame again');
      equal(await received(b), [], 'nothing was relayed');
      // sid is outside the signature; what the sender never sent there must be refused as well.
      const moved = JSON.stringify({ ...JSON.parse(text), sid: second.id });
      const answer = await a.exchange(moved);
      truth(
        answer.method === 'error' || answer.parsed.app_session_id === second.id,
        `a moved message was answered with ${answer.raw}`,
      );
    },
  },
  {
    name: 'what is sent to one session does not reach another',
    async run(t) {
      const [a, b, c] = await t.parties(3);
      const ab = await t.session([a, b], ['0', '0']);
      const ac = await t.session([a, c], ['0', '0']);
      for (const p of [b, c]) await p.mark();
      await say(a, ab.id, { to: 'b' });
      await say(a, ac.id, { to: 'c' });
      equal((await received(b)).map((f) => f.parsed.message.to), ['b'], 'b');
      equal((await received(c)).map((f) => f.parsed.message.to), ['c'], 'c');
    },
  },
  {
    name: 'a participant that is not connected holds up nobody',
    async run(t) {
      const [a, b] = await t.parties(2);
      const { id } = await t.session([a, b], ['0', '0']);
      b.close();
      const own = await say(a, id, { n: 1 });
      equal(own.parsed.message, { n: 1 }, 'the sender\'s copy');
    },
  },
];
