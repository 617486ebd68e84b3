import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { ManagedConfiguration } from '../../host/index.ts';
import type { BrandFacts } from '../modules.ts';

/** Programs of the OS answer at once, or not at all. */
const limits = { timeout: 10_000, maxBuffer: 4 * 1024 * 1024, windowsHide: true };

/** By their full paths: a program of the same name elsewhere is not run. */
const paths = { reg: join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe'), plutil: '/usr/bin/plutil' };

const run: ManagedConfiguration['run'] = (program, args) =>
  new Promise((resolve) => {
    execFile(paths[program], args, limits, (error, output) => resolve(error === null ? output : null));
  });

/** Where each system keeps what its management tools set; agents cannot write there. */
export function managedConfiguration(
  platform: NodeJS.Platform,
  { appId, policyKey }: Pick<BrandFacts, 'appId' | 'policyKey'>,
): ManagedConfiguration {
  if (platform === 'win32') return { system: 'windows', place: `HKLM\\Software\\Policies\\${policyKey}`, owner: 0, run };
  if (platform === 'darwin') return { system: 'macos', place: `/Library/Managed Preferences/${appId}.plist`, owner: 0, run };
  return { system: 'linux', place: '/etc/tchap-desktop/policies/managed', owner: 0, run };
}
