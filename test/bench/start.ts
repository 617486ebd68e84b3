import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoomId } from '../../preload/contract/index.ts';
import { type Application, firstTimeline, memoryOf, readyAccount, roomList, startApplication } from './application.ts';
import { type BenchResult, median } from './result.ts';
import { startSyntheticServer } from './synthetic-server.ts';
import { initialSync, roomIdOf } from './synthetic-sync.ts';

const userId = '@marie:bench.test';
const rounds = 5;

interface Start {
  firstRooms: number;
  roomList: number;
  timeline: number;
  memory: number;
}

/** Fills an installation once from a server, then starts it again and again with the server gone. */
async function coldStarts(rooms: number): Promise<Start> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  try {
    await fill(folder, rooms);
    const starts: Start[] = [];
    for (let round = 0; round < rounds; round += 1) starts.push(await coldStart(folder, rooms));
    const of = (name: keyof Start) => median(starts.map((start) => start[name]));
    return { firstRooms: of('firstRooms'), roomList: of('roomList'), timeline: of('timeline'), memory: of('memory') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(folder: string, rooms: number): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(initialSync({ userId, rooms, messages: 20 })));
  const server = await startSyntheticServer(userId, body);
  const application = await startApplication(folder, `marie:x@${server.url}`);
  await roomList(application.client, await readyAccount(application.client), rooms);
  await application.stop();
  server.close();
}

async function coldStart(folder: string, rooms: number): Promise<Start> {
  const application: Application = await startApplication(folder);
  const { client, startedAt } = application;
  const accountId = await readyAccount(client);
  const { firstAt, allAt } = await roomList(client, accountId, rooms);
  const timelineAt = await firstTimeline(client, accountId, roomIdOf(rooms - 1) as RoomId);
  const memory = memoryOf(application.pid);
  await application.stop();
  return { firstRooms: firstAt - startedAt, roomList: allAt - startedAt, timeline: timelineAt - startedAt, memory };
}

/** A Node process that does nothing: what no start can go below. */
function bareStart(): number {
  return median(
    Array.from({ length: rounds }, () => {
      const start = performance.now();
      spawnSync(process.execPath, ['-e', '0']);
      return performance.now() - start;
    }),
  );
}

/** From the start of the process to the room list and the first timeline, from the cache, without a network. */
export async function run(): Promise<BenchResult> {
  const bare = bareStart();
  const small = await coldStarts(100);
  const large = await coldStarts(2000);
  return {
    name: 'start',
    metrics: {
      bareNodeMs: bare,
      rooms100ListMs: small.roomList,
      rooms100TimelineMs: small.timeline,
      rooms2000FirstRoomsMs: large.firstRooms,
      rooms2000ListMs: large.roomList,
      rooms2000TimelineMs: large.timeline,
      rooms100MainMib: small.memory,
      rooms2000MainMib: large.memory,
    },
    ratios: { list2000To100: large.roomList / small.roomList, list100ToBareNode: small.roomList / bare },
  };
}
