import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoomId } from '../../preload/contract/index.ts';
import { Agent } from '../crypto/agent.ts';
import { startSyntheticBackup } from '../crypto/start-synthetic-backup.ts';
import type { BenchResult } from './result.ts';

const keys = 50_000;
const rooms = Array.from({ length: 200 }, (_, n) => `!salon${n}:example.org` as RoomId);

/** Milliseconds that main's thread worked since the process began: what other processes take of the machine is not in it. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** How long main worked between two turns of the event loop. */
function watchStalls(): { longest(): number; over(ms: number): number; stop(): void } {
  let last = worked();
  const stalls: number[] = [];
  const timer = setInterval(() => {
    const now = worked();
    stalls.push(now - last);
    last = now;
  }, 1);
  return {
    longest: () => stalls.reduce((longest, stall) => Math.max(longest, stall), 0),
    over: (ms) => stalls.filter((stall) => stall > ms).length,
    stop: () => clearInterval(timer),
  };
}

async function restored(agent: Agent): Promise<number> {
  const done = Promise.withResolvers<number>();
  agent.crypto.backup.onState(({ restore, total }) => restore?.state === 'done' && total >= restore.done && done.resolve(restore.done));
  return done.promise;
}

/** Restores a backup of 50,000 keys, which a thread serves without work of its own, into an empty store. */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-backup-'));
  const { backup, stop } = await startSyntheticBackup({ rooms, keys });
  try {
    const session = {
      url: backup.url,
      userId: '@banc:example.org',
      deviceId: 'BENCH',
      accessToken: 'x',
      path: join(folder, 'precious.db'),
    };
    const agent = await Agent.open(session, rooms);
    const ready = restored(agent);
    const memory = process.memoryUsage().rss;
    const stalls = watchStalls();
    const [start, startWork] = [performance.now(), worked()];
    await agent.client.getCrypto()?.storeSessionBackupPrivateKey(backup.privateKey, '1');
    await agent.crypto.backup.check();
    const imported = await ready;
    const seconds = (performance.now() - start) / 1000;
    const work = (worked() - startWork) / 1000;
    stalls.stop();
    const { total } = agent.crypto.backup.state();
    await agent.close();
    return {
      name: 'backup',
      metrics: {
        keys: imported,
        kept: total,
        seconds,
        workSeconds: work,
        keysPerWorkSecond: imported / work,
        longestStallMs: stalls.longest(),
        stallsOver25Ms: stalls.over(25),
        grownMib: (process.memoryUsage().rss - memory) / 1024 / 1024,
      },
      ratios: {},
    };
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
