import { signerOf } from '../lib/client.mjs';
import { equal } from '../lib/expect.mjs';

// clearnode-0.x 14 from end to end, with every frame of both parties checked for its signer.
export const walkthrough = [
  {
    name: 'a whole session; money is neither made nor lost; every frame is signed',
    async run(t) {
      const a = await t.party({ [t.usdc]: '250' });
      const b = await t.party({ [t.usdc]: '80' });
      const both = [a.sign, b.sign];
      const { id } = await t.session([a, b], ['100', '50'], {}, '{"round":1}');
      equal(
        (await a.ask('createApplicationMessage', a.sign, id, {
          type: 'move',
          data: { from: a.address, text: 'e2-e4 <check>' },
        })).method,
        'message',
        'the sender\'s copy',
      );
      await a.askSignedBy(both, 'createSubmitAppStateMessage', {
        app_session_id: id,
        intent: 'operate',
        version: 2,
        allocations: t.allocations([a, b], ['60', '90']),
        session_data: '{"round":2}',
      });
      const final = { app_session_id: id, allocations: t.allocations([a, b], ['60', '90']) };
      equal(
        await a.refusedSignedBy([a.sign], 'createCloseAppSessionMessage', final),
        'incorrect submit_state request: quorum not reached: 50 / 100',
        'alone',
      );
      const closed = await a.askSignedBy(both, 'createCloseAppSessionMessage', final);
      equal(closed.parsed.version, 3, 'version');
      equal(await t.balances(a), { [t.usdc]: '210' }, 'balance of a');
      equal(await t.balances(b), { [t.usdc]: '120' }, 'balance of b');
      const { brokerAddress } = (await a.ask('createGetConfigMessage', a.sign)).parsed;
      for (const frame of [...a.frames, ...b.frames]) {
        equal(await signerOf(frame.raw), brokerAddress, `signer of ${frame.method}`);
      }
    },
  },
];
