// Python programs that tests run against, each in a virtual environment of its own in the cache. Called as a program
// with a name, a file of requirements and perhaps a need of `system.mjs` it prints the path of the Python on its last line.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, canInstallPackages, has, installPackages, run, say } from './machine.mjs';
import { ensureSystem } from './system.mjs';

/** Python of a virtual environment with what `requirements` pins; made where it is missing. Throws where PyPI or a Python is missing. */
export function ensurePython(name, requirements) {
  const id = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `${name}-${id}`);
  const python = pythonIn(folder);
  if (!existsSync(join(folder, 'complete'))) makeEnvironment({ name, requirements, folder, python });
  return python;
}

const pythonIn = (folder) => (platform() === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python'));

function makeEnvironment({ name, requirements, folder, python }) {
  const base = findPython();
  say(`Installing ${name} from PyPI into the cache (once, about a minute)`);
  rmSync(folder, { recursive: true, force: true });
  try {
    run(base, ['-m', 'venv', folder]);
  } catch (error) {
    if (!canInstallPackages()) throw error;
    installPackages(['python3-venv']);
    run(base, ['-m', 'venv', '--clear', folder]);
  }
  run(python, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', '--requirement', requirements]);
  run(python, ['-m', 'compileall', '-q', folder]);
  writeFileSync(join(folder, 'complete'), '');
}

/** The first Python that Synapse and the others accept. */
function findPython() {
  const names = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  for (const name of names.filter(has)) {
    try {
      run(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']);
      return name;
    } catch {
      // Too old, or a launcher without a Python behind it.
    }
  }
  throw new Error('no Python 3.10 or later was found');
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [name, requirements, need] = process.argv.slice(2);
  if (need) ensureSystem(need);
  process.stdout.write(`${ensurePython(name, requirements)}\n`);
}
