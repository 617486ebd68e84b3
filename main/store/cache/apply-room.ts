import type { EventId, UserId } from '../../../preload/contract/index.ts';
import type { DecryptionResult, EventRecord, JsonObject, ParsedRoom, RoomRecord } from '../../records/index.ts';
import { asObject, isEventId, membershipOf, redactionTarget } from '../../records/index.ts';
import type { AccountFacts } from './account-facts.ts';
import { assess, serverSees } from './assess.ts';
import { chunkStep } from './chunk-queries.ts';
import { applyReceipts, noteOwnEvents, readUpTo } from './own-reading.ts';
import { partingAfter } from './parting.ts';
import type { RoomRow } from './room-queries.ts';
import type { Described } from './state-queries.ts';
import { describedBy } from './state-queries.ts';
import type { Tables } from './tables.ts';

/** What a sync answer changed in a room. */
export interface RoomChange {
  room: RoomRow;
  events: EventRecord[];
  limited: boolean;
  receipts: boolean;
  /** Whom it names, each once. */
  members: UserId[];
  /** What describes a room that is new here; null where it is to be read. */
  described: Described | null;
}

export interface Applying {
  tables: Tables;
  now: number;
  decrypted: ReadonlyMap<string, DecryptionResult['decryption']>;
  facts: AccountFacts;
}

export const ownMembership = (parsed: ParsedRoom, own: string): EventRecord | undefined =>
  [...parsed.state, ...parsed.timeline].findLast((event) => event.type === 'm.room.member' && event.stateKey === own);

/** Our membership after an answer: `leave` also stands for a ban. */
function membershipAfter(parsed: ParsedRoom, own: string): RoomRecord['membership'] {
  if (parsed.section === 'join') return 'join';
  const event = ownMembership(parsed, own);
  return event && membershipOf(event.content) === 'ban' ? 'ban' : 'leave';
}

/** Coming back: what was known of the room may be old in every part. */
function enter({ tables, now }: Applying, room: RoomRow, parsed: ParsedRoom): void {
  if (room.saved !== null) tables.state.reset(room);
  room.record.membersComplete = false;
  room.ledger.heroes = null;
  room.ledger.joined = null;
  room.ledger.invited = null;
  room.ledger.leaving = false;
  room.ledger.memberSince = Math.min(ownMembership(parsed, tables.own)?.sentAt ?? 0, now);
}

function applyState({ tables, now }: Applying, room: RoomRow, parsed: ParsedRoom): Pick<RoomChange, 'members' | 'described'> {
  const events = parsed.stateIsAfter ? parsed.state : [...parsed.state, ...parsed.timeline.filter((event) => event.stateKey !== null)];
  const members = events.filter((event) => tables.state.put(room, event, now)).map((event) => event.stateKey as UserId);
  // A redaction may have taken some of it away again.
  const isWhole = room.saved === null && !parsed.timeline.some((event) => redactionTarget(event) !== null);
  return { members: [...new Set(members)], described: isWhole ? describedBy(events) : null };
}

/** The chunk that new events go to: a new one, with a hole before it, where events are missing in between. */
function chunkFor({ tables }: Applying, room: RoomRow, parsed: ParsedRoom, entered: boolean): number {
  const known =
    room.saved !== null && parsed.timeline.some((event) => tables.events.find(room, event.eventId)?.chunk === room.ledger.chunk);
  if (room.ledger.chunk >= 0 && (known || !(parsed.limited || entered))) return room.ledger.chunk;
  room.ledger.chunk = room.ledger.chunk < 0 ? 0 : room.ledger.chunk + chunkStep;
  const startsRoom = parsed.timeline[0]?.type === 'm.room.create';
  if (parsed.previousBatch !== null && !startsRoom)
    tables.timelines.putHole(room, { chunk: room.ledger.chunk, token: parsed.previousBatch });
  return room.ledger.chunk;
}

/** The event as it is kept: decrypted where it was, and with the redaction that a known room had waiting for it. */
function readyEvent({ tables, decrypted }: Applying, room: RoomRow, event: EventRecord): EventRecord {
  const decryption = event.decryption.status === 'pending' ? decrypted.get(`${event.roomId} ${event.eventId}`) : undefined;
  const ready = decryption ? { ...event, decryption } : event;
  return room.saved === null ? ready : tables.events.settled(room, ready);
}

/** Inserts events upwards, then applies the redactions among them; answers those that are new. */
function append(applying: Applying, room: RoomRow, parsed: ParsedRoom, chunk: number): EventRecord[] {
  const { tables } = applying;
  const ready = parsed.timeline.map((event) => readyEvent(applying, room, event));
  const kept = room.saved === null ? insertFirst(tables, room, ready, chunk) : insertEach(tables, room, ready, chunk);
  for (const event of kept) applyRedaction(tables, room, event);
  return kept;
}

function insertFirst(tables: Tables, room: RoomRow, ready: EventRecord[], chunk: number): EventRecord[] {
  const ids = new Set<EventId>();
  const kept = ready.filter(({ eventId }) => !ids.has(eventId) && ids.add(eventId));
  tables.events.insertFirst(room, kept, chunk);
  return kept;
}

function insertEach(tables: Tables, room: RoomRow, ready: EventRecord[], chunk: number): EventRecord[] {
  let index = tables.events.above(room, chunk);
  return ready.filter((event) => {
    const isNew = tables.events.insert(room, event, chunk, index);
    if (isNew) index += 1;
    return isNew;
  });
}

export function applyRedaction(tables: Tables, room: RoomRow, event: EventRecord): void {
  const target = redactionTarget(event);
  if (!target) return;
  const reason = event.content['reason'];
  tables.events.redact(room, target, { by: event.sender, reason: typeof reason === 'string' ? reason.slice(0, 1000) : null });
  tables.state.redact(room, target);
}

/** The counts of the server, and what push rules say of what is new. In a room that is new it is asked only where the server cannot answer. */
function applyCounts({ tables, facts }: Applying, room: RoomRow, { unread }: ParsedRoom, events: EventRecord[]): void {
  noteOwnEvents(tables, room, events);
  if (unread) {
    room.ledger.serverThreads = unread.threads.filter((thread) => thread.unread > 0);
    room.ledger.serverUnread = unread.count;
    room.ledger.serverMentions = unread.mentions;
  }
  const idle = unread?.count === 0 && unread.mentions === 0 && unread.threads.length === 0;
  if (room.saved === null && idle && serverSees(tables, room, facts)) return;
  assess(tables, room, events, facts);
}

function applyTags(room: RoomRow, content: JsonObject): void {
  const tags = asObject(content['tags']);
  const has = (name: string): boolean => Object.hasOwn(tags, name);
  room.record.tags = {
    favourite: has('m.favourite'),
    lowPriority: has('m.lowpriority'),
    ...(has('m.server_notice') ? { serverNotice: true } : {}),
  };
}

function applyAccountData({ tables }: Applying, room: RoomRow, parsed: ParsedRoom): void {
  for (const { type, content } of parsed.accountData) {
    if (type === 'm.tag') applyTags(room, content);
    if (type === 'm.marked_unread') room.ledger.marked.stable = content['unread'] === true;
    if (type === 'com.famedly.marked_unread') room.ledger.marked.unstable = content['unread'] === true;
    const marker = content['event_id'];
    if (type === 'm.fully_read' && isEventId(marker)) readUpTo(tables, room, marker);
  }
  const { stable, unstable } = room.ledger.marked;
  room.record.markedUnread = stable ?? unstable ?? room.record.markedUnread;
}

function applySummary(room: RoomRow, { summary }: ParsedRoom): void {
  room.ledger.heroes = summary.heroes ?? room.ledger.heroes;
  room.ledger.joined = summary.joined ?? room.ledger.joined;
  room.ledger.invited = summary.invited ?? room.ledger.invited;
}

/** Keeps what a sync answer says of a room that we are or were in. */
export function applyRoom(applying: Applying, parsed: ParsedRoom): RoomChange {
  const { tables } = applying;
  const room = tables.rooms.ensure(parsed.roomId, 'leave');
  const entered = parsed.section === 'join' && (room.saved === null || room.record.membership !== 'join');
  if (entered) enter(applying, room, parsed);
  room.record.parting = parsed.section === 'join' ? null : partingAfter(tables, room, ownMembership(parsed, tables.own));
  room.record.membership = membershipAfter(parsed, tables.own);
  const state = applyState(applying, room, parsed);
  const chunk = chunkFor(applying, room, parsed, entered);
  const events = append(applying, room, parsed, chunk);
  applySummary(room, parsed);
  applyCounts(applying, room, parsed, events);
  const receipts = applyReceipts(tables, room, parsed);
  applyAccountData(applying, room, parsed);
  return { room, events, limited: parsed.limited || entered, receipts, ...state };
}
