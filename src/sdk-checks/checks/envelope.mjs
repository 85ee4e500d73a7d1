import { equal, includes, truth } from '../lib/expect.mjs';

// Frames that are no requests; the connection must survive each, and answer with these texts.
const now = () => Date.now();
const malformed = [
  ['not JSON', () => 'hello', 'invalid message format'],
  ['broken UTF-8', () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22]), 'invalid message format'],
  ['an array', () => '[1,"ping",{},1]', 'invalid message format'],
  ['text in place of req', () => '{"req":"ping","sig":[]}', 'invalid message format'],
  ['req of three', () => `{"req":[1,"ping",{}],"sig":[]}`, 'invalid message format'],
  ['req of five', () => `{"req":[1,"ping",{},${now()},1],"sig":[]}`, 'invalid message format'],
  ['a fraction as id', () => `{"req":[1.5,"ping",{},${now()}],"sig":[]}`, 'invalid message format'],
  ['1.0 as id', () => `{"req":[1.0,"ping",{},${now()}],"sig":[]}`, 'invalid message format'],
  ['1e3 as id', () => `{"req":[1e3,"ping",{},${now()}],"sig":[]}`, 'invalid message format'],
  ['a negative id', () => `{"req":[-1,"ping",{},${now()}],"sig":[]}`, 'invalid message format'],
  ['text as id', () => `{"req":["1","ping",{},${now()}],"sig":[]}`, 'invalid message format'],
  ['a number as method', () => `{"req":[1,7,{},${now()}],"sig":[]}`, 'invalid message format'],
  ['text as timestamp', () => `{"req":[1,"ping",{},"${now()}"],"sig":[]}`, 'invalid message format'],
  ['sig no array', () => `{"req":[1,"ping",{},${now()}],"sig":"0x"}`, 'invalid message format'],
  ['sig not hex', () => `{"req":[1,"ping",{},${now()}],"sig":["zz"]}`, 'invalid message format'],
  ['sig without 0x', () => `{"req":[1,"ping",{},${now()}],"sig":["abcd"]}`, 'invalid message format'],
  ['id 0', () => `{"req":[0,"ping",{},${now()}],"sig":[]}`, 'message validation failed'],
  ['no method', () => `{"req":[1,"",{},${now()}],"sig":[]}`, 'message validation failed'],
  ['params null', () => `{"req":[1,"ping",null,${now()}],"sig":[]}`, 'message validation failed'],
  ['timestamp 0', () => `{"req":[1,"ping",{},0],"sig":[]}`, 'message validation failed'],
  ['an empty object', () => '{}', 'message validation failed'],
  ['a res frame', () => `{"res":[1,"ping",{},${now()}],"sig":[]}`, 'message validation failed'],
  [
    'both req and res',
    () => `{"req":[1,"ping",{},${now()}],"res":[1,"ping",{},${now()}],"sig":[]}`,
    'message validation failed',
  ],
  [
    'req null beside a res',
    () => `{"req":null,"res":[1,"ping",{},${now()}],"sig":[]}`,
    'message request is empty',
  ],
];

export const envelope = [
  {
    name: 'malformed frames are answered with their text and the connection lives',
    async run(t) {
      const c = await t.connect();
      for (const [what, frame, text] of malformed) {
        const { id, error } = await c.provoke(frame());
        equal(error, text, `answer to ${what}`);
        truth(id === 1 || Math.abs(id - Date.now()) < 60_000, `id ${id} in the answer to ${what}`);
      }
      await c.settle();
    },
  },
  {
    name: 'the frames that stop a public server are answered',
    async run(t) {
      const c = await t.connect();
      const { error } = await c.provoke('{"req":null,"sig":5}');
      includes(error, 'invalid message format', 'answer to req null with a bad sig');
      const wallet = t.wallet();
      const { challenge } = await c.challenge(wallet, t.loginOptions(t.wallet()));
      const short = JSON.stringify({
        req: [c.nextId(), 'auth_verify', { challenge }, Date.now()],
        sig: ['0x0102'],
      });
      equal((await c.exchange(short)).params.error, 'invalid signature', 'a short signature');
      await c.settle();
    },
  },
  {
    name: 'members the protocol does not know are ignored, in any order',
    async run(t) {
      const c = await t.connect();
      const id = c.nextId();
      const from = c.frames.length;
      c.send(`{ "acc":1, "sig" : [ ] , "int":[], "sid":"", "req" : [ ${id} , "ping" , {"x":1} , ${now()} ] }`);
      await c.until((f) => f.id === id && f.method === 'pong', 'pong', from);
    },
  },
  {
    name: 'requests need no sig member',
    async run(t) {
      const c = await t.connect();
      const id = c.nextId();
      const from = c.frames.length;
      c.send(`{"req":[${id},"ping",{},${now()}]}`);
      await c.until((f) => f.id === id && f.method === 'pong', 'pong', from);
    },
  },
  {
    name: 'unknown methods are named in the refusal',
    async run(t) {
      const c = await t.connect();
      equal(await c.refusedRaw('no_such_method', {}), 'unknown method: no_such_method', 'refusal');
    },
  },
  {
    name: 'private methods need a login',
    async run(t) {
      const c = await t.connect();
      const { sign, address } = t.wallet();
      const sid = `0x${'11'.repeat(32)}`;
      const calls = [
        ['createGetLedgerBalancesMessage', sign, address],
        ['createGetUserTagMessage', sign],
        ['createGetRPCHistoryMessage', sign],
        [
          'createTransferMessage',
          sign,
          { destination: address, allocations: [{ asset: t.usdc, amount: '1' }] },
        ],
        ['createAppSessionMessage', sign, { definition: t.definition([]), allocations: [] }],
        ['createSubmitAppStateMessage', sign, { app_session_id: sid, allocations: [] }],
        ['createCloseAppSessionMessage', sign, { app_session_id: sid, allocations: [] }],
        ['createApplicationMessage', sign, sid, { type: 'x' }],
      ];
      if (t.isNew()) {
        calls.push(['createGetSessionKeysMessage', sign]);
        calls.push(['createRevokeSessionKeyMessage', sign, address]);
      }
      for (const [builder, ...args] of calls) {
        equal(await c.refused(builder, ...args), 'authentication required', builder);
      }
    },
  },
  {
    name: 'private methods need a fresh timestamp; the future is accepted',
    async run(t) {
      const p = await t.party();
      const call = (timestamp) => p.raw('get_user_tag', {}, { sign: p.sign, timestamp });
      for (const [what, timestamp] of [
        ['90 s old', Date.now() - 90_000],
        ['seconds in place of ms', Math.floor(Date.now() / 1000)],
        ['microseconds in place of ms', Date.now() * 1000],
      ]) {
        const answer = await p.exchange(await call(timestamp));
        equal(answer.params.error, 'invalid message timestamp', what);
      }
      for (const timestamp of [Date.now() - 30_000, Date.now() + 3_600_000]) {
        equal((await p.exchange(await call(timestamp))).method, 'get_user_tag', 'accepted');
      }
    },
  },
  {
    name: 'public methods do not look at the timestamp',
    async run(t) {
      const c = await t.connect();
      const answer = await c.exchange(await c.raw('ping', {}, { timestamp: 1 }));
      equal(answer.method, 'pong', 'answer');
    },
  },
  {
    name: 'params that do not fit are refused',
    async run(t) {
      const c = await t.connect();
      equal(await c.refusedRaw('get_assets', []), 'failed to parse parameters', 'an array');
      equal(
        await c.refusedRaw('get_assets', { chain_id: -1 }),
        'failed to parse parameters',
        'a negative chain id',
      );
      equal(
        await c.refusedRaw('auth_request', { address: 5 }),
        'failed to parse auth parameters',
        'a number as address',
      );
    },
  },
  {
    name: 'the largest id JavaScript can hold comes back',
    async run(t) {
      const c = await t.connect();
      const id = Number.MAX_SAFE_INTEGER;
      equal((await c.exchange(await c.raw('ping', {}, { id }))).id, id, 'id');
    },
  },
];
