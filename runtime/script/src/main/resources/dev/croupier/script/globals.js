// Second part of the prelude: the globals authors expect, with time and randomness taken from the
// turn so that a recorded turn can be run again.
(function (core) {
  'use strict';
  const { turn, apply, define, defineProperty, error, requireTurn, accepted, isArray, isFinite, toText } = core;
  const { construct, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const { floor, imul } = Math;
  const toNumber = Number;
  const { log: hostLog, setTimer, cancelTimer, keccakOfText, keccakOfHex, checksumAddress } = core.host;

  for (const name of ['WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer', 'Java', 'Polyglot', 'Packages']) {
    delete globalThis[name];
  }

  // --- time -------------------------------------------------------------------------------------

  const NativeDate = Date;
  const dateToText = Date.prototype.toString;

  function now() {
    requireTurn('the time');
    return turn.time;
  }

  function TurnDate(...parts) {
    if (new.target === undefined) {
      return apply(dateToText, new NativeDate(now()), []);
    }
    return construct(NativeDate, parts.length === 0 ? [now()] : parts, new.target);
  }
  TurnDate.prototype = NativeDate.prototype;
  defineProperty(TurnDate, 'prototype', { writable: false });
  defineProperty(TurnDate, 'name', { value: 'Date' });
  defineProperty(TurnDate, 'length', { value: 7 });
  define(TurnDate, 'now', now);
  define(TurnDate, 'parse', NativeDate.parse);
  define(TurnDate, 'UTC', NativeDate.UTC);
  define(NativeDate.prototype, 'constructor', TurnDate);
  define(globalThis, 'Date', TurnDate);

  // Formatting "now" by leaving the argument out would read the machine's clock.
  const Format = Intl.DateTimeFormat.prototype;
  const nativeFormat = getOwnPropertyDescriptor(Format, 'format').get;
  const nativeToParts = Format.formatToParts;
  defineProperty(Format, 'format', {
    get() {
      const format = apply(nativeFormat, this, []);
      return (date) => format(date === undefined ? now() : date);
    },
  });
  define(Format, 'formatToParts', function formatToParts(date) {
    return apply(nativeToParts, this, [date === undefined ? now() : date]);
  });

  // --- randomness: sfc32, seeded by each turn ---------------------------------------------------

  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 1;
  let unseeded = false;
  let seedHigh = 0;
  let seedLow = 0;

  function next() {
    if (unseeded) {
      unseeded = false;
      mix(seedHigh, seedLow);
    }
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }

  // Most turns want no randomness, so the seed is worked in when the first number is drawn.
  function seed(high, low) {
    unseeded = true;
    seedHigh = high;
    seedLow = low;
  }

  function mix(high, low) {
    a = high;
    b = low;
    c = imul(high ^ (low >>> 16), 0x9e3779b1) | 0;
    counter = 1;
    for (let i = 0; i < 12; i++) {
      next();
    }
  }

  function random() {
    requireTurn('randomness');
    return (floor(next() / 32) * 67108864 + floor(next() / 64)) / 9007199254740992;
  }
  define(Math, 'random', random);

  const TypedArray = getPrototypeOf(Uint8Array.prototype);
  const kindOf = getOwnPropertyDescriptor(TypedArray, Symbol.toStringTag).get;
  const bufferOf = getOwnPropertyDescriptor(TypedArray, 'buffer').get;
  const offsetOf = getOwnPropertyDescriptor(TypedArray, 'byteOffset').get;
  const bytesOf = getOwnPropertyDescriptor(TypedArray, 'byteLength').get;
  const lengthOf = getOwnPropertyDescriptor(TypedArray, 'length').get;
  const Bytes = Uint8Array;
  const HEX = '0123456789abcdef';

  function bytes(array) {
    return new Bytes(apply(bufferOf, array, []), apply(offsetOf, array, []), apply(bytesOf, array, []));
  }

  function getRandomValues(array) {
    requireTurn('randomness');
    const kind = apply(kindOf, array, []);
    if (kind === undefined || kind === 'Float32Array' || kind === 'Float64Array' || kind === 'Float16Array') {
      throw error('invalid-argument', 'getRandomValues needs an array of integers such as Uint8Array', 'TypeError');
    }
    const target = bytes(array);
    const length = apply(lengthOf, target, []);
    if (length > 65536) {
      throw error('invalid-argument', 'getRandomValues fills at most 65536 bytes at once', 'RangeError');
    }
    for (let i = 0; i < length; i++) {
      target[i] = next() >>> 24;
    }
    return array;
  }

  function randomUUID() {
    requireTurn('randomness');
    let text = '';
    for (let i = 0; i < 32; i++) {
      let digit = next() >>> 28;
      if (i === 12) {
        digit = 4;
      } else if (i === 16) {
        digit = (digit & 3) | 8;
      }
      text += (i === 8 || i === 12 || i === 16 || i === 20 ? '-' : '') + HEX[digit];
    }
    return text;
  }

  // A text is hashed as its UTF-8 bytes.
  function keccak256(data) {
    if (typeof data === 'string') {
      return keccakOfText(data);
    }
    if (typeof data !== 'object' || data === null || apply(kindOf, data, []) === undefined) {
      throw error('invalid-argument', 'keccak256 needs a text or a typed array', 'TypeError');
    }
    const source = bytes(data);
    const length = apply(lengthOf, source, []);
    let hex = '';
    for (let i = 0; i < length; i++) {
      hex += HEX[source[i] >> 4] + HEX[source[i] & 15];
    }
    return keccakOfHex(hex);
  }

  function toChecksumAddress(address) {
    const answer = checksumAddress(typeof address === 'string' ? address : '');
    if (answer === '') {
      throw error('invalid-address', 'not an address: 0x and 40 hex digits are needed', 'TypeError');
    }
    return answer;
  }

  define(globalThis, 'crypto', core.freeze({ getRandomValues, randomUUID, keccak256, toChecksumAddress }));

  // --- timers -----------------------------------------------------------------------------------

  const timers = core.ownMap();
  const LONGEST_DELAY_MS = 2147483647;
  let lastTimer = 0;

  function milliseconds(delay, least) {
    const ms = floor(toNumber(delay));
    return ms >= least ? (ms > LONGEST_DELAY_MS ? LONGEST_DELAY_MS : ms) : least;
  }

  function start(what, callback, delay, args, repeats) {
    requireTurn(what);
    if (typeof callback !== 'function') {
      throw error('invalid-argument', what + ' needs a function', 'TypeError');
    }
    const id = ++lastTimer;
    const ms = milliseconds(delay, repeats ? 1 : 0);
    accepted(setTimer(null, what + ':' + id, ms, 'null'));
    timers.set(id, { callback, args, ms, repeats, name: what + ':' + id });
    core.undo(() => timers.delete(id));
    return id;
  }

  function stop(id) {
    const timer = timers.get(id);
    if (timer !== undefined) {
      accepted(cancelTimer(null, timer.name));
      timers.delete(id);
      core.undo(() => timers.set(id, timer));
    }
  }

  // Runs the callback of a timer that ran out. An interval goes on even if its callback throws.
  function timerFired(name) {
    const id = toNumber(apply(core.slice, name, [name[3] === 'T' ? 11 : 12]));
    const timer = timers.get(id);
    if (timer === undefined || timer.name !== name) {
      return;
    }
    if (timer.repeats) {
      accepted(setTimer(null, name, timer.ms, 'null'));
      turn.keepsFirstEffect = true;
    } else {
      timers.delete(id);
    }
    apply(timer.callback, undefined, timer.args);
  }

  define(globalThis, 'setTimeout', function setTimeout(callback, delay, ...args) {
    return start('setTimeout', callback, delay, args, false);
  });
  define(globalThis, 'setInterval', function setInterval(callback, delay, ...args) {
    return start('setInterval', callback, delay, args, true);
  });
  define(globalThis, 'clearTimeout', function clearTimeout(id) {
    stop(id);
  });
  define(globalThis, 'clearInterval', function clearInterval(id) {
    stop(id);
  });
  define(globalThis, 'queueMicrotask', function queueMicrotask(callback) {
    if (typeof callback !== 'function') {
      throw error('invalid-argument', 'queueMicrotask needs a function', 'TypeError');
    }
    core.then(core.resolved(undefined), () => {
      callback();
    });
  });

  // --- structuredClone --------------------------------------------------------------------------

  const NativeMap = Map;
  const NativeSet = Set;
  const mapSet = Map.prototype.set;
  const mapEach = Map.prototype.forEach;
  const setEach = Set.prototype.forEach;
  const setAdd = Set.prototype.add;
  const mapSize = getOwnPropertyDescriptor(Map.prototype, 'size').get;
  const setSize = getOwnPropertyDescriptor(Set.prototype, 'size').get;
  const timeOf = Date.prototype.getTime;
  const bufferSlice = ArrayBuffer.prototype.slice;
  const typedSlice = TypedArray.slice;

  function brand(check, value) {
    try {
      apply(check, value, [0]);
      return true;
    } catch {
      return false;
    }
  }

  function clone(value, seen) {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw error('not-cloneable', 'structuredClone cannot copy a ' + typeof value, 'DataCloneError');
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const known = seen.get(value);
    if (known !== undefined) {
      return known;
    }
    const keep = (copy) => {
      seen.set(value, copy);
      return copy;
    };
    if (isArray(value)) {
      const copy = keep([]);
      for (let i = 0; i < value.length; i++) {
        copy[i] = clone(value[i], seen);
      }
      return copy;
    }
    if (apply(kindOf, value, []) !== undefined) {
      return keep(apply(typedSlice, value, []));
    }
    if (brand(timeOf, value)) {
      return keep(new NativeDate(apply(timeOf, value, [])));
    }
    if (brand(mapSize, value)) {
      const copy = keep(new NativeMap());
      apply(mapEach, value, [(v, k) => apply(mapSet, copy, [clone(k, seen), clone(v, seen)])]);
      return copy;
    }
    if (brand(setSize, value)) {
      const copy = keep(new NativeSet());
      apply(setEach, value, [(v) => apply(setAdd, copy, [clone(v, seen)])]);
      return copy;
    }
    if (brand(bufferSlice, value)) {
      return keep(apply(bufferSlice, value, [0]));
    }
    if (value instanceof core.NativeError) {
      const copy = keep(new core.NativeError(value.message));
      define(copy, 'name', value.name);
      return copy;
    }
    const copy = keep({});
    const names = core.keys(value);
    for (let i = 0; i < names.length; i++) {
      copy[names[i]] = clone(value[names[i]], seen);
    }
    return copy;
  }

  define(globalThis, 'structuredClone', function structuredClone(value) {
    return clone(value, core.ownMap());
  });

  // --- console ----------------------------------------------------------------------------------

  const LINE_LIMIT = 4000;
  const SHOWN_DEPTH = 4;
  const SHOWN_MEMBERS = 100;

  function show(value, depth, above) {
    switch (typeof value) {
      case 'string':
        return depth === 0 ? value : core.stringify(value);
      case 'bigint':
        return toText(value) + 'n';
      case 'function':
        return '[function ' + toText(value.name) + ']';
      case 'object':
        break;
      default:
        return toText(value);
    }
    if (value === null) {
      return 'null';
    }
    if (value instanceof core.NativeError) {
      return toText(value.name) + ': ' + toText(value.message);
    }
    for (let outer = above; outer !== null; outer = outer.above) {
      if (outer.value === value) {
        return '[circular]';
      }
    }
    if (brand(timeOf, value)) {
      return isFinite(apply(timeOf, value, [])) ? value.toISOString() : 'invalid date';
    }
    const list = isArray(value) || apply(kindOf, value, []) !== undefined;
    if (depth >= SHOWN_DEPTH) {
      return list ? '[…]' : '{…}';
    }
    const path = { value, above };
    let text = '';
    let shown = 0;
    const add = (part) => {
      if (shown < SHOWN_MEMBERS) {
        text += (shown === 0 ? '' : ', ') + part;
      } else if (shown === SHOWN_MEMBERS) {
        text += ', …';
      }
      shown++;
    };
    if (list) {
      for (let i = 0; i < value.length && shown <= SHOWN_MEMBERS; i++) {
        add(show(value[i], depth + 1, path));
      }
      return '[' + text + ']';
    }
    if (brand(mapSize, value)) {
      apply(mapEach, value, [(v, k) => add(show(k, depth + 1, path) + ' => ' + show(v, depth + 1, path))]);
      return 'Map {' + text + '}';
    }
    if (brand(setSize, value)) {
      apply(setEach, value, [(v) => add(show(v, depth + 1, path))]);
      return 'Set {' + text + '}';
    }
    const names = core.keys(value);
    for (let i = 0; i < names.length && shown <= SHOWN_MEMBERS; i++) {
      add(names[i] + ': ' + show(value[names[i]], depth + 1, path));
    }
    return '{' + text + '}';
  }

  function log(level, parts) {
    let text = '';
    for (let i = 0; i < parts.length; i++) {
      text += (i === 0 ? '' : ' ') + show(parts[i], 0, null);
    }
    if (text.length > LINE_LIMIT) {
      text = apply(core.slice, text, [0, LINE_LIMIT]) + '…';
    }
    accepted(hostLog(level, text));
  }

  define(globalThis, 'console', core.freeze({
    debug: (...parts) => log('debug', parts),
    log: (...parts) => log('info', parts),
    info: (...parts) => log('info', parts),
    warn: (...parts) => log('warn', parts),
    error: (...parts) => log('error', parts),
  }));

  return { now, seed, random, timerFired, log };
});
