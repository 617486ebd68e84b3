import type { SqlDatabase } from '../../store/index.ts';
import type { Span } from './key-range.ts';
import type { SortKey } from './keys.ts';

export interface Entry {
  key: SortKey;
  value: Uint8Array;
}
export type Direction = 'next' | 'prev';

type Row = [key: Uint8Array, value: Uint8Array];

const blob = (key: SortKey): Buffer => Buffer.from(key, 'latin1');
const entry = ([key, value]: Row): Entry => ({ key: Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1'), value });

const inSpan = 'map_id = ? AND key >= ? AND key < ?';

function prepare(sql: SqlDatabase) {
  return {
    get: sql.prepare<[number, Buffer], Uint8Array>('SELECT value FROM idb_record WHERE map_id = ? AND key = ?').pluck(),
    has: sql.prepare<[number, Buffer], number>('SELECT 1 FROM idb_record WHERE map_id = ? AND key = ?').pluck(),
    next: sql
      .prepare<[number, Buffer, Buffer, number], Row>(`SELECT key, value FROM idb_record WHERE ${inSpan} ORDER BY key LIMIT ? + 0`)
      .raw(),
    prev: sql
      .prepare<[number, Buffer, Buffer, number], Row>(`SELECT key, value FROM idb_record WHERE ${inSpan} ORDER BY key DESC LIMIT ? + 0`)
      .raw(),
    count: sql.prepare<[number, Buffer, Buffer], number>(`SELECT count(*) FROM idb_record WHERE ${inSpan}`).pluck(),
    put: sql.prepare<[number, Buffer, Uint8Array]>(
      'INSERT INTO idb_record VALUES (?, ?, ?) ON CONFLICT (map_id, key) DO UPDATE SET value = excluded.value',
    ),
    remove: sql.prepare<[number, Buffer]>('DELETE FROM idb_record WHERE map_id = ? AND key = ?'),
    clear: sql.prepare<[number]>('DELETE FROM idb_record WHERE map_id = ?'),
    resize: sql.prepare<[number, number]>('UPDATE idb_map SET size = ? WHERE id = ?'),
  };
}
type Statements = ReturnType<typeof prepare>;

/** The ordered maps of one database file, as committed. Ranges are read by key and limit, never whole. */
export class StoredMaps {
  readonly #statements: Statements;

  constructor(sql: SqlDatabase) {
    this.#statements = prepare(sql);
  }

  get(map: number, key: SortKey): Uint8Array | undefined {
    return this.#statements.get.get(map, blob(key));
  }

  has(map: number, key: SortKey): boolean {
    return this.#statements.has.get(map, blob(key)) !== undefined;
  }

  /** The first `limit` entries of the span, from its end where `direction` is `prev`. */
  list(map: number, span: Span, direction: Direction, limit: number): Entry[] {
    const statement = direction === 'next' ? this.#statements.next : this.#statements.prev;
    return statement.all(map, blob(span.from), blob(span.to), limit).map(entry);
  }

  count(map: number, span: Span): number {
    return this.#statements.count.get(map, blob(span.from), blob(span.to)) ?? 0;
  }

  put(map: number, key: SortKey, value: Uint8Array): void {
    this.#statements.put.run(map, blob(key), value);
  }

  remove(map: number, key: SortKey): void {
    this.#statements.remove.run(map, blob(key));
  }

  clear(map: number): void {
    this.#statements.clear.run(map);
  }

  resize(map: number, size: number): void {
    this.#statements.resize.run(size, map);
  }
}
