import type { Migration } from '../../open/migrations.ts';

/**
 * Tables of `main/crypto/indexeddb`. A map is an object store, or one of its indexes (`index_name`
 * set); both are ordered lists of bytes to bytes in `idb_record`. `size` counts their records, so
 * that no count has to read them.
 */
export const indexedDb: Migration = {
  number: 2,
  name: 'indexed-db',
  sql: `
    CREATE TABLE idb_database (
      name TEXT PRIMARY KEY,
      version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE idb_map (
      id INTEGER PRIMARY KEY,
      database TEXT NOT NULL REFERENCES idb_database (name),
      store_name TEXT NOT NULL,
      index_name TEXT,
      key_path TEXT,
      is_unique INTEGER NOT NULL,
      multi_entry INTEGER NOT NULL,
      size INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE idb_record (
      map_id INTEGER NOT NULL,
      key BLOB NOT NULL,
      value BLOB NOT NULL,
      PRIMARY KEY (map_id, key)
    ) STRICT;
  `,
};
