import type { SqlDatabase } from '../../store/index.ts';

/** An ordered map in the file; `size` is the number of its committed records. */
export interface MapInfo {
  id: number;
  size: number;
}
export interface IndexInfo extends MapInfo {
  name: string;
  keyPath: string | string[];
  unique: boolean;
  multiEntry: boolean;
}
export interface StoreInfo extends MapInfo {
  name: string;
  indexes: Map<string, IndexInfo>;
}
export interface DatabaseInfo {
  name: string;
  /** 0: it does not exist. */
  version: number;
  stores: Map<string, StoreInfo>;
}

interface MapRow {
  id: number;
  store_name: string;
  index_name: string | null;
  key_path: string | null;
  is_unique: number;
  multi_entry: number;
  size: number;
}

const indexOf = (row: MapRow, name: string): IndexInfo => ({
  id: row.id,
  size: row.size,
  name,
  keyPath: JSON.parse(row.key_path ?? '""') as string | string[],
  unique: row.is_unique === 1,
  multiEntry: row.multi_entry === 1,
});

function storesOf(rows: MapRow[]): Map<string, StoreInfo> {
  const stores = new Map<string, StoreInfo>();
  for (const row of rows) {
    if (row.index_name === null) stores.set(row.store_name, { id: row.id, size: row.size, name: row.store_name, indexes: new Map() });
  }
  for (const row of rows) {
    if (row.index_name !== null) stores.get(row.store_name)?.indexes.set(row.index_name, indexOf(row, row.index_name));
  }
  return stores;
}

/** What the file holds of a database; version 0 and no stores where there is none. */
export function loadSchema(sql: SqlDatabase, name: string): DatabaseInfo {
  const version = sql.prepare<[string], number>('SELECT version FROM idb_database WHERE name = ?').pluck().get(name) ?? 0;
  const rows = sql.prepare<[string], MapRow>('SELECT * FROM idb_map WHERE database = ? ORDER BY id').all(name);
  return { name, version, stores: storesOf(rows) };
}

const mapsOf = (info: DatabaseInfo): MapInfo[] => [...info.stores.values()].flatMap((store) => [store, ...store.indexes.values()]);

/** Removes maps that `info` no longer has, with their records. Called inside a SQL transaction. */
function removeMaps(sql: SqlDatabase, info: DatabaseInfo): void {
  const kept = new Set(mapsOf(info).map((map) => map.id));
  const ids = sql.prepare<[string], number>('SELECT id FROM idb_map WHERE database = ?').pluck().all(info.name);
  for (const id of ids.filter((each) => !kept.has(each))) {
    sql.prepare('DELETE FROM idb_record WHERE map_id = ?').run(id);
    sql.prepare('DELETE FROM idb_map WHERE id = ?').run(id);
  }
}

/** Writes stores and indexes after an upgrade. Called inside a SQL transaction. */
export function saveSchema(sql: SqlDatabase, info: DatabaseInfo): void {
  sql
    .prepare('INSERT INTO idb_database (name, version) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version')
    .run(info.name, info.version);
  removeMaps(sql, info);
  const add = sql.prepare('INSERT OR IGNORE INTO idb_map VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (const store of info.stores.values()) {
    add.run(store.id, info.name, store.name, null, null, 0, 0, store.size);
    for (const index of store.indexes.values()) {
      add.run(index.id, info.name, store.name, index.name, JSON.stringify(index.keyPath), +index.unique, +index.multiEntry, index.size);
    }
  }
}

/** Removes a database. Called inside a SQL transaction. */
export function removeSchema(sql: SqlDatabase, name: string): void {
  removeMaps(sql, { name, version: 0, stores: new Map() });
  sql.prepare('DELETE FROM idb_database WHERE name = ?').run(name);
}

/** An id that no map of the file has. */
export const lastMapId = (sql: SqlDatabase): number =>
  sql.prepare<[], number>('SELECT coalesce(max(id), 0) FROM idb_map').pluck().get() ?? 0;
