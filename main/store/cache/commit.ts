import type { RoomId } from '../../../preload/contract/index.ts';
import type { DecryptionResult, ParsedRoom, ParsedSync, SyncChanges } from '../../records/index.ts';
import { boundedDecryption } from '../../records/index.ts';
import { accountFacts } from './account-facts.ts';
import { applyInvitation } from './apply-invitation.ts';
import type { Applying, RoomChange } from './apply-room.ts';
import { applyRoom, ownMembership } from './apply-room.ts';
import { awaitedIn, directOf, modeOf, newsOf, refreshRoom } from './refresh-room.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';
import { countUnread } from './unread.ts';

/** Account data that says something of rooms. */
const factTypes = ['m.direct', 'm.push_rules', 'm.ignored_user_list'];

const emptyChanges = (): SyncChanges => ({
  rooms: [],
  timelines: [],
  receipts: [],
  members: [],
  memberIds: [],
  typing: [],
  accountData: [],
  expired: { rooms: [], files: [] },
});

function applyAccountData(tables: Tables, parsed: ParsedSync): string[] {
  for (const { type, content } of parsed.accountData) tables.account.saveAccountData(type, content);
  return parsed.accountData.map(({ type }) => type);
}

/** New facts on rooms that the answer does not name; `recount`: somebody was blocked, or is not any more. Invitations keep what they said themselves. */
function applyFacts({ tables, facts, now }: Applying, done: ReadonlySet<RoomId>, recount: boolean): RoomId[] {
  const others = tables.rooms.all().filter((room) => room.record.membership === 'join' && !done.has(room.roomId));
  const changed = others.filter((room) => {
    room.record.directUserId = directOf(tables, room, facts);
    const { awaits: _before, ...record } = room.record;
    room.record = { ...record, ...modeOf(room, facts), ...newsOf(tables, room, facts, now), ...awaitedIn(tables, room, facts) };
    if (recount) Object.assign(room.record, countUnread(tables, room, facts, room.record.encrypted));
    return JSON.stringify(room.record) !== room.saved;
  });
  changed.forEach((room) => tables.rooms.save(room));
  return changed.map((room) => room.roomId);
}

function note(changes: SyncChanges, parsed: ParsedRoom, change: RoomChange, first: boolean): void {
  const { roomId } = parsed;
  if (change.receipts) changes.receipts.push(roomId);
  if (change.members.length > 0) {
    changes.members.push(roomId);
    changes.memberIds.push({ roomId, userIds: change.members });
  }
  if (parsed.typing) changes.typing.push({ roomId, userIds: parsed.typing });
  if (!first && change.events.length > 0) changes.timelines.push({ roomId, events: change.events, limited: change.limited });
}

function save(tables: Tables, room: RoomRow, changes: SyncChanges): void {
  const isNew = room.saved === null;
  if (tables.rooms.save(room) || isNew) changes.rooms.push(room.roomId);
}

/** What is told last of a room that we left and of which nothing is kept. */
const isForgotten = ({ tables }: Applying, parsed: ParsedRoom): boolean =>
  parsed.section === 'leave' && ownMembership(parsed, tables.own)?.sender === tables.own && tables.rooms.row(parsed.roomId) === null;

function applyOne(applying: Applying, parsed: ParsedRoom, changes: SyncChanges, first: boolean): void {
  const { tables, now, facts } = applying;
  if (parsed.section === 'invite' || parsed.section === 'knock') {
    const room = tables.rooms.ensure(parsed.roomId, parsed.section);
    applyInvitation(room, parsed, tables.own, parsed.section, now);
    save(tables, room, changes);
    return;
  }
  if (isForgotten(applying, parsed)) return;
  const change = applyRoom(applying, parsed);
  refreshRoom(tables, change.room, facts, now, change.described);
  save(tables, change.room, changes);
  note(changes, parsed, change, first);
}

/**
 * Keeps a staged answer and its token. Runs in one transaction. After the very first answer
 * `timelines` is empty: everything is new, and whoever shows a room reads it.
 */
export function commit(tables: Tables, parsed: ParsedSync, results: DecryptionResult[], now: number): SyncChanges {
  const changes = emptyChanges();
  const first = tables.account.meta('sync-token') === null;
  const decrypted = new Map(results.map((result) => [`${result.roomId} ${result.eventId}`, boundedDecryption(result.decryption)]));
  changes.accountData = applyAccountData(tables, parsed);
  const facts = accountFacts(tables.account.accountData, tables.own);
  const applying: Applying = { tables, now, decrypted, facts };
  for (const room of parsed.rooms) applyOne(applying, room, changes, first);
  if (changes.accountData.some((type) => factTypes.includes(type))) {
    const done = new Set(parsed.rooms.map((room) => room.roomId));
    changes.rooms.push(...applyFacts(applying, done, changes.accountData.includes('m.ignored_user_list')));
  }
  tables.account.saveMeta('sync-token', parsed.nextBatch);
  tables.account.saveMeta('synced-at', String(now));
  return changes;
}
