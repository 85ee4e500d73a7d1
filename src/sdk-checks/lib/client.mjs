// One WebSocket connection that keeps every frame and has each of them read by the SDK's parser.
import WebSocket from 'ws';
import { isDeepStrictEqual } from 'node:util';
import { hashMessage, keccak256, recoverAddress, stringToBytes } from 'viem';
import { CheckFailure, fail, truth } from './expect.mjs';
import { PARSERS, loginForm } from './sdks.mjs';
import { cosigned } from './wallets.mjs';

const ANSWER_MS = 10_000;
// The older builders sign public requests; nobody looks at it.
const anybody = async () => '0x' + '00'.repeat(65);
const SPECIAL_ANSWERS = { auth_request: 'auth_challenge', ping: 'pong' };

export class Client {
  #socket;
  #waiting = new Set();
  #lastId = 100;
  #mark = 0;
  frames = [];
  unreadable = [];
  closed = null;

  constructor(sdk, socket) {
    this.sdk = sdk;
    this.lib = sdk.lib;
    this.#socket = socket;
  }

  static open(sdk, url) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      const client = new Client(sdk, socket);
      socket.on('open', () => resolve(client));
      socket.on('message', (data, binary) => client.#received(data.toString('utf8'), binary));
      socket.on('close', (code, reason) => {
        client.closed = `${code} ${reason}`;
        client.#wake();
      });
      socket.on('error', (e) => reject(new CheckFailure(`cannot connect to ${url}: ${e.message}`)));
    });
  }

  get socket() {
    return this.#socket;
  }

  #received(raw, binary) {
    const frame = { raw, id: undefined, method: undefined, params: undefined, parsed: undefined };
    try {
      const json = JSON.parse(raw);
      truth(!binary, 'the server sent a binary frame');
      truth(Array.isArray(json.res) && json.res.length === 4, 'no res of four elements');
      truth(Array.isArray(json.sig) && json.sig.length === 1, 'not exactly one signature');
      [frame.id, frame.method, frame.params] = json.res;
      truth(Number.isSafeInteger(frame.id), 'request id is not an integer');
      truth(Number.isSafeInteger(json.res[3]) && json.res[3] > 1e12, 'timestamp is not in ms');
      frame.parsed = this.#parsed(frame);
    } catch (e) {
      this.unreadable.push({ method: frame.method, error: e.message, raw });
    }
    this.frames.push(frame);
    this.#wake();
  }

  #parsed(frame) {
    const any = this.lib.parseAnyRPCResponse(frame.raw);
    const own = this.lib[PARSERS[frame.method]];
    if (own) {
      const specific = own(frame.raw);
      truth(isDeepStrictEqual(any, specific), `${PARSERS[frame.method]} differs from parseAny`);
    }
    return any.params;
  }

  #wake() {
    for (const look of this.#waiting) look();
  }

  // Resolves with the first frame, from the given position on, that satisfies the test.
  until(test, what, from = 0) {
    return new Promise((resolve, reject) => {
      let next = from;
      const end = (settle, value) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle(value);
      };
      const seen = () =>
        this.frames.slice(from).map((f) => `\n  ${f.raw.slice(0, 300)}`).join('') || ' nothing';
      const look = () => {
        while (next < this.frames.length) {
          const frame = this.frames[next++];
          if (test(frame)) return end(resolve, frame);
        }
        if (this.closed !== null) {
          end(reject, new CheckFailure(`closed (${this.closed}) while waiting for ${what}`));
        }
      };
      const timer = setTimeout(
        () => end(reject, new CheckFailure(`no ${what} in ${ANSWER_MS} ms; received:${seen()}`)),
        ANSWER_MS,
      );
      this.#waiting.add(look);
      look();
    });
  }

  nextId() {
    return ++this.#lastId;
  }

  send(data) {
    this.#socket.send(data);
  }

  // Sends a whole frame and resolves with its answer, whatever it is.
  async exchange(text) {
    const [id, method] = JSON.parse(text).req;
    const answers = [method, SPECIAL_ANSWERS[method], 'error'];
    const from = this.frames.length;
    this.send(text);
    return this.until(
      (f) => f.id === id && answers.includes(f.method),
      `answer to ${method} ${id}`,
      from,
    );
  }

  // Sends something that is not a good request and resolves with the text of the next error frame.
  async provoke(data) {
    const from = this.frames.length;
    this.send(data);
    const frame = await this.until((f) => f.method === 'error', 'error frame', from);
    return { id: frame.id, error: frame.params.error };
  }

  // Builds with the SDK: name of the builder, then its arguments before request id and timestamp.
  build(builder, ...args) {
    return this.lib[builder](...args, this.nextId(), Date.now());
  }

  async ask(builder, ...args) {
    return good(await this.exchange(await this.build(builder, ...args)));
  }

  async askSignedBy(signers, builder, ...args) {
    return good(await this.exchange(await this.buildSignedBy(signers, builder, ...args)));
  }

  async refused(builder, ...args) {
    return refusal(await this.exchange(await this.build(builder, ...args)));
  }

  async refusedSignedBy(signers, builder, ...args) {
    return refusal(await this.exchange(await this.buildSignedBy(signers, builder, ...args)));
  }

  // The first signer goes into the builder, the others sign the same text after it.
  async buildSignedBy([first, ...others], builder, ...args) {
    return cosigned(this.sdk, await this.build(builder, first, ...args), ...others);
  }

  // A request no builder makes; signed when a signer is given.
  async raw(method, params, { sign, id = this.nextId(), timestamp = Date.now(), ...more } = {}) {
    const req = [id, method, params, timestamp];
    return JSON.stringify({ req, ...more, sig: sign ? [await sign(req)] : [] });
  }

  async askRaw(method, params, options) {
    return good(await this.exchange(await this.raw(method, params, options)));
  }

  async refusedRaw(method, params, options) {
    return refusal(await this.exchange(await this.raw(method, params, options)));
  }

  async challenge(wallet, options) {
    const form = loginForm(this.sdk, wallet, options);
    const answer = await this.ask('createAuthRequestMessage', form.request);
    return { form, challenge: answer.parsed.challengeMessage, parsed: answer };
  }

  verifyText(wallet, form, challenge) {
    const sign = this.lib.createEIP712AuthMessageSigner(wallet.client, form.policy, form.domain);
    return this.build('createAuthVerifyMessageFromChallenge', sign, challenge);
  }

  // Logs in by signature and waits for the notifications that follow.
  async login(wallet, options) {
    const { form, challenge } = await this.challenge(wallet, options);
    const from = this.frames.length;
    const answer = good(await this.exchange(await this.verifyText(wallet, form, challenge)));
    await this.until((f) => f.method === 'bu', 'bu after login', from);
    return answer;
  }

  // A ping: everything the server queued for this connection before has then arrived.
  async settle() {
    await this.ask('createPingMessage', anybody);
  }

  // From here on, since() counts.
  async mark() {
    await this.settle();
    this.#mark = this.frames.length;
  }

  // All frames since the mark, the pong of settling left out.
  async since() {
    await this.settle();
    return this.frames.slice(this.#mark).filter((f) => f.method !== 'pong');
  }

  async methodsSince() {
    return (await this.since()).map((f) => f.method);
  }

  close() {
    this.#socket.terminate();
  }
}

export function good(frame) {
  if (frame.method === 'error') {
    fail(`refused: ${JSON.stringify(frame.params?.error)}`);
  }
  return frame;
}

export function refusal(frame) {
  if (frame.method !== 'error') {
    fail(`expected a refusal, got ${frame.raw.slice(0, 500)}`);
  }
  return frame.params.error;
}

// The address that signed a server frame: over the raw text between "res": and the matching bracket.
export async function signerOf(raw) {
  const start = raw.indexOf('"res":') + '"res":'.length;
  let depth = 0;
  let inText = false;
  let end = start;
  for (; end < raw.length; end++) {
    const c = raw[end];
    if (inText) {
      if (c === '\\') end++;
      else if (c === '"') inText = false;
    } else if (c === '"') inText = true;
    else if (c === '[' || c === '{') depth++;
    else if ((c === ']' || c === '}') && --depth === 0) break;
  }
  const hash = keccak256(stringToBytes(raw.slice(start, end + 1)));
  return recoverAddress({ hash, signature: JSON.parse(raw).sig[0] });
}

// Signs as personal_sign does, which the protocol does not accept.
export const personalSigner = (wallet) => async (payload) =>
  wallet.client.account.sign({ hash: hashMessage(JSON.stringify(payload)) });
