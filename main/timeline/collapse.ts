import type { StateItem, TimelineItem } from '../../preload/contract/index.ts';

/** Changes that come in rows and that nobody reads one by one. What changes the room itself always has a line of its own. */
const repeated: ReadonlySet<StateItem['change']> = new Set([
  'room-power-levels',
  'room-pinned',
  'room-server-acl',
  'member-joined',
  'member-left',
  'member-invited',
  'member-invite-accepted',
  'member-invite-refused',
  'member-invite-withdrawn',
  'member-kicked',
  'member-banned',
  'member-unbanned',
  'member-knocked',
  'member-renamed',
  'member-avatar',
  'other',
]);
/** Fewer stay as they are; more make another group. */
const fewest = 3;
const most = 200;

/** Puts changes that follow one another in one row. The id is that of the first, so that a group may grow at its end. */
export function collapse(items: readonly TimelineItem[]): TimelineItem[] {
  const result: TimelineItem[] = [];
  let run: StateItem[] = [];
  const close = (): void => {
    const [first] = run;
    if (first && run.length >= fewest) result.push({ type: 'changes', id: `:changes:${first.id}`, rows: run });
    else result.push(...run);
    run = [];
  };
  for (const item of items) {
    if (item.type === 'state' && repeated.has(item.change)) {
      if (run.length === most) close();
      run.push(item);
    } else {
      close();
      result.push(item);
    }
  }
  close();
  return result;
}
