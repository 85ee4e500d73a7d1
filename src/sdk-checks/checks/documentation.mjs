// The program on the page "Local node" is run as it stands there, so that it cannot go stale.
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { equal, truth } from '../lib/expect.mjs';

const PAGE = new URL('../../docs/local-node.md', import.meta.url);

async function program() {
  const page = await readFile(PAGE, 'utf8');
  const block = page.match(/```js\n(\/\/ first-session\.mjs\n[^]*?)```/);
  truth(block, 'the page has no block that begins with "// first-session.mjs"');
  // Here the SDK is installed under an alias, beside its older versions.
  return block[1].replace("'@erc7824/nitrolite'", "'nitrolite-0.5'");
}

async function run(file, environment) {
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...environment } });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, output };
}

export const documentation = [
  {
    name: 'the first session of the page "Local node" runs as it stands',
    sdks: ['0.5.3'],
    async run(context) {
      const file = fileURLToPath(new URL(`../first-session-${process.pid}.mjs`, import.meta.url));
      await writeFile(file, await program());
      try {
        const { code, output } = await run(file, {
          NODE_URL: context.node.url,
          ADMIN_URL: context.admin.url,
        });
        equal(code, 0, `exit code; it printed:\n${output}`);
        truth(/bob heard .*hi bob/.test(output), `bob did not hear alice:\n${output}`);
        truth(/session is closed/.test(output), `the session was not closed:\n${output}`);
      } finally {
        await rm(file, { force: true });
      }
    },
  },
];
