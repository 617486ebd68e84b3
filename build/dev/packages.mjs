// The packages of the lock file.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, run, say } from './machine.mjs';

const lock = join(checkout, 'package-lock.json');
const installed = join(checkout, 'node_modules', '.package-lock.json');
/** Says which lock file `node_modules` was made from: the times of files mean nothing after a switch of branches. */
const stamp = join(checkout, 'node_modules', '.tchap-lock');

/** Runs `npm ci` where `node_modules` is missing or was made from another lock file. */
export function ensurePackages() {
  const id = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === id) return;
  if (!existsSync(installed) || statSync(lock).mtimeMs > statSync(installed).mtimeMs) {
    say('Installing packages (npm ci, about a minute)');
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: checkout });
  }
  writeFileSync(stamp, id);
}
