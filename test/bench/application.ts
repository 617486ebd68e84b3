import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { type AccountId, contract, type RoomId } from '../../preload/contract/index.ts';
import { applyDiffs, type Client, connect } from '../../preload/wire/index.ts';
import { bundledMain } from './bundle.ts';
import { openSocketPort, type PageSocket } from '../../renderer/entry/socket.ts';

/** The application in a process of its own, as an agent starts it, with a page without a face. */
export interface Application {
  url: string;
  client: Client;
  pid: number;
  /** `performance.now()` when the process was started. */
  startedAt: number;
  stop(): Promise<void>;
}

/** Starts main on `dataDir`; `login` signs in first, as `user:password@url`. */
export async function startApplication(dataDir: string, login?: string): Promise<Application> {
  const script = await bundledMain();
  const startedAt = performance.now();
  const args = [script, '--data', dataDir, ...(login === undefined ? [] : ['--sign-in', login])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const address = new URL(url);
  const socket = new WebSocket(`ws://${address.host}/bridge${address.search}`, { origin: address.origin });
  const client = connect(contract, await openSocketPort(socket as unknown as PageSocket));
  return { url, client, pid: child.pid ?? 0, startedAt, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** The account of the application, once it is ready. */
export function readyAccount(client: Client): Promise<AccountId> {
  return new Promise((resolve, reject) => {
    let items: readonly { accountId: AccountId; status: string }[] = [];
    const look = () => {
      const ready = items.find((account) => account.status === 'ready');
      if (ready) resolve(ready.accountId);
    };
    client.feed(
      'accounts',
      {},
      {
        onReset: (all) => ((items = all), look()),
        onBatch: (diffs) => ((items = applyDiffs(items as never, diffs) as typeof items), look()),
        onError: reject,
      },
    );
  });
}

/** Resolves when the room list holds `count` rooms, with when the first came and when all were there (`performance.now()`). */
export function roomList(client: Client, accountId: AccountId, count: number): Promise<{ firstAt: number; allAt: number }> {
  return new Promise((resolve, reject) => {
    let items: readonly unknown[] = [];
    let firstAt = 0;
    const look = () => {
      if (items.length > 0) firstAt ||= performance.now();
      if (items.length >= count) resolve({ firstAt, allAt: performance.now() });
    };
    client.feed(
      'rooms',
      { accountId },
      {
        onReset: (all) => ((items = all), look()),
        onBatch: (diffs) => ((items = applyDiffs(items as never, diffs)), look()),
        onError: reject,
      },
    );
  });
}

/** Resolves at the first rows of a timeline, with when (`performance.now()`). */
export function firstTimeline(client: Client, accountId: AccountId, roomId: RoomId): Promise<number> {
  return new Promise((resolve, reject) => {
    const look = (rows: number) => rows > 0 && resolve(performance.now());
    client.feed(
      'timeline',
      { accountId, roomId },
      {
        onReset: (all) => look(all.length),
        onBatch: () => look(1),
        onError: reject,
      },
    );
  });
}

/** Proportional memory of a process and all it started, MiB; Linux only, else 0. */
export function memoryOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  try {
    const own = /^Pss:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? '0';
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return Number(own) / 1024 + children.reduce((sum, child) => sum + memoryOf(Number(child)), 0);
  } catch {
    return 0;
  }
}
