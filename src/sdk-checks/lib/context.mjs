// What a check is given: connections, wallets with money, sessions. Everything is new for each check.
import { Client } from './client.mjs';
import { newWallet } from './wallets.mjs';

let nonce = Date.now();

export class Context {
  #clients = [];

  constructor(sdk, node) {
    this.sdk = sdk;
    this.lib = sdk.lib;
    this.node = node;
    this.admin = node.admin;
    this.usdc = 'usdc';
    this.application = 'Chess Arena';
  }

  isNew() {
    return this.sdk.login === 'new';
  }

  wallet() {
    return newWallet(this.sdk);
  }

  // Connected, with the first frame received.
  async connect() {
    const client = await Client.open(this.sdk, this.node.url);
    this.#clients.push(client);
    await client.until((f) => f.method === 'assets', 'assets on connect');
    return client;
  }

  loginOptions(key, more = {}) {
    return {
      sessionKey: key.address,
      application: this.application,
      scope: 'console',
      allowances: this.isNew() ? [{ asset: this.usdc, amount: '1000000' }] : [],
      expiresAt: Math.floor(Date.now() / 1000) + 3600,
      ...more,
    };
  }

  // A funded wallet with a connection that is logged in. Requests are signed by its session key.
  async party(funds = {}, options = {}) {
    const { wallet = this.wallet(), key = this.wallet(), ...login } = options;
    for (const [asset, amount] of Object.entries(funds)) {
      await this.admin.fund(wallet.address, asset, amount);
    }
    const client = await this.connect();
    client.wallet = wallet;
    client.address = wallet.address;
    client.key = key;
    client.sign = key.sign;
    client.loginAnswer = await client.login(wallet, this.loginOptions(key, login));
    return client;
  }

  // Parties with the same funds each.
  parties(count, funds) {
    return Promise.all(Array.from({ length: count }, () => this.party(funds)));
  }

  definition(parties, more = {}) {
    const definition = {
      protocol: 'NitroRPC/0.4',
      participants: parties.map((p) => p.address),
      weights: parties.map(() => 50),
      quorum: 50 * parties.length,
      challenge: 0,
      nonce: ++nonce,
      ...more,
    };
    return this.isNew() ? { application: this.application, ...definition } : definition;
  }

  allocations(parties, amounts, asset = this.usdc) {
    return parties.map((p, i) => ({ participant: p.address, asset, amount: amounts[i] }));
  }

  // Opens a session of these parties with these amounts; all of them sign, the first one sends.
  async session(parties, amounts, more = {}, session_data = undefined) {
    const definition = this.definition(parties, more);
    const params = { definition, allocations: this.allocations(parties, amounts) };
    if (session_data !== undefined) params.session_data = session_data;
    const answer = await parties[0].askSignedBy(
      parties.map((p) => p.sign),
      'createAppSessionMessage',
      params,
    );
    return { id: answer.parsed.appSessionId, definition, answer };
  }

  // Balances of the party's wallet, or its shares in an account, as an object.
  async balances(party, account) {
    const answer = account
      ? await party.askRaw('get_ledger_balances', { account_id: account }, { sign: party.sign })
      : await party.askRaw('get_ledger_balances', {}, { sign: party.sign });
    return Object.fromEntries(answer.parsed.ledgerBalances.map((b) => [b.asset, b.amount]));
  }

  unreadable() {
    return this.#clients.flatMap((c) => c.unreadable);
  }

  end() {
    for (const client of this.#clients) client.close();
  }
}
