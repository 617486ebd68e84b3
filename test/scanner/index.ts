import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../homeserver/index.ts';

/** The test file of the antivirus makers: harmless, and found by every one of them. In parts, so that none finds it here. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join('');

/** A real `matrix-content-scanner` on the loopback, whose script finds EICAR. */
export interface Scanner {
  /** Base URL, without a slash at the end. */
  readonly url: string;
  /** Files that were handed to the script so far. */
  scans(): number;
  /** Ends it, and starts it again with a key of its own, as after a renewal. */
  renewKey(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Exit code 1: not clean. */
const script = (log: string) => `#!/bin/sh
echo scanned >> '${log}'
! grep -q 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE' "$1"
`;

/** Starts it for a homeserver that serves media without authentication (`enable_authenticated_media: false`). Linux only. */
export async function startScanner(homeserverUrl: string): Promise<Scanner> {
  const python = findPython();
  const folder = mkdtempSync(join(tmpdir(), 'tchap-scanner-'));
  const log = join(folder, 'scans.log');
  mkdirSync(join(folder, 'files'));
  writeFileSync(log, '');
  writeFileSync(join(folder, 'scan.sh'), script(log));
  chmodSync(join(folder, 'scan.sh'), 0o700);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = join(folder, 'config.yaml');
  writeFileSync(config, JSON.stringify(configOf(folder, port, homeserverUrl)));
  let stopRunning: (() => Promise<void>) | null = null;
  const scanner: Scanner = {
    url,
    scans: () => readFileSync(log, 'utf8').split('\n').length - 1,
    async renewKey() {
      await scanner.stop();
      rmSync(join(folder, 'key.pickle'));
      await scanner.start();
    },
    async stop() {
      await stopRunning?.();
      stopRunning = null;
    },
    async start() {
      stopRunning ??= await launch(python, config, url, join(folder, 'output.log'));
    },
    async close() {
      await scanner.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await scanner.start();
  return scanner;
}

const configOf = (folder: string, port: number, homeserverUrl: string) => ({
  web: { host: '127.0.0.1', port },
  scan: {
    script: join(folder, 'scan.sh'),
    temp_directory: join(folder, 'files'),
    allowed_mimetypes: [
      'image/png',
      'image/jpeg',
      'text/plain',
      'application/pdf',
      'application/octet-stream',
      'audio/ogg',
      'audio/x-wav',
      'video/webm',
    ],
  },
  download: { base_homeserver_url: homeserverUrl },
  crypto: { pickle_path: join(folder, 'key.pickle'), pickle_key: 'clé de test' },
});

function findPython(): string {
  const program = join(import.meta.dirname, '..', '..', 'build', 'dev', 'python.mjs');
  const args = [program, 'matrix-content-scanner', join(import.meta.dirname, 'requirements.txt'), 'scanner'];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return output.trim().split('\n').at(-1) ?? '';
}

async function launch(python: string, config: string, url: string, outputFile: string): Promise<() => Promise<void>> {
  const output = openSync(outputFile, 'a');
  const child = spawn(python, ['-m', 'matrix_content_scanner.mcs', '-c', config], { stdio: ['ignore', output, output] });
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; tries < 400; tries++) {
    if (child.exitCode !== null) throw new Error(`the scanner ended while starting:\n${readFileSync(outputFile, 'utf8').slice(-3000)}`);
    if (await answers(`${url}/_matrix/media_proxy/unstable/public_key`)) break;
    await sleep(50);
  }
  return async () => {
    process.off('exit', atExit);
    child.kill();
    await ended;
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );
