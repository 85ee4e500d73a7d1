// Runs the CPU-heavy handler's work in Node.js. For each line on its standard input, a time in
// milliseconds, it works so long and prints how many pieces it did per second of processor time.
//
//   node work.mjs path/to/work.js
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { work } = await import(pathToFileURL(process.argv[2]));

let pieces = 0;
let sum = 0;

function rate(ms) {
  const before = pieces;
  const cpu = process.cpuUsage();
  const end = performance.now() + ms;
  while (performance.now() < end) sum += work(pieces++);
  const used = process.cpuUsage(cpu);
  return (pieces - before) / ((used.user + used.system) / 1e6);
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(rate(Number(line)));
}
// The sum is used, so that no engine may leave the work out.
process.exitCode = Number.isFinite(sum) ? 0 : 1;
