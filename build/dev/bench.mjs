// npm run bench [-- --only <name>[,<name>] --json <file>]
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { budgets } from './budgets.mjs';
import { checkout, say } from './machine.mjs';
import { option } from './options.mjs';

const known = {
  crypto: [],
  backup: [],
  store: [],
  timeline: [],
  search: [],
  start: [],
  sync: ['synapse'],
  page: ['browser'],
  scale: ['browser'],
};
const only = option('only');
const chosen = only === null ? Object.keys(known) : only.split(',');
for (const name of chosen.filter((each) => !(each in known))) {
  say(`No such bench: ${name}. Benches: ${Object.keys(known).join(', ')}`);
  process.exit(2);
}
await bootstrap([...new Set(chosen.flatMap((name) => known[name]))]);

const results = [];
let failed = 0;
for (const name of chosen) {
  say(`${name} …`);
  try {
    results.push(await runBench(name));
  } catch (error) {
    failed += 1;
    say(`${name} failed: ${error.message}`);
  }
}
results.forEach(printTable);
const file = resolve(option('json') ?? join(checkout, 'test-results', 'bench.json'));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(results.length === 1 && chosen.length === 1 ? results[0] : results, null, 2)}\n`);
say(`Written to ${file}`);
process.exit(failed > 0 ? 1 : 0);

/** Each bench has a process of its own, so that none warms up or fills the memory of another. */
function runBench(name) {
  const script = join(checkout, 'build', 'dev', 'bench-one.mjs');
  return new Promise((resolve, reject) => {
    const args = ['--expose-gc', script, name];
    const child = spawn(process.execPath, args, { cwd: checkout, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`its process ended with ${code}`)));
  });
}

function printTable({ name, metrics, ratios }) {
  console.log(`\n${name}`);
  for (const [kind, values] of Object.entries({ metric: metrics, ratio: ratios })) {
    for (const [label, value] of Object.entries(values)) {
      const budget = budgets[name]?.[label];
      const verdict = budget === undefined ? '' : `  budget ${format(budget)}  ${value <= budget ? 'kept' : 'MISSED'}`;
      console.log(`  ${kind.padEnd(7)}${label.padEnd(28)}${format(value).padStart(12)}${verdict}`);
    }
  }
}

function format(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
