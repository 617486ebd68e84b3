import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptionSettings,
  DeviceId,
  EncryptionSettings,
  initAsync,
  OlmMachine,
  RoomId,
  StoreHandle,
  TrustRequirement,
  UserId,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { mountIndexedDb, unmountIndexedDb } from '../../main/crypto/indexeddb/index.ts';
import { openPreciousStore, type PreciousStore } from '../../main/store/index.ts';

const key = new Uint8Array(32).fill(5);
const user = '@bench:example.org';
const room = '!bench:example.org';
const messages = 500;
const rounds = 3;
const sessions = 100_000;

interface Times {
  encrypt: number;
  decrypt: number;
}

async function openMachine(prefix: string | null): Promise<OlmMachine> {
  const handle = await StoreHandle.open(prefix, null);
  const machine = await OlmMachine.initFromStore(new UserId(user), new DeviceId('BENCH'), handle);
  handle.free(); // it would hold the store open
  return machine;
}

/** Milliseconds from `start` for each of `messages`. */
const each = (start: number): number => (performance.now() - start) / messages;

/** Encrypts and decrypts messages of one session with one engine. */
async function talk(machine: OlmMachine): Promise<Times> {
  const settings = new EncryptionSettings();
  settings.rotationPeriodMessages = 100_000n;
  await machine.shareRoomKey(new RoomId(room), [new UserId(user)], settings);
  const wire: string[] = [];
  let start = performance.now();
  for (let n = 0; n < messages; n++) {
    const content = await machine.encryptRoomEvent(
      new RoomId(room),
      'm.room.message',
      JSON.stringify({ msgtype: 'm.text', body: `message ${n}` }),
    );
    wire.push(`{"event_id":"$${n}","type":"m.room.encrypted","sender":"${user}","origin_server_ts":${n},"content":${content}}`);
  }
  const encrypt = each(start);
  start = performance.now();
  for (const event of wire)
    (await machine.decryptRoomEvent(event, new RoomId(room), new DecryptionSettings(TrustRequirement.Untrusted))).free();
  return { encrypt, decrypt: each(start) };
}

const least = (times: number[]): number => Math.min(...times);
const best = (all: Times[]): Times => ({ encrypt: least(all.map((one) => one.encrypt)), decrypt: least(all.map((one) => one.decrypt)) });

/** The same work in turns on the memory store and on ours, so that both meet the same load of the machine. */
async function compareStores(folder: string): Promise<{ memory: Times; ours: Times }> {
  const memory: Times[] = [];
  const ours: Times[] = [];
  for (let round = 0; round < rounds; round++) {
    const inMemory = await openMachine(null);
    memory.push(await talk(inMemory));
    inMemory.close();
    const store = openPreciousStore(join(folder, `talk${round}.db`), key);
    mountIndexedDb('talk', store.sql);
    const onDisk = await openMachine('talk');
    ours.push(await talk(onDisk));
    await closeMachine(onDisk, 'talk', store);
  }
  return { memory: best(memory), ours: best(ours) };
}

async function closeMachine(machine: OlmMachine, prefix: string, store: PreciousStore): Promise<void> {
  machine.close();
  await unmountIndexedDb(prefix);
  store.close();
}

/** Copies the one inbound session of the store under keys of their own, with its index entries. */
function multiplySessions(store: PreciousStore): void {
  const { sql } = store;
  const one = sql
    .prepare<[], { id: number }>("SELECT id FROM idb_map WHERE store_name = 'inbound_group_sessions3'")
    .all()
    .map((map) => map.id);
  const copy = sql.prepare(`
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
    INSERT INTO idb_record SELECT map_id, CAST(substr(key, 1, length(key) - 13) || printf('%012d', n) || substr(key, -1) AS BLOB), value
    FROM (SELECT map_id, key, value FROM idb_record WHERE map_id = ? LIMIT 1), n`);
  sql.transaction(() => {
    for (const id of one) copy.run(sessions - 1, id);
    sql
      .prepare("UPDATE idb_map SET size = (SELECT count(*) FROM idb_record WHERE map_id = id) WHERE store_name = 'inbound_group_sessions3'")
      .run();
  })();
}

/** Opens a store of very many sessions anew; milliseconds, and the memory that it took, in MiB. */
async function openLarge(folder: string): Promise<{ openMs: number; heldMib: number; sessions: number }> {
  const path = join(folder, 'large.db');
  const first = openPreciousStore(path, key);
  mountIndexedDb('large', first.sql);
  const machine = await openMachine('large');
  await talk(machine);
  await closeMachine(machine, 'large', first);
  const copied = openPreciousStore(path, key);
  multiplySessions(copied);
  copied.close();
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const store = openPreciousStore(path, key);
  mountIndexedDb('large', store.sql);
  const large = await openMachine('large');
  const openMs = performance.now() - start;
  const heldMib = (process.memoryUsage().rss - before) / 1024 / 1024;
  const { total } = await large.roomKeyCounts();
  await closeMachine(large, 'large', store);
  return { openMs, heldMib, sessions: total };
}

/** Cost of the durable store: the engine's own time with the memory store is the measure. */
export async function run(): Promise<{ name: string; metrics: Record<string, number>; ratios: Record<string, number> }> {
  await initAsync();
  const folder = mkdtempSync(join(tmpdir(), 'bench-crypto-'));
  try {
    const { memory, ours } = await compareStores(folder);
    const large = await openLarge(folder);
    return {
      name: 'crypto',
      metrics: {
        memoryEncryptMs: memory.encrypt,
        memoryDecryptMs: memory.decrypt,
        encryptMs: ours.encrypt,
        decryptMs: ours.decrypt,
        openSessions: large.sessions,
        openMs: large.openMs,
        openHeldMib: large.heldMib,
      },
      ratios: { encrypt: ours.encrypt / memory.encrypt, decrypt: ours.decrypt / memory.decrypt, open: large.openMs / 1000 },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
