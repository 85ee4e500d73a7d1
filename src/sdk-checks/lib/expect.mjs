// Comparisons whose failures can be read without the source at hand.
import assert from 'node:assert/strict';

export class CheckFailure extends Error {}

export function fail(message) {
  throw new CheckFailure(message);
}

export function equal(actual, expected, what) {
  try {
    assert.deepEqual(actual, expected);
  } catch (e) {
    fail(`${what}:\n${e.message.replace(/^Expected values to be .*:\n?/, '').trim()}`);
  }
}

export function matches(actual, pattern, what) {
  if (typeof actual !== 'string' || !pattern.test(actual)) {
    fail(`${what}: ${JSON.stringify(actual)} does not match ${pattern}`);
  }
}

export function includes(actual, part, what) {
  if (typeof actual !== 'string' || !actual.includes(part)) {
    fail(`${what}:\n+ actual   ${JSON.stringify(actual)}\n- expected … ${JSON.stringify(part)} …`);
  }
}

export function truth(value, what) {
  if (!value) {
    fail(what);
  }
}
