import type { SqlDatabase } from '../../store/index.ts';
import { lastMapId, loadSchema, removeSchema, saveSchema, type DatabaseInfo, type MapInfo } from './schema.ts';
import { StoredMaps } from './stored-map.ts';

/** The IndexedDB tables of one database file. */
export class IdbFile {
  readonly maps: StoredMaps;
  readonly #sql: SqlDatabase;
  readonly #atomically: (work: () => void) => void;
  #lastMap: number;

  constructor(sql: SqlDatabase) {
    this.#sql = sql;
    this.maps = new StoredMaps(sql);
    this.#atomically = sql.transaction((work: () => void) => work());
    this.#lastMap = lastMapId(sql);
  }

  /** One SQL transaction: all of it, or nothing. */
  atomically(work: () => void): void {
    this.#atomically(work);
  }

  newMap(): MapInfo {
    this.#lastMap += 1;
    return { id: this.#lastMap, size: 0 };
  }

  schema(name: string): DatabaseInfo {
    return loadSchema(this.#sql, name);
  }

  saveSchema(info: DatabaseInfo): void {
    saveSchema(this.#sql, info);
  }

  removeDatabase(name: string): void {
    this.atomically(() => removeSchema(this.#sql, name));
  }
}
