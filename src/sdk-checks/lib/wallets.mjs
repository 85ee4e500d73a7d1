// Wallets made for one check, and signatures made by the SDKs.
import { createWalletClient, custom } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { mainnet } from 'viem/chains';

export function newWallet(sdk) {
  const key = generatePrivateKey();
  const account = privateKeyToAccount(key);
  return {
    address: account.address,
    sign: sdk.lib.createECDSAMessageSigner(key),
    client: createWalletClient({
      account,
      chain: mainnet,
      // Typed data is signed locally; nothing may reach for a chain.
      transport: custom({
        request: ({ method }) => {
          throw new Error(`unexpected call of a chain: ${method}`);
        },
      }),
    }),
  };
}

// Adds signatures of further people over the same req, as a TypeScript co-signer makes them.
export async function cosigned(sdk, text, ...signers) {
  const message = JSON.parse(text);
  const payload = sdk.lib.NitroliteRPC.getMessagePayload(message);
  for (const sign of signers) {
    message.sig.push(await sign(payload));
  }
  return JSON.stringify(message);
}
