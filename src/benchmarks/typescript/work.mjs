// Runs the CPU-heavy handler's work in Node.js for some seconds and prints its rate as JSON.
//
//   node work.mjs path/to/work.js seconds repeats
import { pathToFileURL } from 'node:url';

const [file, seconds, repeats] = process.argv.slice(2);
const { work } = await import(pathToFileURL(file));

function rate(ms) {
  const cpu = process.cpuUsage();
  const end = performance.now() + ms;
  let units = 0;
  let sum = 0;
  while (performance.now() < end) sum += work(units++);
  const used = process.cpuUsage(cpu);
  return { perCpuSecond: units / ((used.user + used.system) / 1e6), sum };
}

rate(Number(seconds) * 3000);
const rates = Array.from({ length: Number(repeats) }, () => rate(Number(seconds) * 1000));
console.log(JSON.stringify(rates.map((r) => r.perCpuSecond)));
