import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Federation } from './config.ts';

/**
 * On Linux the server ends with the process that started it, however that one ends. SQLite does not
 * wait for the disk: tests kill applications, never the machine. Names of a federation lead to the loopback.
 */
const launcher = `
import ctypes, json, os, socket, sqlite3, sys
federation = json.loads(os.environ["FEDERATION"])
lookup = socket.getaddrinfo
def find(host, port, *args, **kwargs):
    name = host.decode() if isinstance(host, bytes) else host
    if name in federation:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", federation[name]))]
    return lookup(host, port, *args, **kwargs)
socket.getaddrinfo = find
connect = sqlite3.connect
def quick(*args, **kwargs):
    connection = connect(*args, **kwargs)
    connection.execute("PRAGMA synchronous=OFF")
    return connection
sqlite3.connect = quick
try:
    ctypes.CDLL(None).prctl(1, 15)
except Exception:
    pass
# Our modules lie beside the configuration.
sys.path.insert(0, os.path.dirname(sys.argv[-1]))
from synapse.app.homeserver import main
sys.argv[0] = "synapse"
main()
`;

export interface ServerProcess {
  readonly pid: number;
  /** Ends it by its id, politely, then not. */
  stop(): Promise<void>;
}

export interface Launch {
  python: string[];
  /** Path of the configuration, as the server sees it. */
  config: string;
  url: string;
  outputFile: string;
  federation: Federation;
}

/** Starts Synapse and waits until it answers. Rejects with the end of its output when it ends before. */
export async function startProcess({ python, config, url, outputFile, federation }: Launch): Promise<ServerProcess> {
  const [program, ...rest] = python;
  const output = openSync(outputFile, 'a');
  const child = spawn(program ?? 'python3', [...rest, '-c', launcher, '-c', config], {
    stdio: ['ignore', output, output],
    env: { ...process.env, PYTHONUNBUFFERED: '1', FEDERATION: JSON.stringify(federation) },
  });
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  child.once('exit', () => process.off('exit', atExit));
  await answering(child, url, outputFile);
  return { pid: child.pid ?? -1, stop: () => stop(child) };
}

async function answering(child: ChildProcess, url: string, outputFile: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Synapse ended while starting:\n${readFileSync(outputFile, 'utf8').slice(-3000)}`);
    }
    const answered = await fetch(`${url}/_matrix/client/versions`, { headers: { 'user-agent': 'test' } }).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error('Synapse did not answer within 60 s');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}
