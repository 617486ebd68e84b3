import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const checkout = join(import.meta.dirname, '..', '..');
const built = join(checkout, 'out', 'renderer-socket', 'index.html');
const newest = (patterns: string[]) =>
  Math.max(...globSync(patterns, { cwd: checkout }).map((path) => statSync(join(checkout, path)).mtimeMs));

/** Builds the page that a headless main serves, where a source is newer. In a process of its own: vite is already at work here, and would build what is not shipped. */
export default function setup(): void {
  const sources = newest(['renderer/**/*.*', 'preload/{contract,wire}/*.ts', 'build/{vite,brand}/*.ts', 'package-lock.json']);
  const output = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (output > sources) return;
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync(process.execPath, [join(checkout, 'build', 'vite', 'build.ts'), 'socket'], { cwd: checkout, stdio: 'inherit', env });
}
