// Runs the table of checks with each SDK against one node and says what held.
//
//   node run.mjs [--url ws://…/ws --admin http://…] [--croupier PATH] [--sdk 0.5.3] [--only TEXT]
//
// Without --url it starts `croupier node --ephemeral` itself. One line per check, then the totals;
// the exit code is 0 when everything passed, 1 when something failed, 2 when nothing could be run.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checks } from './checks/index.mjs';
import { CheckFailure } from './lib/expect.mjs';
import { Context } from './lib/context.mjs';
import { Admin, startNode } from './lib/node.mjs';
import { SDKS } from './lib/sdks.mjs';

const AT_ONCE = 4;
const CHECK_MS = 120_000;

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    admin: { type: 'string' },
    croupier: {
      type: 'string',
      default: fileURLToPath(new URL('../../croupier', import.meta.url)),
    },
    sdk: { type: 'string' },
    only: { type: 'string' },
  },
});

async function runOne({ sdk, check }, node) {
  const context = new Context(sdk, node);
  let timer;
  try {
    const late = new Promise((_, reject) => {
      const failure = new CheckFailure(`not done after ${CHECK_MS} ms`);
      timer = setTimeout(() => reject(failure), CHECK_MS);
    });
    await Promise.race([check.run(context), late]);
    const allowed = [...sdk.unreadable, ...(check.unreadable ?? [])];
    const surprise = context.unreadable().find((u) => !allowed.includes(u.method));
    if (surprise) {
      throw new CheckFailure(`SDK cannot read a frame: ${surprise.error}\n${surprise.raw}`);
    }
    return null;
  } catch (e) {
    return e instanceof CheckFailure ? e.message : (e.stack ?? String(e));
  } finally {
    clearTimeout(timer);
    context.end();
  }
}

async function runAll(node) {
  const jobs = SDKS.filter((sdk) => !options.sdk || sdk.name === options.sdk).flatMap((sdk) =>
    checks
      .filter((c) => !options.only || c.name.includes(options.only))
      .filter((c) => !c.sdks || c.sdks.includes(sdk.name))
      .map((check) => ({ sdk, check })),
  );
  const results = new Array(jobs.length);
  let next = 0;
  let printed = 0;
  const print = () => {
    for (; printed < jobs.length && results[printed] !== undefined; printed++) {
      const { sdk, check } = jobs[printed];
      const problem = results[printed];
      console.log(`${problem === null ? 'ok' : 'FAIL'} ${sdk.name} ${check.name}`);
      if (problem !== null) console.log(problem.replace(/^/gm, '    '));
    }
  };
  const worker = async () => {
    while (next < jobs.length) {
      const index = next++;
      results[index] = await runOne(jobs[index], node);
      print();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

async function main() {
  if (Boolean(options.url) !== Boolean(options.admin)) {
    throw new Error('--url and --admin belong together');
  }
  const node = options.url
    ? { url: options.url, admin: new Admin(options.admin), stop: async () => {} }
    : await startNode(options.croupier);
  // The SDK prints what it also throws; the checks report it.
  console.error = () => {};
  let results;
  try {
    results = await runAll(node);
  } finally {
    await node.stop();
  }
  if (results.length === 0) {
    throw new Error('no check fits --sdk and --only');
  }
  const failed = results.filter((r) => r !== null).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

// Should everything stop without an end, that is not a success.
process.exitCode = 2;
main().then(
  (code) => process.exit(code),
  (e) => {
    console.log(`cannot run the checks: ${e.message}`);
    process.exit(2);
  },
);
