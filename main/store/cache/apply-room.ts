import type { EventId } from '../../../preload/contract/index.ts';
import type { DecryptionResult, EventRecord, JsonObject, ParsedRoom, RoomRecord } from '../../records/index.ts';
import { asObject, isEventId, membershipOf, readableEvent, redactionTarget, relationOf } from '../../records/index.ts';
import { chunkStep } from './chunk-queries.ts';
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
  members: boolean;
  /** What describes a room that is new here; null where it is to be read. */
  described: Described | null;
}

export interface Applying {
  tables: Tables;
  now: number;
  decrypted: ReadonlyMap<string, DecryptionResult['decryption']>;
}

const ownMembership = (parsed: ParsedRoom, own: string): EventRecord | undefined =>
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
  room.ledger.memberSince = Math.min(ownMembership(parsed, tables.own)?.sentAt ?? 0, now);
}

function applyState({ tables, now }: Applying, room: RoomRow, parsed: ParsedRoom): Pick<RoomChange, 'members' | 'described'> {
  const events = parsed.stateIsAfter ? parsed.state : [...parsed.state, ...parsed.timeline.filter((event) => event.stateKey !== null)];
  const members = events.map((event) => tables.state.put(room, event, now)).includes(true);
  // A redaction may have taken some of it away again.
  const isWhole = room.saved === null && !parsed.timeline.some((event) => redactionTarget(event) !== null);
  return { members, described: isWhole ? describedBy(events) : null };
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

/** Whether a decrypted message names the agent (spec 11.38, `m.mentions`); the server cannot see it. */
export function mentions(event: EventRecord, own: string): boolean {
  if (event.decryption.status !== 'ok' || event.sender === own || relationOf(event)?.relType === 'm.replace') return false;
  const { user_ids: users, room } = asObject(readableEvent(event).content['m.mentions']);
  return room === true || (Array.isArray(users) && users.includes(own));
}

function applyCounts({ tables }: Applying, room: RoomRow, parsed: ParsedRoom, events: EventRecord[]): void {
  const { ledger } = room;
  const spoke = events.findLastIndex((event) => event.sender === tables.own && event.stateKey === null);
  if (spoke >= 0) ledger.ownMentions = 0;
  ledger.ownMentions += events.slice(spoke + 1).filter((event) => mentions(event, tables.own)).length;
  if (!parsed.unread) return;
  room.record.threads = parsed.unread.threads.filter(({ unread }) => unread > 0);
  ledger.serverUnread = parsed.unread.count;
  ledger.serverMentions = parsed.unread.mentions;
  if (parsed.unread.count === 0) ledger.ownMentions = 0;
}

/** The later of two places; an event that is not stored is taken to be older. */
export function laterOf(tables: Tables, room: RoomRow, a: EventId | null, b: EventId): EventId {
  const [first, second] = [a === null ? null : tables.events.find(room, a), tables.events.find(room, b)];
  if (!first) return b;
  if (!second) return first.event_id;
  return first.chunk > second.chunk || (first.chunk === second.chunk && first.idx > second.idx) ? first.event_id : b;
}

function applyReceipts({ tables }: Applying, room: RoomRow, parsed: ParsedRoom): boolean {
  const told = parsed.receipts.filter((receipt) => receipt.threadId === null || receipt.threadId === 'main');
  for (const { userId, eventId, readAt } of told) {
    tables.receipts.put(room, userId, eventId, readAt);
    if (userId === tables.own) room.record.readMarker = laterOf(tables, room, room.record.readMarker, eventId);
  }
  return told.length > 0;
}

function applyTags(room: RoomRow, content: JsonObject): void {
  const tags = asObject(content['tags']);
  room.record.tags = { favourite: Object.hasOwn(tags, 'm.favourite'), lowPriority: Object.hasOwn(tags, 'm.lowpriority') };
}

function applyAccountData({ tables }: Applying, room: RoomRow, parsed: ParsedRoom): void {
  for (const { type, content } of parsed.accountData) {
    if (type === 'm.tag') applyTags(room, content);
    if (type === 'm.marked_unread') room.record.markedUnread = content['unread'] === true;
    const marker = content['event_id'];
    if (type === 'm.fully_read' && isEventId(marker)) room.record.readMarker = laterOf(tables, room, room.record.readMarker, marker);
  }
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
  room.record.membership = membershipAfter(parsed, tables.own);
  const state = applyState(applying, room, parsed);
  const chunk = chunkFor(applying, room, parsed, entered);
  const events = append(applying, room, parsed, chunk);
  applySummary(room, parsed);
  applyCounts(applying, room, parsed, events);
  const receipts = applyReceipts(applying, room, parsed);
  applyAccountData(applying, room, parsed);
  return { room, events, limited: parsed.limited || entered, receipts, ...state };
}
