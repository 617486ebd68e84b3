import type { RoomId } from '../../../preload/contract/index.ts';
import { asObject, readableEvent } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { EventRow } from './event-rows.ts';
import { toEvent } from './event-rows.ts';
import { facet, facetsOf, searchableOf } from './searchable.ts';
import type { SearchHit, SearchWanted, SearchWord } from './types.ts';

type RowInRoom = EventRow & { room: number; room_id: RoomId };
/** Places in one millisecond. */
const placesInMs = 1024;
/** Beyond it (year 2223) a place would not be an exact number. */
const lastMs = 8e12;
const firstPlaceOf = (ms: number): number => Math.min(Math.max(0, Math.floor(ms)), lastMs) * placesInMs;

function statements(db: SqlDatabase) {
  return {
    todo: db.prepare<[number], RowInRoom>(
      `SELECT event.*, room.room_id FROM search_todo CROSS JOIN event ON event.id = search_todo.event JOIN room ON room.id = event.room
       ORDER BY search_todo.event DESC LIMIT ? + 0`,
    ),
    left: db.prepare<[], { left: number }>('SELECT EXISTS (SELECT 1 FROM search_todo) AS left'),
    count: db.prepare<[], { count: number }>('SELECT count(*) AS count FROM search_todo'),
    done: db.prepare('DELETE FROM search_todo WHERE event = ?'),
    target: db.prepare<[RoomId, number, string], RowInRoom>('SELECT *, ? AS room_id FROM event WHERE room = ? AND event_id = ?'),
    edits: db.prepare<[number, string, string], EventRow>(
      "SELECT * FROM event WHERE room = ? AND rel_target = ? AND rel_type = 'm.replace' AND sender = ? AND redaction IS NULL ORDER BY +sent_at DESC LIMIT 1",
    ),
    placeOf: db.prepare<[number], { place: number }>('SELECT place FROM search_entry WHERE event = ?'),
    taken: db.prepare<[number, number], { place: number | null }>(
      'SELECT max(place) AS place FROM search_entry WHERE place >= ? AND place < ?',
    ),
    enter: db.prepare('INSERT INTO search_entry VALUES (?, ?)'),
    leave: db.prepare('DELETE FROM search_entry WHERE event = ?'),
    insert: db.prepare('INSERT INTO search (rowid, body, facet) VALUES (?, ?, ?)'),
    remove: db.prepare('DELETE FROM search WHERE rowid = ?'),
    find: db.prepare<[string, number, number, number], RowInRoom & { place: number }>(
      `SELECT event.*, room.room_id, hit.place FROM
         (SELECT rowid AS place FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ? + 0) AS hit
       CROSS JOIN search_entry ON search_entry.place = hit.place CROSS JOIN event ON event.id = search_entry.event
       CROSS JOIN room ON room.id = event.room ORDER BY hit.place DESC`,
    ),
    rooms: db.prepare<[string], { id: number }>('SELECT id FROM room WHERE room_id = ?'),
  };
}

/** A word between quotes is only a word to FTS5, whatever is in it; a NUL would end the whole expression. */
const quoted = ({ text, prefix }: SearchWord): string => `"${text.replaceAll('\0', ' ').replaceAll('"', '""')}"${prefix ? ' *' : ''}`;

function matchOf({ words, kinds, link, sender }: SearchWanted, room: number | null): string {
  const facets = [
    ...(room === null ? [] : [facet.room(room)]),
    ...(sender === null ? [] : [facet.sender(sender)]),
    ...(link ? [facet.link] : []),
  ].map((one) => `"${one}"`);
  if (kinds.length > 0) facets.push(`(${kinds.map((kind) => `"${facet.kind(kind)}"`).join(' OR ')})`);
  return [...words.map((word) => `body : ${quoted(word)}`), ...facets.map((one) => `facet : ${one}`)].join(' AND ');
}

/** The full-text index: what waits to be indexed, and what is asked of it. */
export function searchQueries(db: SqlDatabase) {
  const sql = statements(db);
  const drop = (event: number): void => {
    const entry = sql.placeOf.get(event);
    if (!entry) return;
    sql.remove.run(entry.place);
    sql.leave.run(event);
  };
  /** What the author made of a message last; who else edits it changes nothing (spec 11.24). */
  const editOf = (row: RowInRoom): { [name: string]: unknown } | null => {
    const edit = sql.edits.get(row.room, row.event_id, row.sender);
    if (!edit) return null;
    const content = asObject(readableEvent(toEvent(edit, row.room_id)).content['m.new_content']);
    return typeof content['body'] === 'string' ? content : null;
  };
  const index = (row: RowInRoom): void => {
    drop(row.id);
    const searchable = searchableOf(toEvent(row, row.room_id), editOf(row));
    if (!searchable) return;
    const first = firstPlaceOf(row.sent_at);
    const place = (sql.taken.get(first, first + placesInMs)?.place ?? first - 1) + 1;
    sql.enter.run(row.id, place);
    sql.insert.run(place, searchable.body, facetsOf(row.room, row.sender, searchable));
  };
  return {
    /** Indexes up to `limit` messages that came or changed, the newest first; true where more wait. */
    step(limit: number): boolean {
      for (const row of sql.todo.all(limit)) {
        sql.done.run(row.id);
        // An edit is found as the message that it changes.
        const edited = row.rel_type === 'm.replace' && row.rel_target !== null;
        const subject = edited ? sql.target.get(row.room_id, row.room, row.rel_target ?? '') : row;
        if (subject) index(subject);
      }
      return sql.left.get()?.left === 1;
    },
    /** Messages that wait to be indexed. */
    waiting: (): number => sql.count.get()?.count ?? 0,
    /** Hits, newest first. Nothing for a room that is not stored. */
    find(wanted: SearchWanted): SearchHit[] {
      const room = wanted.roomId === null ? null : (sql.rooms.get(wanted.roomId)?.id ?? -1);
      const from = wanted.from === null ? 0 : firstPlaceOf(wanted.from);
      const until = Math.min(
        wanted.before ?? Number.MAX_SAFE_INTEGER,
        wanted.to === null ? Number.MAX_SAFE_INTEGER : firstPlaceOf(wanted.to),
      );
      const match = matchOf(wanted, room);
      if (match === '') return [];
      const rows = sql.find.all(match, from, until, wanted.limit);
      return rows.map((row) => {
        const event = toEvent(row, row.room_id);
        return { event, body: searchableOf(event, editOf(row))?.body ?? '', place: row.place };
      });
    },
  };
}
