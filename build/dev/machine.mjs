// What the run commands share: the cache folder, running a program, saying what goes on.
// Plain JavaScript without dependencies: it runs on the oldest Node we accept, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Folder outside the checkout for what is fetched once: Node, Synapse. */
export function cacheFolder() {
  const base =
    process.env.XDG_CACHE_HOME ||
    { win32: process.env.LOCALAPPDATA, darwin: join(homedir(), 'Library', 'Caches') }[platform()] ||
    join(homedir(), '.cache');
  const folder = join(base, 'tchap-desktop');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** One line of progress, on stderr so that the output of a command stays its own. */
export function say(line) {
  process.stderr.write(`› ${line}\n`);
}

/** Runs a program to its end; throws with the last lines of its output when it fails. */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, shell: shellFor(program), ...options });
  if (result.status === 0) return result.stdout ?? '';
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-12).join('\n');
  throw new Error(`${program} ${args.join(' ')} failed (${result.error?.code ?? result.status ?? result.signal})\n${output}`);
}

/** Starts a program whose output is shown as it comes, and waits for its end. Resolves with the exit code. */
export function attach(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', cwd: checkout, shell: shellFor(program), ...options });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? (signal ? 130 : 1));
    });
  });
}

/** npm and npx are scripts on Windows and need a shell there. */
function shellFor(program) {
  return platform() === 'win32' && /^(npm|npx)$/.test(program);
}

/** Whether a program is on the PATH. */
export function has(program) {
  return spawnSync(platform() === 'win32' ? 'where' : 'which', [program], { stdio: 'ignore' }).status === 0;
}

/** Whether system packages can be installed here without asking: root on Debian or Ubuntu. */
export function canInstallPackages() {
  if (platform() !== 'linux' || process.getuid?.() !== 0 || !has('apt-get')) return false;
  return existsSync('/etc/os-release') && /debian/.test(readFileSync('/etc/os-release', 'utf8'));
}

let listsFresh = false;
/** Installs Debian packages. Only where `canInstallPackages`. */
export function installPackages(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say(`Installing system packages: ${names.join(' ')}`);
  if (!listsFresh) run('apt-get', ['update', '-q'], { env });
  listsFresh = true;
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env });
}
