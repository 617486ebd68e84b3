// The suites of `npm test`: what each needs, and how it is run and counted.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './machine.mjs';

const bin = (name, ...args) => ({ name, args: [join(checkout, 'node_modules', ...args[0].split('/')), ...args.slice(1)] });

/**
 * Checkers count as one test each, vitest projects by test. Stories mostly wait, for a server or for each other:
 * `workers` files of a suite run at once, whatever the number of cores.
 */
export const suites = {
  types: {
    needs: [],
    checkers: [
      bin('tsc', 'typescript/bin/tsc', '-p', '.'),
      bin('svelte-check', 'svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings'),
    ],
  },
  lint: {
    needs: [],
    checkers: [
      bin('eslint', 'eslint/bin/eslint.js', '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/'),
      bin('prettier', 'prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn', '--cache'),
      bin('knip', 'knip/bin/knip.js'),
    ],
  },
  unit: { needs: [], projects: ['unit', 'unit-page'] },
  contract: { needs: ['browser'], projects: ['contract'] },
  store: { needs: ['keychain'], projects: ['store'] },
  integration: { needs: ['synapse', 'browser', 'certificates'], projects: ['integration'], workers: 3 },
  packaging: { needs: ['synapse'], projects: ['packaging'] },
  interop: { needs: ['synapse'], projects: ['interop'], workers: 3 },
  fault: { needs: ['synapse'], projects: ['fault'], workers: 3 },
  flow: { needs: ['synapse', 'browser', 'keychain'], projects: ['flow'], workers: 2 },
};

/** Runs one suite to its end. Its output goes to `test-results/<name>.log`, and to the terminal when `live`. */
export async function runSuite(name, { live }) {
  const folder = join(checkout, 'test-results');
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, `${name}.log`);
  const log = createWriteStream(logFile);
  const started = performance.now();
  const suite = suites[name];
  const result = suite.checkers ? await runCheckers(suite.checkers, log, live) : await runVitest(name, suite, log, live);
  await new Promise((resolve) => log.end(resolve));
  return { name, logFile, seconds: (performance.now() - started) / 1000, ...result };
}

async function runCheckers(checkers, log, live) {
  const failures = [];
  for (const checker of checkers) {
    log.write(`\n--- ${checker.name}\n`);
    if ((await runNode(checker.args, log, live)) !== 0) failures.push(checker.name);
  }
  return { passed: checkers.length - failures.length, failed: failures.length, skipped: 0, failures };
}

async function runVitest(name, { projects, workers = 1 }, log, live) {
  const report = join(checkout, 'test-results', `${name}.json`);
  rmSync(report, { force: true });
  const args = ['run', `--maxWorkers=${workers}`, ...projects.flatMap((project) => ['--project', project])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runNode([join(checkout, 'node_modules', 'vitest', 'vitest.mjs'), ...args, ...reporters], log, live);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, failures: ['vitest ended without a report'] };
  return count(JSON.parse(readFileSync(report, 'utf8')), code);
}

/** A file that does not load, an error outside of any test, and a suite without tests are failures too. */
function count(report, code) {
  const failures = [];
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    const path = file.name.replace(`${checkout}/`, '');
    failures.push(...failed.map((test) => `${path}: ${test.fullName}`));
    if (failed.length === 0 && file.status === 'failed') failures.push(`${path}: could not be run`);
  }
  if (report.numPassedTests === 0 && failures.length === 0) failures.push('no test ran');
  if (code !== 0 && failures.length === 0) failures.push('an error outside of the tests');
  return { passed: report.numPassedTests, failed: failures.length, skipped: report.numPendingTests + report.numTodoTests, failures };
}

function runNode(args, log, live) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: checkout,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(live && process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => {
        log.write(bytes);
        if (live) process.stdout.write(bytes);
      });
    }
    child.on('close', (code) => resolve(code ?? 1));
    const end = () => child.kill();
    process.once('SIGINT', end).once('SIGTERM', end);
    child.once('close', () => process.off('SIGINT', end).off('SIGTERM', end));
  });
}
