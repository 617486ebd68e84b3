// Finds or installs the Synapse that development and tests run against. Called as a program it prints
// {"python": [...], "root": null | folder} on its last line; `root` is the folder that the Python sees as "/".
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, canInstallPackages, checkout, has, installPackages, run, say } from './machine.mjs';
import { ensurePython } from './python.mjs';

const requirements = join(checkout, 'test', 'homeserver', 'requirements.txt');

/** A Python that can run `synapse.app.homeserver`: from PyPI, else from a Debian sid chroot. */
export function ensureSynapse() {
  const chroot = join(cacheFolder(), 'synapse-sid');
  if (existsSync(join(chroot, 'complete'))) return fromChroot(chroot);
  try {
    return { python: [ensurePython('synapse', requirements)], root: null };
  } catch (error) {
    if (!canInstallPackages()) throw new Error(`${error.message}\n\n${help}`, { cause: error });
    say(`PyPI did not give Synapse (${error.message.split('\n')[0]}); trying Debian sid`);
    return makeChroot(chroot);
  }
}

const help = `Synapse could not be installed from PyPI. It needs Python 3.10 or later with venv, and the package registry.
Install them (on Debian: sudo apt-get install python3-venv), then run the command again.`;

const fromChroot = (folder) => ({ python: ['chroot', folder, '/usr/bin/python3'], root: folder });

function makeChroot(folder) {
  say('Making a Debian sid chroot with Synapse in the cache (once, about two minutes)');
  if (!has('debootstrap')) installPackages(['debootstrap']);
  rmSync(folder, { recursive: true, force: true });
  run('debootstrap', ['--variant=minbase', 'sid', folder, 'https://deb.debian.org/debian']);
  // The package wants to start a service and to ask for a server name; here it does neither.
  writeFileSync(join(folder, 'usr', 'sbin', 'policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  // Nothing is trusted in an empty Debian; the certificates of this machine are, a proxy's among them.
  const certificates = join('etc', 'ssl', 'certs', 'ca-certificates.crt');
  mkdirSync(join(folder, 'etc', 'ssl', 'certs'), { recursive: true });
  if (existsSync(join('/', certificates))) copyFileSync(join('/', certificates), join(folder, certificates));
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('chroot', [folder, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', 'matrix-synapse'], { env });
  writeFileSync(join(folder, 'complete'), '');
  return fromChroot(folder);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(ensureSynapse())}\n`);
}
