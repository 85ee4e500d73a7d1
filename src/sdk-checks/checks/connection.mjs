import WebSocket from 'ws';
import { signerOf } from '../lib/client.mjs';
import { equal, matches, truth } from '../lib/expect.mjs';

export const connection = [
  {
    name: 'the first frame is assets with id 0',
    async run(t) {
      const c = await t.connect();
      const first = c.frames[0];
      equal([first.id, first.method], [0, 'assets'], 'first frame');
      const usdc = first.parsed.assets.find((a) => a.symbol === t.usdc);
      truth(usdc, `no ${t.usdc} among ${first.raw}`);
      equal(usdc.decimals, 6, 'decimals of usdc');
      matches(usdc.token, /^0x[0-9a-fA-F]{40}$/, 'token of usdc');
      truth(first.parsed.assets.length >= 2, 'at least two assets');
    },
  },
  {
    name: 'assets carries what get_assets answers',
    async run(t) {
      const c = await t.connect();
      const answer = await c.ask('createGetAssetsMessage', t.wallet().sign, undefined);
      equal(c.frames[0].params, answer.params, 'assets against get_assets');
    },
  },
  {
    name: 'text and binary frames are read alike',
    async run(t) {
      const c = await t.connect();
      const text = await c.build('createPingMessage', t.wallet().sign);
      const from = c.frames.length;
      c.send(Buffer.from(text, 'utf8'));
      const id = JSON.parse(text).req[0];
      await c.until((f) => f.id === id && f.method === 'pong', 'pong to a binary frame', from);
    },
  },
  {
    name: 'an empty frame is ignored',
    async run(t) {
      const c = await t.connect();
      await c.mark();
      c.send('');
      c.send(Buffer.alloc(0));
      equal(await c.methodsSince(), [], 'answers to empty frames');
    },
  },
  {
    name: 'a WebSocket ping is answered',
    async run(t) {
      const c = await t.connect();
      const pong = new Promise((resolve) => c.socket.on('pong', resolve));
      c.socket.ping('payload');
      equal((await pong).toString(), 'payload', 'payload of the pong');
    },
  },
  {
    name: 'requests of one connection are answered in order',
    async run(t) {
      const c = await t.connect();
      const sign = t.wallet().sign;
      const ids = [];
      await c.mark();
      for (let i = 0; i < 30; i++) {
        const text = await c.build(
          i % 2 ? 'createPingMessage' : 'createGetConfigMessage',
          sign,
        );
        ids.push(JSON.parse(text).req[0]);
        c.send(text);
      }
      await c.settle();
      const answered = c.frames.map((f) => f.id).filter((id) => ids.includes(id));
      equal(answered, ids, 'order of the answers');
    },
  },
  {
    name: 'every server frame is signed by the broker of get_config',
    async run(t) {
      const c = await t.connect();
      const config = await c.ask('createGetConfigMessage', t.wallet().sign);
      await c.refusedRaw('no_such_method <&>\u2028', {});
      for (const frame of c.frames) {
        equal(await signerOf(frame.raw), config.parsed.brokerAddress, `signer of ${frame.method}`);
      }
    },
  },
  {
    name: 'other paths are refused',
    async run(t) {
      const other = new WebSocket(t.node.url.replace(/\/ws$/, '/other'));
      const status = await new Promise((resolve) => {
        other.on('unexpected-response', (_, response) => resolve(response.statusCode));
        other.on('open', () => resolve(101));
        other.on('error', (e) => resolve(e.message));
      });
      equal(status, 404, 'HTTP status');
      other.terminate();
    },
  },
  {
    name: 'health and the faucet answer on the admin port',
    async run(t) {
      truth(await t.admin.healthy(), 'GET /health is not 2xx');
      const bad = await t.admin.post('/admin/fund', { address: 'nobody', asset: 'usdc', amount: '1' });
      equal(bad.status, 400, 'status for a bad address');
      matches((await bad.json()).error, /address/, 'error text');
      const wallet = t.wallet();
      const none = await t.admin.post('/admin/fund', {
        address: wallet.address,
        asset: 'no-such-asset',
        amount: '1',
      });
      equal(none.status, 400, 'status for an unknown asset');
      const metrics = await fetch(`${t.admin.url}/metrics`);
      matches(await metrics.text(), /^# TYPE croupier_node_connections gauge$/m, 'metrics');
    },
  },
];
