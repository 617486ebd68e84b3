import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type { Membership, RoomRecord, ThreadUnread } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';

/** A room as the other tables name it. */
export interface RoomKey {
  id: number;
  roomId: RoomId;
}

/** What is kept of a room beside its record, to make the record again. */
export interface RoomLedger {
  /** Newest chunk of the timeline; -1 before the first. */
  chunk: number;
  heroes: UserId[] | null;
  joined: number | null;
  invited: number | null;
  serverUnread: number;
  serverMentions: number;
  serverThreads: ThreadUnread[];
  /** All that is unread was looked at by push rules here; false in rooms that are stored since before that was so. */
  counted: boolean;
  /** Our newest receipt that speaks of the whole room, threads included. */
  readAll: EventId | null;
  /** Receipts of ours for messages that are not stored: the place is not known yet. */
  toldReads: EventId[];
  /** Where we wrote last, or came in: read up to there. */
  spoke: EventId | null;
  /** Threads with messages that push rules notify of, where the server cannot see it. */
  threadNews: EventId[];
  /** `m.marked_unread` and its unstable name, as far as they were told (MSC2867). */
  marked: { stable?: boolean; unstable?: boolean };
  /** When we joined or were invited. */
  memberSince: number;
  /** The agent is leaving it from here. */
  leaving: boolean;
}

export interface RoomRow extends RoomKey {
  record: RoomRecord;
  ledger: RoomLedger;
  /** Text of the record as it stands in the file; null for a new row. */
  saved: string | null;
}

interface Stored {
  id: number;
  room_id: RoomId;
  record: string;
  ledger: string;
}

const emptyLedger: RoomLedger = {
  chunk: -1,
  heroes: null,
  joined: null,
  invited: null,
  serverUnread: 0,
  serverMentions: 0,
  serverThreads: [],
  counted: true,
  readAll: null,
  toldReads: [],
  spoke: null,
  threadNews: [],
  marked: {},
  memberSince: 0,
  leaving: false,
};

/** Of rows that were written before all of it was kept. */
const olderLedger: RoomLedger = { ...emptyLedger, counted: false };

const emptyRecord = (roomId: RoomId, membership: Membership): RoomRecord => ({
  roomId,
  membership,
  name: null,
  topic: '',
  avatarMxc: null,
  encrypted: false,
  accessRule: null,
  forcedUnencrypted: false,
  joinRule: 'invite',
  historyVisibility: 'shared',
  version: '1',
  heroes: [],
  joinedCount: 0,
  invitedCount: 0,
  inviter: null,
  directUserId: null,
  tags: { favourite: false, lowPriority: false },
  mode: null,
  muted: false,
  unread: 0,
  mentions: 0,
  uncounted: false,
  threads: [],
  markedUnread: false,
  preview: null,
  activityAt: 0,
  readMarker: null,
  membersComplete: false,
  type: null,
  successor: null,
  predecessor: null,
  retentionMs: null,
  children: [],
  requests: 0,
  parting: null,
  power: { own: 0, invite: 0, send: 0, redact: 50, pin: 50, notifyRoom: 50, kick: 50, children: 50 },
});

const toRow = (stored: Stored): RoomRow => ({
  id: stored.id,
  roomId: stored.room_id,
  record: JSON.parse(stored.record) as RoomRecord,
  ledger: { ...olderLedger, ...(JSON.parse(stored.ledger) as RoomLedger) },
  saved: stored.record,
});

/** The room table: one row holds all that the room list needs. */
export function roomQueries(db: SqlDatabase) {
  const find = db.prepare<[string], Stored>('SELECT * FROM room WHERE room_id = ?');
  const listed = db
    .prepare<[], string>("SELECT record FROM room WHERE membership IN ('join', 'invite', 'knock') OR record ->> '$.parting' IS NOT NULL")
    .pluck();
  const forget = db.prepare('DELETE FROM room WHERE room_id = ?');
  const all = db.prepare<[], Stored>('SELECT * FROM room');
  const insert = db.prepare('INSERT INTO room (room_id, membership, record, ledger) VALUES (?, ?, ?, ?)');
  const update = db.prepare('UPDATE room SET membership = ?, record = ?, ledger = ? WHERE id = ?');
  const row = (roomId: RoomId): RoomRow | null => {
    const stored = find.get(roomId);
    return stored ? toRow(stored) : null;
  };
  return {
    row,
    /** The row of a room, made where there is none. */
    ensure(roomId: RoomId, membership: Membership): RoomRow {
      const known = row(roomId);
      if (known) return known;
      const record = emptyRecord(roomId, membership);
      // `save` writes both before the transaction ends.
      const id = Number(insert.run(roomId, membership, '', '').lastInsertRowid);
      return { id, roomId, record, ledger: { ...emptyLedger }, saved: null };
    },
    /** Keeps a row; true where the record differs from what was there. */
    save(room: RoomRow): boolean {
      const text = JSON.stringify(room.record);
      update.run(room.record.membership, text, JSON.stringify(room.ledger), room.id);
      const changed = text !== room.saved;
      room.saved = text;
      return changed;
    },
    /** Removes a room and all that is kept of it. */
    forget: (roomId: RoomId): void => void forget.run(roomId),
    /** Text of the records of the list, as it stands in the file: two thousand of them are read once, by whoever asks. */
    listed: (): string => `[${listed.all().join(',')}]`,
    all: (): RoomRow[] => all.all().map(toRow),
  };
}
