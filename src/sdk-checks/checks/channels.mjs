import { equal, matches } from '../lib/expect.mjs';

// A local node has no chain: the lists are empty, and opening a channel is refused, not ignored.
export const channels = [
  {
    name: 'get_channels is an empty list for everybody',
    async run(t) {
      const p = await t.party({ [t.usdc]: '1' });
      const { parsed } = await p.ask('createGetChannelsMessage', p.sign, p.address, undefined);
      equal(parsed.channels, [], 'channels');
    },
  },
  {
    name: 'channel operations are answered with an error',
    async run(t) {
      const p = await t.party({ [t.usdc]: '1' });
      const { parsed } = await p.ask('createGetAssetsMessage', p.sign, undefined);
      const { chainId, token } = parsed.assets[0];
      const channel = `0x${'33'.repeat(32)}`;
      for (const [builder, ...args] of [
        [
          'createCreateChannelMessage',
          { chain_id: chainId, token, amount: 1n, session_key: p.key.address },
        ],
        ['createCloseChannelMessage', channel, p.address],
        [
          'createResizeChannelMessage',
          { channel_id: channel, resize_amount: 1n, funds_destination: p.address },
        ],
      ]) {
        matches(await p.refused(builder, p.sign, ...args), /./, builder);
      }
    },
  },
];
