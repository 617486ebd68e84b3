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

/**
 * Files of stories that failed are run once more, alone: a failure that only comes beside other stories is told
 * (`unsteady`), and is not a failure of what the story is about. Many at once are not chance.
 */
async function runVitest(name, { projects, workers = 1 }, log, live) {
  const run = (report, workers, files) => runProjects({ report, projects, workers, files }, log, live);
  const first = await run(name, workers, []);
  const files = Object.keys(first.failed);
  if (workers === 1 || first.broken !== null || files.length === 0 || files.length > 4) return sum([first]);
  log.write(`\n--- alone, since they failed: ${files.join(' ')}\n`);
  const again = await run(`${name}-alone`, 1, files);
  const steady = { ...first, passed: first.passed - first.passedIn(files), failed: {} };
  const unsteady = files.filter((file) => again.broken === null && !(file in again.failed)).flatMap((file) => first.failed[file]);
  return { ...sum([steady, again]), skipped: first.skipped, unsteady };
}

async function runProjects({ report, projects, workers, files }, log, live) {
  const path = join(checkout, 'test-results', `${report}.json`);
  rmSync(path, { force: true });
  const args = ['run', ...files, `--maxWorkers=${workers}`, ...projects.flatMap((project) => ['--project', project])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const code = await runNode([join(checkout, 'node_modules', 'vitest', 'vitest.mjs'), ...args, ...reporters], log, live);
  return existsSync(path) ? count(JSON.parse(readFileSync(path, 'utf8')), code) : nothing('vitest ended without a report');
}

const nothing = (broken) => ({ passed: 0, skipped: 0, failed: {}, broken, passedIn: () => 0 });

/** A file that does not load, an error outside of any test, and a suite without tests are failures too. */
function count(report, code) {
  const failed = {};
  const passed = new Map();
  for (const file of report.testResults) {
    const path = file.name.replace(`${checkout}/`, '');
    const failures = file.assertionResults.filter((test) => test.status === 'failed').map((test) => `${path}: ${test.fullName}`);
    if (failures.length === 0 && file.status === 'failed') failures.push(`${path}: could not be run`);
    if (failures.length > 0) failed[path] = failures;
    passed.set(path, file.assertionResults.filter((test) => test.status === 'passed').length);
  }
  const none = Object.keys(failed).length === 0;
  const broken = none && report.numPassedTests === 0 ? 'no test ran' : none && code !== 0 ? 'an error outside of the tests' : null;
  const passedIn = (files) => files.reduce((total, file) => total + (passed.get(file) ?? 0), 0);
  return { passed: report.numPassedTests, skipped: report.numPendingTests + report.numTodoTests, failed, broken, passedIn };
}

function sum(runs) {
  const failures = runs.flatMap(({ failed, broken }) => [...Object.values(failed).flat(), ...(broken === null ? [] : [broken])]);
  const total = (of) => runs.reduce((all, each) => all + of(each), 0);
  return { passed: total((each) => each.passed), failed: failures.length, skipped: total((each) => each.skipped), failures };
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
