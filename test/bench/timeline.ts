import type { RoomSummary } from '../../preload/contract/index.ts';
import { SortedList } from '../../main/lists/index.ts';
import type { EventRecord } from '../../main/records/index.ts';
import { TimelineController } from '../../main/timeline/index.ts';
import { alice, bob, carol, edit, event, input, minute, morning, options, reaction, receipt } from '../craft/index.ts';
import { roomSummary } from '../page/items.ts';

export interface BenchResult {
  name: string;
  metrics: Record<string, number>;
  ratios: Record<string, number>;
}

const rows = 2000;
const rounds = 30;

/** Milliseconds of one call: the median of several, after one that does not count. */
function median(work: (round: number) => void): number {
  work(0);
  const times = Array.from({ length: rounds }, (_, round) => {
    const start = performance.now();
    work(round + 1);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0;
}

/** A conversation as they are: three people, some edits and reactions, days. */
function conversation(): { run: EventRecord[]; relations: EventRecord[] } {
  const run = Array.from({ length: rows }, (_, i) =>
    event({ sender: [alice, bob, carol][(i >> 2) % 3] ?? bob, at: morning + i * 7 * minute }),
  );
  const relations = run.flatMap((one, i) => [
    ...(i % 20 === 0 ? [edit(one, 'corrigé')] : []),
    ...(i % 10 === 0 ? [reaction(one, '👍', { sender: carol })] : []),
  ]);
  return { run, relations };
}

function timelineMetrics(): Record<string, number> {
  const { run, relations } = conversation();
  const receipts = [receipt(bob, run[rows - 3] as EventRecord), receipt(carol, run[rows - 1] as EventRecord)];
  const build = median(() => new TimelineController(options).update(input(run, { relations, receipts })));
  const controller = new TimelineController(options);
  controller.update(input(run, { relations, receipts }));
  const next = Array.from({ length: rounds + 1 }, (_, i) => event({ at: morning + (rows + i) * 7 * minute }));
  const append = median((round) => controller.update(input([...run, ...next.slice(0, round + 1)], { relations, receipts })));
  const page = Array.from({ length: 50 }, (_, i) => event({ at: morning - (50 - i) * minute }));
  const prepend = median((round) => controller.update(input(round % 2 ? [...page, ...run] : run, { relations, receipts })));
  return { timelineBuildMs: build, timelineAppendMs: append, timelinePageMs: prepend };
}

const room = (index: number, activityAt: number): RoomSummary =>
  roomSummary(`!r${index}:x`, `Salon ${index}`, {
    unread: index % 5,
    preview: { senderName: 'Bob', own: false, kind: 'text', text: `message ${index}` },
    activityAt,
  });

function roomMetrics(): Record<string, number> {
  const newList = () => new SortedList<RoomSummary>({ key: ({ roomId }) => roomId, compare: (a, b) => b.activityAt - a.activityAt });
  const all = Array.from({ length: rows }, (_, i) => room(i, i));
  const build = median(() => newList().replace(all));
  const list = newList();
  list.replace(all);
  const change = median((round) => list.transaction((batch) => batch.put(room((round * 61) % rows, rows + round))));
  const again = median(() => list.replace(structuredClone(list.items)));
  return { roomsBuildMs: build, roomsOneChangeMs: change, roomsUnchangedMs: again };
}

/** Rows and diffs of a window of 2,000 items and of a list of 2,000 rooms; the ratios are one change against building all. */
export async function run(): Promise<BenchResult> {
  const timeline = timelineMetrics();
  const rooms = roomMetrics();
  return {
    name: 'timeline',
    metrics: { ...timeline, ...rooms, timelineBuildPerRowUs: ((timeline['timelineBuildMs'] ?? 0) * 1000) / rows },
    ratios: {
      timelineAppendToBuild: (timeline['timelineAppendMs'] ?? 0) / (timeline['timelineBuildMs'] ?? 1),
      roomsChangeToBuild: (rooms['roomsOneChangeMs'] ?? 0) / (rooms['roomsBuildMs'] ?? 1),
    },
  };
}
