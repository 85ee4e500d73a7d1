// The module 'croupier:test': what test files import. Its types are in croupier-test.d.ts.
const host = globalThis.croupierHost;
delete globalThis.croupierHost;

/** Asks the host; it answers {value} or {error}. */
function ask(what, ...parts) {
  const { value, error } = JSON.parse(host.ask(what, JSON.stringify(parts)));
  if (error !== undefined) {
    throw new Error(error);
  }
  return value;
}

globalThis.console = Object.freeze(
  Object.fromEntries(
    ['debug', 'log', 'info', 'warn', 'error'].map((level) => [
      level,
      (...parts) => ask('print', parts.map((part) => (typeof part === 'string' ? part : show(part))).join(' ')),
    ]),
  ),
);

// --- tests ---------------------------------------------------------------------------------------

/** Declares a test; it runs when the whole file has been read. */
export function test(name, body) {
  host.test(String(name), body, '');
}
test.skip = (name, body) => host.test(String(name), body, 'skip');
test.only = (name, body) => host.test(String(name), body, 'only');

// --- tables --------------------------------------------------------------------------------------

/** Seats apps and puppets around a table; all are logged in and their apps are about to start. */
export function table(options) {
  return new Table(ask('open', options));
}

class Table {
  #id;

  constructor(id) {
    this.#id = id;
  }

  #ask(what, ...parts) {
    return ask(what, this.#id, ...parts);
  }

  run() {
    this.#ask('run');
    return this;
  }

  advance(ms) {
    this.#ask('advance', ms);
    return this;
  }

  runUntil(condition, limitMs = 60000) {
    const until = this.now() + limitMs;
    this.#ask('settle');
    while (!condition()) {
      if (!this.#ask('moveOn', until)) {
        throw new Error(`not so after ${limitMs} ms: ${condition}`);
      }
    }
    return this;
  }

  now() {
    return this.#ask('now');
  }

  address(name) {
    return this.#ask('address', name);
  }

  sessions() {
    return this.#ask('sessions');
  }

  session() {
    return this.#ask('session');
  }

  messages(name, type) {
    return this.#ask('heard', name, type ?? null);
  }

  sent(name, type) {
    return this.#ask('sent', name, type ?? null);
  }

  state(name, session = this.session()) {
    return this.#ask('state', name, session);
  }

  balance(name, asset = 'usdc') {
    return this.#ask('balance', name, asset);
  }

  shares(session = this.session()) {
    return this.#ask('shares', session);
  }

  isOpen(session = this.session()) {
    return this.#ask('isOpen', session);
  }

  log(name) {
    return this.#ask('log', name);
  }

  refusals(name) {
    return this.#ask('refusals', name);
  }

  /** Errors of apps; once a test has looked at them, they do not fail it. */
  failures() {
    return this.#ask('failures');
  }

  transcript() {
    return this.#ask('transcript');
  }

  puppet(name) {
    this.#ask('puppet', name);
    return new Puppet(this, (what, ...parts) => this.#ask(what, name, ...parts), name);
  }

  cut(name) {
    this.#ask('cut', name);
    return this;
  }

  disconnect(name) {
    this.#ask('disconnect', name);
    return this;
  }

  reconnect(name) {
    this.#ask('reconnect', name);
    return this;
  }

  kill(name) {
    this.#ask('kill', name);
    return this;
  }

  restart(name) {
    this.#ask('restart', name);
    return this;
  }

  network(name, faults) {
    this.#ask('network', name, faults);
    return this;
  }
}

class Puppet {
  #table;
  #ask;

  constructor(owner, askAbout, name) {
    this.#table = owner;
    this.#ask = askAbout;
    this.name = name;
    this.address = owner.address(name);
  }

  /** Creates a session; without weights the first named decides alone. Stakes are {name: amount}. */
  create(stakes, options = {}) {
    const { asset = 'usdc', weights, quorum = 100 } = typeof options === 'string' ? { asset: options } : options;
    return this.#ask('create', asset, Object.entries(stakes), weights ?? null, quorum);
  }

  send(type, data, session = this.#table.session()) {
    this.#ask('send', session, type, data === undefined ? null : data);
    return this;
  }

  close(shares, session = this.#table.session()) {
    this.#ask('close', session, Object.entries(shares));
    return this;
  }

  /** Closes a session together with these; throws if one of them does not sign. */
  proposeClose(shares, signers = Object.keys(shares).filter((name) => name !== this.name), session = this.#table.session()) {
    this.#ask('proposeClose', session, Object.entries(shares), signers);
    return this;
  }

  declines() {
    this.#ask('declines');
    return this;
  }

  disagrees() {
    this.#ask('disagrees');
    return this;
  }

  messages(type) {
    return this.#table.messages(this.name, type);
  }

  balance(asset = 'usdc') {
    return this.#table.balance(this.name, asset);
  }
}

// --- expectations --------------------------------------------------------------------------------

class AssertionError extends Error {
  constructor(message, expected, actual) {
    super(message);
    this.name = 'AssertionError';
    this.expected = expected;
    this.actual = actual;
  }
}

/** As people read values: JSON with what JSON cannot hold. */
function show(value) {
  if (value === undefined) {
    return 'undefined';
  }
  if (typeof value === 'function') {
    return `[function ${value.name}]`;
  }
  if (typeof value === 'bigint') {
    return `${value}n`;
  }
  if (value instanceof Error) {
    return `${value.name}: ${value.message}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return String(value);
  }
  return value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? String(value));
}

function same(a, b) {
  if (Object.is(a, b)) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}

/** Whether everything in `part` is in `whole` too. */
function includes(whole, part) {
  if (typeof part !== 'object' || part === null || typeof whole !== 'object' || whole === null) {
    return same(whole, part);
  }
  return Object.keys(part).every((key) => includes(whole[key], part[key]));
}

const MATCHERS = {
  toBe: (actual, expected) => Object.is(actual, expected),
  toEqual: (actual, expected) => same(actual, expected),
  toMatchObject: (actual, expected) => includes(actual, expected),
  toHaveLength: (actual, expected) => actual?.length === expected,
  toContain: (actual, expected) =>
    typeof actual === 'string' ? actual.includes(expected) : [...actual].some((each) => same(each, expected)),
  toMatch: (actual, expected) => (expected instanceof RegExp ? expected.test(actual) : String(actual).includes(expected)),
  toBeGreaterThan: (actual, expected) => actual > expected,
  toBeLessThan: (actual, expected) => actual < expected,
  toBeDefined: (actual) => actual !== undefined,
  toBeUndefined: (actual) => actual === undefined,
  toBeNull: (actual) => actual === null,
  toBeTruthy: (actual) => Boolean(actual),
  toBeFalsy: (actual) => !actual,
  toThrow: (actual, expected) =>
    actual !== undefined && (expected === undefined || (expected instanceof RegExp ? expected.test(actual.message) : actual.message.includes(expected))),
};

function thrownBy(action) {
  try {
    action();
    return undefined;
  } catch (e) {
    return e instanceof Error ? e : new Error(String(e));
  }
}

/** Says what a value must be. */
export function expect(actual) {
  const expectation = {};
  const negated = {};
  const outcome = (name) => (name === 'toThrow' ? thrownBy(actual) : actual);
  for (const [name, holds] of Object.entries(MATCHERS)) {
    const matcher = (wanted) => (...expected) => {
      const found = outcome(name);
      if (holds(found, ...expected) !== wanted) {
        throw new AssertionError(
          `expect(…)${wanted ? '' : '.not'}.${name}(${expected.map(show).join(', ')})`,
          `${wanted ? '' : 'not '}${expected.map(show).join(', ')}` || name,
          name === 'toHaveLength' ? `${found?.length}, in ${show(found)}` : name === 'toThrow' && !found ? 'it did not throw' : show(found),
        );
      }
    };
    expectation[name] = matcher(true);
    negated[name] = matcher(false);
  }
  expectation.not = negated;
  return expectation;
}
