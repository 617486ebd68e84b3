// A Node new enough for the application and its tools. Where the one at hand is older, Node 24 is taken
// from the package registry into the cache folder and the same command goes on with it.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { attach, cacheFolder, run, say } from './machine.mjs';

const wanted = '24';

/** Returns when this process runs on a new enough Node; otherwise runs the command again on one and ends with its exit code. */
export async function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return putFirst(dirname(process.execPath));
  const node = fetchNode();
  putFirst(dirname(node));
  process.exit(await attach(node, process.argv.slice(1), { cwd: process.cwd() }));
}

/** Programs started from here find the same Node. */
function putFirst(folder) {
  const path = process.env.PATH ?? '';
  if (!path.startsWith(folder + delimiter)) process.env.PATH = folder + delimiter + path;
}

function fetchNode() {
  const folder = join(cacheFolder(), `node-${wanted}`);
  const system = platform() === 'win32' ? 'win' : platform();
  // The npm package `node` is a script that installs one of these.
  const name = `node-${system}-${arch()}`;
  const program = join(folder, 'node_modules', name, 'bin', platform() === 'win32' ? 'node.exe' : 'node');
  if (existsSync(join(folder, 'complete'))) return program;
  say(`Node ${process.versions.node} is too old; fetching Node ${wanted} into the cache (once)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${wanted}`], { cwd: folder });
  run(program, ['--version']);
  writeFileSync(join(folder, 'complete'), '');
  return program;
}
