import type { EventRecord, ParsedRoom, ParsedSync, StagedSync, SyncCryptoPart } from '../../records/index.ts';
import { membershipOf, parseSync } from '../../records/index.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';

/** How many encrypted events are decrypted before a commit; the others wait until their room is opened. */
const perRoom = { first: 1, later: 5 };
const inAll = 200;

const waits = (event: EventRecord): boolean => event.decryption.status === 'pending';

/** The newest encrypted events of each room; of rooms with news first those with the newest. */
function pickEncrypted(rooms: ParsedRoom[], most: number): EventRecord[] {
  const picked = rooms.map((room) => room.timeline.filter(waits).slice(-most)).filter((events) => events.length > 0);
  const newestFirst = picked.sort((a, b) => (b.at(-1)?.sentAt ?? 0) - (a.at(-1)?.sentAt ?? 0));
  return newestFirst.flat().slice(0, inAll);
}

const eventsOf = (room: ParsedRoom): EventRecord[] => [...room.state, ...room.timeline].filter((event) => event.stateKey !== null);

const encryptionOf = (room: ParsedRoom): EventRecord | undefined =>
  eventsOf(room).findLast((event) => event.type === 'm.room.encryption' && event.stateKey === '');

function encryptionEvents(rooms: ParsedRoom[]): SyncCryptoPart['encryptionEvents'] {
  return rooms.flatMap((room) => {
    const event = room.section === 'join' ? encryptionOf(room) : undefined;
    return event ? [{ roomId: room.roomId, content: event.content }] : [];
  });
}

type RowOf = (roomId: ParsedRoom['roomId']) => RoomRow | null;

function memberships(rooms: ParsedRoom[], rowOf: RowOf): SyncCryptoPart['memberships'] {
  const encrypted = rooms.filter((room) => encryptionOf(room) ?? rowOf(room.roomId)?.record.encrypted);
  return encrypted.flatMap((room) =>
    eventsOf(room)
      .filter((event) => event.type === 'm.room.member')
      .map((event) => ({
        roomId: room.roomId,
        userId: event.stateKey as EventRecord['sender'],
        membership: membershipOf(event.content),
      })),
  );
}

/** Parses a sync answer and tells what main must do before it is committed. */
export function stage(tables: Tables, body: Uint8Array, stageId: number): { parsed: ParsedSync; staged: StagedSync } {
  const first = tables.account.meta('sync-token') === null;
  // Before the first answer no room is known: a thousand of them need not be looked for.
  const rowOf: RowOf = first ? () => null : tables.rooms.row;
  const parsed = parseSync(body, (roomId) => rowOf(roomId)?.record.version ?? null);
  const crypto = { ...parsed.crypto, encryptionEvents: encryptionEvents(parsed.rooms), memberships: memberships(parsed.rooms, rowOf) };
  const toDecrypt = pickEncrypted(parsed.rooms, first ? perRoom.first : perRoom.later);
  return { parsed, staged: { stageId, nextBatch: parsed.nextBatch, crypto, toDecrypt, skipped: parsed.skipped } };
}
