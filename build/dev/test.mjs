// npm test [-- --only <suite>[,<suite>]]
import { readFileSync } from 'node:fs';
import { bootstrap } from './bootstrap.mjs';
import { option } from './options.mjs';
import { say } from './machine.mjs';
import { runSuite, suites } from './suites.mjs';

const only = option('only');
const chosen = only === null ? Object.keys(suites) : only.split(',');
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) {
  say(`No such suite: ${unknown.join(', ')}. Suites: ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}
await bootstrap([...new Set(chosen.flatMap((name) => suites[name].needs))]);

// The checkers use one core; tests go on beside them.
const lanes = [chosen.filter((name) => suites[name].checkers), chosen.filter((name) => suites[name].projects)];
const live = chosen.length === 1;
const results = (await Promise.all(lanes.map(runLane))).flat();
printTable(results);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function runLane(names) {
  const done = [];
  for (const name of names) {
    say(`${name} …`);
    const result = await runSuite(name, { live });
    say(`${name}: ${result.passed} passed, ${result.failed} failed (${result.seconds.toFixed(0)} s)`);
    if (result.failed > 0 && !live) say(readFileSync(result.logFile, 'utf8').split('\n').slice(-60).join('\n'));
    done.push(result);
  }
  return done;
}

function printTable(rows) {
  const cell = (value, width) => String(value).padStart(width);
  console.log(`\n${'suite'.padEnd(14)}${cell('passed', 8)}${cell('failed', 8)}${cell('skipped', 9)}${cell('seconds', 9)}`);
  for (const row of rows) {
    console.log(
      `${row.name.padEnd(14)}${cell(row.passed, 8)}${cell(row.failed, 8)}${cell(row.skipped, 9)}${cell(row.seconds.toFixed(1), 9)}`,
    );
  }
  for (const row of rows) for (const failure of row.failures) console.log(`  ${row.name}: ${failure}`);
  for (const row of rows) for (const test of row.unsteady ?? []) console.log(`  ${row.name}: UNSTEADY, passed when run alone: ${test}`);
  console.log('');
}
