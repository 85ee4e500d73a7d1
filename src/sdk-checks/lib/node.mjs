// A node to check: one that runs already, or one started for this run.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

// The launcher of a source checkout may have to build first.
const START_MS = 600_000;

export class Admin {
  constructor(url) {
    this.url = url.replace(/\/$/, '');
  }

  async healthy() {
    try {
      return (await fetch(`${this.url}/health`)).ok;
    } catch {
      return false;
    }
  }

  post(path, body) {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async fund(address, asset, amount) {
    const answer = await this.post('/admin/fund', { address, asset, amount });
    if (!answer.ok) {
      throw new Error(`funding failed: ${answer.status} ${await answer.text()}`);
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export async function startNode(command) {
  const port = await freePort();
  const adminPort = await freePort();
  const args = ['node', '--ephemeral', '--port', String(port), '--admin-port', String(adminPort)];
  // A process group of its own, so that what the launcher starts ends with it.
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (output = (output + data).slice(-20_000)));
  }
  let ended = null;
  child.on('error', (e) => (ended = e.message));
  child.on('exit', (code, signal) => (ended = `exit code ${code ?? signal}`));
  const end = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  process.on('exit', () => end('SIGKILL'));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(2));

  const admin = new Admin(`http://127.0.0.1:${adminPort}`);
  const deadline = Date.now() + START_MS;
  while (!(await admin.healthy())) {
    if (ended !== null || Date.now() > deadline) {
      end('SIGKILL');
      throw new Error(`${command} ${args.join(' ')}: ${ended ?? 'not healthy in time'}\n${output}`);
    }
    await wait(50);
  }
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    admin,
    output: () => output,
    stop: () =>
      new Promise((resolve) => {
        if (ended !== null) return resolve();
        child.on('exit', resolve);
        end('SIGTERM');
        setTimeout(() => end('SIGKILL'), 10_000).unref();
      }),
  };
}
