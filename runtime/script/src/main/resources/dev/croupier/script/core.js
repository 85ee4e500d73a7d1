// First part of the prelude. It runs before any author's code and keeps the built-in functions it
// needs, so that nothing an author does to Object.prototype, JSON or Promise changes what the host
// sees. Prelude code therefore calls no methods on built-ins and iterates by index only.
(function (host, maxMessageChars, maxStateChars) {
  'use strict';
  const { apply, ownKeys, getPrototypeOf, defineProperty } = Reflect;
  const { parse, stringify } = JSON;
  const { keys, freeze, create, getOwnPropertySymbols } = Object;
  const { isArray } = Array;
  const { isFinite, isSafeInteger } = Number;
  const toText = String;
  const ObjectPrototype = Object.prototype;
  const ArrayPrototype = Array.prototype;
  const NativeError = Error;
  const NativePromise = Promise;
  const promiseResolve = Promise.resolve;
  const promiseReject = Promise.reject;
  const promiseThen = Promise.prototype.then;
  const test = RegExp.prototype.test;
  const indexOf = String.prototype.indexOf;
  const slice = String.prototype.slice;
  const push = Array.prototype.push;
  const setUnhandledRejectionHandler = Graal.setUnhandledPromiseRejectionHandler;
  delete globalThis.Graal;

  const DEPTH_LIMIT = 100;

  // What is going on: everything the current turn owns. `active` is false while modules load.
  const turn = { active: false, time: 0, session: null, undo: null, touched: [], keepsFirstEffect: false, handler: '' };

  function error(code, message, name) {
    const made = new NativeError(message);
    if (name !== undefined) {
      defineProperty(made, 'name', { value: name, writable: true, configurable: true });
    }
    defineProperty(made, 'code', { value: code, writable: true, configurable: true, enumerable: true });
    return made;
  }

  function requireTurn(what) {
    if (!turn.active) {
      throw error('no-turn', what + ' cannot be used while the module loads; use it from onStart on');
    }
  }

  // A host function answers with a string "code\nmessage" if it refused.
  function accepted(answer) {
    if (typeof answer === 'string') {
      throw fromHost(answer);
    }
    return answer;
  }

  function fromHost(refusal) {
    const end = apply(indexOf, refusal, ['\n']);
    return error(apply(slice, refusal, [0, end]), apply(slice, refusal, [end + 1]));
  }

  function describe(value) {
    switch (typeof value) {
      case 'object': {
        const constructor = getPrototypeOf(value)?.constructor;
        const name = typeof constructor === 'function' ? constructor.name : '';
        return typeof name === 'string' && name !== '' ? 'an instance of ' + name : 'an object of a class';
      }
      case 'undefined':
        return 'undefined';
      case 'number':
        return toText(value);
      default:
        return 'a ' + typeof value;
    }
  }

  // Returns null if JSON can hold the value, else the path below it and the reason.
  function flaw(value, depth) {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return null;
      case 'number':
        return isFinite(value) ? null : ' is ' + toText(value) + ', which JSON cannot hold';
      case 'object':
        break;
      default:
        return ' is ' + describe(value) + ', which JSON cannot hold';
    }
    if (value === null) {
      return null;
    }
    if (depth >= DEPTH_LIMIT) {
      return ' contains itself or is nested deeper than ' + DEPTH_LIMIT + ' levels';
    }
    const prototype = getPrototypeOf(value);
    if (isArray(value)) {
      if (prototype !== ArrayPrototype) {
        return ' is ' + describe(value) + ', which JSON cannot hold';
      }
      for (let i = 0; i < value.length; i++) {
        const found = flaw(value[i], depth + 1);
        if (found !== null) {
          return '[' + i + ']' + found;
        }
      }
      return null;
    }
    if (prototype !== ObjectPrototype && prototype !== null) {
      return ' is ' + describe(value) + ', which JSON cannot hold';
    }
    if (getOwnPropertySymbols(value).length > 0) {
      return ' has a symbol as a key, which JSON cannot hold';
    }
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      const member = value[names[i]];
      // An absent member is what undefined means in JSON, as everywhere in JavaScript.
      const found = member === undefined ? null : flaw(member, depth + 1);
      if (found !== null) {
        return '.' + names[i] + found;
      }
    }
    return null;
  }

  // Writes a value as JSON or throws, naming the place of what JSON cannot hold.
  function toJson(value, what) {
    const found = flaw(value, 0);
    if (found !== null) {
      throw error('not-json', what + found, 'TypeError');
    }
    return stringify(value);
  }

  function limited(json, what) {
    if (json.length > maxMessageChars) {
      throw error(
        'message-too-large',
        what + ' is ' + json.length + ' characters long; at most ' + maxMessageChars + ' are allowed');
    }
    return json;
  }

  function deepFreeze(value) {
    if (typeof value === 'object' && value !== null) {
      const names = keys(value);
      for (let i = 0; i < names.length; i++) {
        deepFreeze(value[names[i]]);
      }
      freeze(value);
    }
    return value;
  }

  function requireText(value, what) {
    if (typeof value !== 'string' || value === '') {
      throw error('invalid-argument', what + ' must be a text that is not empty', 'TypeError');
    }
    return value;
  }

  const AMOUNT = /^[0-9]{1,60}(\.[0-9]{1,60})?$/;

  // Money is decimal text. Whole numbers are exact in JavaScript; fractions are not.
  function amountText(amount, what) {
    if (typeof amount === 'bigint' || (typeof amount === 'number' && isSafeInteger(amount))) {
      amount = toText(amount);
    } else if (typeof amount === 'number') {
      throw error(
        'invalid-amount',
        what + ' is the number ' + toText(amount) + ", which JavaScript cannot hold exactly; write it as a text such as '0.1'",
        'TypeError');
    }
    if (typeof amount !== 'string' || !apply(test, AMOUNT, [amount])) {
      const shown = typeof amount === 'string' ? "'" + apply(slice, amount, [0, 40]) + "'" : describe(amount);
      throw error(
        'invalid-amount',
        what + ' is ' + shown + "; it must be a decimal text that is not negative, such as '1.5'",
        'TypeError');
    }
    return amount;
  }

  // A map whose methods are its own, so that calling them is direct and nobody can replace them.
  const MapMethods = { get: Map.prototype.get, set: Map.prototype.set, delete: Map.prototype.delete };
  const NativeMap = Map;

  function ownMap() {
    const map = new NativeMap();
    define(map, 'get', MapMethods.get);
    define(map, 'set', MapMethods.set);
    define(map, 'delete', MapMethods.delete);
    return map;
  }

  function define(object, name, value) {
    defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
  }

  return {
    host, turn, maxStateChars,
    apply, ownKeys, getPrototypeOf, defineProperty, parse, stringify, keys, freeze, create, isArray,
    isFinite, toText, slice, ObjectPrototype, NativeError, NativePromise,
    error, requireTurn, accepted, fromHost, toJson, flaw, limited, deepFreeze, requireText, amountText, define, ownMap,
    setUnhandledRejectionHandler,
    append: (array, value) => apply(push, array, [value]),
    resolved: (value) => apply(promiseResolve, NativePromise, [value]),
    rejected: (reason) => apply(promiseReject, NativePromise, [reason]),
    then: (promise, done, failed) => apply(promiseThen, promise, [done, failed]),
    // How to take back what this turn does to the prelude's books; the last step comes first.
    undo: (step) => {
      turn.undo = { step, next: turn.undo };
    },
  };
});
