import { openDb } from './databases.ts';
import { randomKey, type Random } from './random.ts';

type Ranges = typeof IDBKeyRange;
type Log = unknown[];

const value = (random: Random): Record<string, unknown> => ({
  by: random.below(4) === 0 ? undefined : randomKey(random, 2),
  tags: Array.from({ length: random.below(4) }, () => randomKey(random, 3)),
  deep: { flag: random.below(3) },
  unique: random.below(40),
});

function query(random: Random, ranges: Ranges): IDBValidKey | IDBKeyRange | undefined {
  const [a, b] = [randomKey(random), randomKey(random)].sort((x, y) => indexedDbOrder(x, y));
  const open = [random.below(2) === 0, random.below(2) === 0] as const;
  const kind = random.below(5);
  if (kind === 0) return undefined;
  if (kind === 1) return a;
  if (kind === 2 || indexedDbOrder(a, b) === 0) return ranges.lowerBound(a, open[0]);
  if (kind === 3) return ranges.upperBound(a, open[1]);
  return ranges.bound(a, b, ...open);
}

let indexedDbOrder: (a: unknown, b: unknown) => number = () => 0;

/** Outcome of a request: its result, or the name of its error, which does not end the transaction. */
function note(log: Log, request: IDBRequest, then?: () => void): void {
  request.onsuccess = () => {
    if (then) then();
    else log.push(request.result ?? null);
  };
  request.onerror = (event) => {
    log.push(request.error?.name);
    event.preventDefault();
  };
}

function walk(log: Log, random: Random, source: IDBObjectStore | IDBIndex, ranges: Ranges, writable: boolean): void {
  const request = source.openCursor(query(random, ranges) ?? null, random.pick(['next', 'prev'] as const));
  let left = random.below(8);
  note(log, request, () => {
    const cursor = request.result;
    if (!cursor) return void log.push('end');
    log.push([cursor.key, cursor.primaryKey, cursor.value]);
    const action = writable ? random.below(4) : 3;
    if (action === 0) note(log, cursor.delete());
    if (action === 1) note(log, cursor.update(value(random)));
    if (left-- <= 0) return;
    if (random.below(4) === 0) cursor.advance(1 + random.below(3));
    else cursor.continue();
  });
}

function change(log: Log, random: Random, store: IDBObjectStore, ranges: Ranges): void {
  const kind = random.below(20);
  if (kind < 11) note(log, store.put(value(random), randomKey(random)));
  else if (kind < 15) note(log, store.add(value(random), randomKey(random)));
  else if (kind < 18) note(log, store.delete(query(random, ranges) ?? randomKey(random)));
  else if (kind === 18 && random.below(4) === 0) note(log, store.clear());
  else walk(log, random, random.below(2) ? store : store.index(random.pick(['by', 'tags', 'unique'])), ranges, true);
}

function look(log: Log, random: Random, store: IDBObjectStore, ranges: Ranges): void {
  const source = random.below(2) ? store : store.index(random.pick(['by', 'tags', 'pair', 'unique']));
  const where = query(random, ranges);
  const kind = random.below(6);
  if (kind === 0) note(log, source.get(where ?? randomKey(random)));
  else if (kind === 1) note(log, source.getAll(where ?? null, random.below(4)));
  else if (kind === 2) note(log, source.getAllKeys(where ?? null, random.below(4)));
  else if (kind === 3) note(log, source.count(where));
  else if (kind === 4) note(log, source.getKey(where ?? randomKey(random)));
  else walk(log, random, source, ranges, false);
}

function transact(log: Log, random: Random, db: IDBDatabase, ranges: Ranges): Promise<void> {
  const mode = random.below(3) === 0 ? 'readonly' : 'readwrite';
  const transaction = db.transaction(['one', 'two'], mode);
  const ended = new Promise<void>((resolve) => {
    transaction.oncomplete = () => resolve(void log.push('complete'));
    transaction.onabort = () => resolve(void log.push('abort'));
  });
  for (let count = 1 + random.below(6); count > 0; count--) {
    const store = transaction.objectStore(random.pick(['one', 'two']));
    if (mode === 'readwrite' && random.below(3) > 0) change(log, random, store, ranges);
    else look(log, random, store, ranges);
  }
  if (random.below(6) === 0) transaction.objectStore('one').count().onsuccess = () => transaction.abort();
  return ended;
}

function makeStores(db: IDBDatabase): void {
  for (const name of ['one', 'two']) {
    const store = db.createObjectStore(name);
    store.createIndex('by', 'by');
    store.createIndex('tags', 'tags', { multiEntry: true });
    store.createIndex('pair', ['deep.flag', 'by']);
    store.createIndex('unique', 'unique', { unique: true });
  }
}

/** Plays a random story of `length` transactions; what every request answered. */
export async function playStory(factory: IDBFactory, ranges: Ranges, random: Random, length: number): Promise<Log> {
  indexedDbOrder = (a, b) => factory.cmp(a, b);
  const db = await openDb(factory, 1, makeStores);
  const log: Log = [];
  for (let count = 0; count < length; count++) await transact(log, random, db, ranges);
  const all = db.transaction(['one', 'two']);
  for (const name of ['one', 'two']) {
    const store = all.objectStore(name);
    for (const source of [store, ...[...store.indexNames].map((index) => store.index(index))]) {
      note(log, source.getAllKeys());
      note(log, source.getAll());
      note(log, source.count());
    }
  }
  await new Promise((resolve) => (all.oncomplete = resolve));
  db.close();
  return log;
}
