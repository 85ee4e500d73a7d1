// The ping-pong app as a TypeScript author writes it with the SDK: one process, one wallet, a state
// per session in memory. Run by "croupier bench typescript", beside Croupier with the same handler.
//
//   KEY=0x… node ping-pong.mjs ws://127.0.0.1:8000/ws [--verify]
//
// Prints "ready 0x…" when it is logged in. With --verify it checks who sent each message, by the
// proof that the node adds; without, it believes the node. It never checks the node's own signature.
import nitrolite from '@erc7824/nitrolite';
import { createWalletClient, custom, keccak256, recoverAddress, stringToBytes } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { mainnet } from 'viem/chains';
import WebSocket from 'ws';

const {
  createApplicationMessage,
  createAuthRequestMessage,
  createAuthVerifyMessageFromChallenge,
  createECDSAMessageSigner,
  createEIP712AuthMessageSigner,
  parseAnyRPCResponse,
} = nitrolite;

const [url, ...flags] = process.argv.slice(2);
const verify = flags.includes('--verify');
const account = privateKeyToAccount(process.env.KEY);
const sessionKey = generatePrivateKey();
const sign = createECDSAMessageSigner(sessionKey);
const sessions = new Map();
let lastRequestId = Date.now();

const socket = new WebSocket(url, { perMessageDeflate: false });
socket.on('open', () => login().catch(stop));
socket.on('message', (data) => received(data.toString('utf8')).catch(stop));
socket.on('close', () => process.exit(0));
socket.on('error', stop);

function stop(error) {
  console.error(error);
  process.exit(1);
}

const application = 'croupier-bench';
const scope = 'app';
const expire = String(Math.floor(Date.now() / 1000) + 86_400);
const contract = '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc';
const participant = privateKeyToAccount(sessionKey).address;

async function login() {
  socket.send(
    await createAuthRequestMessage({
      address: account.address,
      session_key: participant,
      app_name: application,
      expire,
      scope,
      application: contract,
      allowances: [],
    }),
  );
}

async function answerChallenge(challenge) {
  const wallet = createWalletClient({
    account,
    chain: mainnet,
    // Typed data is signed locally; nothing asks a chain.
    transport: custom({
      request: ({ method }) => {
        throw new Error(`unexpected call of a chain: ${method}`);
      },
    }),
  });
  const policy = { scope, application: contract, participant, expire, allowances: [] };
  const signLogin = createEIP712AuthMessageSigner(wallet, policy, { name: application });
  socket.send(await createAuthVerifyMessageFromChallenge(signLogin, challenge));
}

async function received(raw) {
  const frame = parseAnyRPCResponse(raw);
  switch (frame.method) {
    case 'message':
      return onMessage(raw, frame.params);
    case 'auth_challenge':
      return answerChallenge(frame.params.challengeMessage);
    case 'auth_verify':
      return console.log(`ready ${account.address}`);
    case 'error':
      throw new Error(`the node refused: ${JSON.stringify(frame.params)}`);
  }
}

async function onMessage(raw, { app_session_id: session, message }) {
  const { type, data } = message;
  if (type !== 'ping') return;
  if (!Number.isSafeInteger(data.n) || data.n < 0 || typeof data.text !== 'string') return;
  if (verify && !(await sentByItsWallet(raw, message))) return;
  const state = sessions.get(session) ?? { count: 0, last: -1 };
  state.count++;
  state.last = data.n;
  sessions.set(session, state);
  const pong = { type: 'pong', data: { n: data.n, count: state.count, text: data.text } };
  socket.send(await createApplicationMessage(sign, session, pong, ++lastRequestId, Date.now()));
}

// The node says which wallet sent the message and shows the request the wallet has signed.
async function sentByItsWallet(raw, message) {
  const { req, sig, wallet } = JSON.parse(raw).proof;
  const hash = keccak256(stringToBytes(req));
  const signer = await recoverAddress({ hash, signature: sig });
  const same = JSON.stringify(JSON.parse(req)[2]) === JSON.stringify(message);
  return same && signer.toLowerCase() === wallet.toLowerCase();
}
