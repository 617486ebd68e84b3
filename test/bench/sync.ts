import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { connect, portPair } from '../../preload/wire/index.ts';
import { attachPage } from '../../main/app/index.ts';
import { createLogger } from '../../main/log/index.ts';
import { contract } from '../../preload/contract/index.ts';
import { startFaultProxy } from '../fault/index.ts';
import { startHeadless } from '../host/index.ts';
import { startLargeAccount } from '../seeds/large-account.ts';
import { roomList } from './application.ts';
import type { BenchResult } from './result.ts';
import { startSyntheticServer } from './synthetic-server.ts';

const rooms = 1000;

interface Sync {
  signInMs: number;
  /** From the end of the sync answer to the first rooms on the page, and to the whole list. */
  firstMs: number;
  shareMs: number;
  peakMib: number;
  stallMs: number;
}

/** Signs in on an empty installation, in this process, so that stalls of its main thread can be seen. */
async function signIn(url: string, user: string, password: string, answeredAt: () => number): Promise<Sync> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'));
  const headless = await startHeadless({ dataDir: folder });
  const [mainEnd, pageEnd] = portPair();
  attachPage(headless.app, mainEnd, createLogger({ write: () => undefined, level: 'error' }));
  const client = connect(contract, pageEnd);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const { accountId } = await client.call('session.signIn', { baseUrl: url, user, password });
  const { firstAt, allAt } = await roomList(client, accountId, rooms);
  delay.disable();
  clearInterval(watch);
  const result = {
    signInMs: allAt - start,
    firstMs: firstAt - answeredAt(),
    shareMs: allAt - answeredAt(),
    peakMib: (peak - before) / 1024 / 1024,
    stallMs: delay.max / 1e6,
  };
  client.close();
  await headless.stop();
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** The first sync of a large account: on a real Synapse, then the same answer again from a server that takes no time. */
export async function run(): Promise<BenchResult> {
  const { server, user } = await startLargeAccount(rooms);
  const proxy = await startFaultProxy(server.url);
  let body: Buffer = Buffer.alloc(0);
  let answeredAt = 0;
  const keep = (original: Buffer): Buffer => {
    answeredAt = performance.now();
    return (body = original);
  };
  proxy.add({ match: /\/sync\?(?!.*since=)/u, times: 1, fault: { kind: 'replace', body: keep } });
  const real = await signIn(proxy.url, user.localpart, user.password, () => answeredAt);
  await proxy.close();
  await server.close();
  const synthetic = await startSyntheticServer(user.userId, body);
  const own = await signIn(synthetic.url, user.localpart, user.password, () => synthetic.answeredAt);
  synthetic.close();
  return {
    name: 'sync',
    metrics: {
      synapseSignInMs: real.signInMs,
      synapsePeakMib: real.peakMib,
      answerMib: body.byteLength / 1024 / 1024,
      ownSignInMs: own.signInMs,
      ownFirstRoomsMs: own.firstMs,
      ownShareMs: own.shareMs,
      ownStallMs: own.stallMs,
      ownPeakMib: own.peakMib,
    },
    ratios: { synapseToOwn: real.signInMs / own.signInMs, peakToAnswer: own.peakMib / (body.byteLength / 1024 / 1024) },
  };
}
