import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMessages } from '../../main/search/index.ts';
import { openEventCache, type EventCache } from '../../main/store/index.ts';
import type { RoomId, UserId } from '../../preload/contract/index.ts';
import { type BenchResult, median, timed } from './result.ts';
import { initialSync, roomIdOf } from './synthetic-sync.ts';

const userId = '@marie:bench.test' as UserId;
const rooms = 100;
const messages = 1000;
const rounds = 30;
const nothing = { kinds: [], link: false, roomId: null, sender: null, from: null, to: null, cursor: null };

/** Waits until all is indexed, which happens in pauses; milliseconds. */
async function indexed(cache: EventCache): Promise<number> {
  const start = performance.now();
  for (;;) {
    const { waiting } = await cache.search({ ...nothing, words: [{ text: 'rien', prefix: false }], before: null, limit: 1 });
    if (waiting === 0) return performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timed(work));
  return median(times);
}

/**
 * 100,000 messages: how fast they are indexed, and how long searches take: a word that stands in all
 * of them, one that stands in one, a beginning, a room. The ratio is a search for a common word
 * against the read of a timeline's tail, which every room switch does.
 */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tchap-bench-search-'));
  const path = join(folder, 'cache.db');
  const cache = await openEventCache({ path, key: new Uint8Array(32).fill(9), userId, report: () => undefined });
  const { stageId } = await cache.stageSync(new TextEncoder().encode(JSON.stringify(initialSync({ userId, rooms, messages }))));
  await cache.commitSync(stageId, []);
  const before = statSync(path).size + statSync(`${path}-wal`).size;
  const indexMs = await indexed(cache);
  const ask = (query: string, roomId: RoomId | null = null) => medianOf(() => findMessages(cache, { ...nothing, query, roomId }));
  const [room] = [roomIdOf(3) as RoomId];
  const tailMs = await medianOf(() => cache.timelineTail(room, 50));
  const commonMs = await ask('document ');
  const metrics = {
    indexedPerSecond: (rooms * messages * 1000) / indexMs,
    commonWordMs: commonMs,
    rareWordMs: await ask('introuvable '),
    beginningMs: await ask('doc'),
    inRoomMs: await ask('document ', room),
    indexBytesPerMessage: Math.max(0, statSync(path).size + statSync(`${path}-wal`).size - before) / (rooms * messages),
  };
  await cache.close();
  rmSync(folder, { recursive: true, force: true });
  return { name: 'search', metrics, ratios: { commonWordToTail: commonMs / tailMs } };
}
