import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import { Agent, textOf } from '../../../test/crypto/agent.ts';
import { startFaultProxy, type FaultProxy } from '../../../test/fault/index.ts';
import { startHomeserver, type Homeserver, type TestUser } from '../../../test/homeserver/index.ts';
import { until } from '../../../test/peer/index.ts';
import type { BackupState } from '../../matrix/index.ts';
import type { JsonObject } from '../../records/index.ts';

let server: Homeserver;
let proxy: FaultProxy;
let users = 0;
const opened: Agent[] = [];
beforeAll(async () => {
  server = await startHomeserver();
  proxy = await startFaultProxy(server.url);
});
afterEach(async () => {
  proxy.clear();
  await Promise.all(opened.splice(0).map((agent) => agent.close()));
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

const never = new AbortController().signal;
const newUser = (): Promise<TestUser> => server.registerUser(`sauvegarde${(users += 1)}`);
/** A device of the user whose requests go over the proxy. */
async function device(user: TestUser, rooms: RoomId[] = []): Promise<Agent> {
  const path = join(mkdtempSync(join(tmpdir(), 'backup-')), 'precious.db');
  const agent = await Agent.open({ ...(await server.signIn(user)), url: proxy.url, path }, rooms);
  opened.push(agent);
  await agent.sync();
  return agent;
}

async function encryptedRoom(agent: Agent): Promise<RoomId> {
  const answer = await agent.request('POST', '/createRoom', {
    preset: 'private_chat',
    initial_state: [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
  });
  await agent.sync();
  return textOf(answer['room_id']) as RoomId;
}

const stands = (agent: Agent, holds: (state: BackupState) => boolean): Promise<BackupState> =>
  until('the backup stands so', () => {
    const state = agent.crypto.backup.state();
    return holds(state) ? state : null;
  });

const serverCount = async (agent: Agent): Promise<number> => Number((await agent.request('GET', '/room_keys/version'))['count']);

/** What the verification code or another device brings. */
async function giveKey(agent: Agent, { privateKey, version }: Key): Promise<void> {
  await agent.client.getCrypto()?.storeSessionBackupPrivateKey(privateKey, version);
  await agent.crypto.backup.check();
}

/** What the agent and its other device wrote: one key for each message. */
async function write(agent: Agent, roomId: RoomId, texts: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const text of texts) {
    ids.push((await agent.send(roomId, text)).eventId);
    await agent.crypto.rotate(roomId);
  }
  return ids;
}

interface Key {
  privateKey: Uint8Array;
  version: string;
}

/** A user whose first device has saved four keys of two rooms. */
async function backedUp() {
  const user = await newUser();
  const first = await device(user);
  await first.crypto.backup.replace();
  const [busy, quiet] = [await encryptedRoom(first), await encryptedRoom(first)];
  const written = [...(await write(first, busy, ['un', 'deux', 'trois'])), ...(await write(first, quiet, ['quatre']))];
  await first.crypto.backup.finish(never);
  const privateKey = await first.client.getCrypto()?.getSessionBackupPrivateKey();
  const { version } = first.crypto.backup.state();
  if (!privateKey || version === null) throw new Error('there is no backup');
  return { user, first, busy, quiet, written, key: { privateKey, version } };
}

it('says that there is no backup, then makes one and uploads all that waits', async () => {
  const agent = await device(await newUser());
  expect((await stands(agent, (state) => state.status !== 'checking')).status).toBe('off');
  const roomId = await encryptedRoom(agent);
  await agent.send(roomId, 'un');
  await expect(agent.crypto.backup.finish(never)).rejects.toMatchObject({ code: 'backup.off' });
  await agent.crypto.backup.replace();
  await agent.crypto.backup.finish(never);
  expect(await stands(agent, (state) => state.waiting === 0)).toMatchObject({ status: 'on', readable: true, total: 1, problem: null });
  expect(await serverCount(agent)).toBe(1);
});

it('is restored on another device once it has the key, room by room, and messages can be read', async () => {
  const { user, key, busy, quiet, written } = await backedUp();
  const second = await device(user, [busy, quiet]);
  const [waiting] = written;
  expect(await second.read(waiting ?? '')).toMatchObject({ status: 'failed', reason: 'waiting' });
  expect(await stands(second, (state) => state.status !== 'checking')).toMatchObject({
    status: 'unconnected',
    readable: false,
    restore: null,
  });
  await expect(second.crypto.backup.restore()).rejects.toMatchObject({ code: 'backup.unreadable' });
  proxy.seen.splice(0);
  await giveKey(second, key);
  expect(await stands(second, (state) => state.restore?.state === 'done')).toMatchObject({
    status: 'on',
    readable: true,
    waiting: 0,
    restore: { done: 4, total: 4, skipped: 0 },
  });
  const asked = proxy.seen.filter(({ path }) => /room_keys\/keys\/[^/]*\?/u.test(path)).map(({ path }) => path);
  expect(asked.map((path) => decodeURIComponent(path).includes(busy))).toEqual([true, false]);
  for (const eventId of written) expect(await second.read(eventId)).toMatchObject({ status: 'ok' });
});

const upload = /^PUT .*room_keys\/keys/u;
const askVersion = /^GET .*room_keys\/version$/u;
const askRoom = /^GET .*room_keys\/keys\/[^/]*\?/u;
const askKey = /^GET .*room_keys\/keys\/[^/]*\/[^/]*\?/u;

it('uploads by itself through errors, rate limits and a lost network, and tells of them', async () => {
  const agent = await device(await newUser());
  await agent.crypto.backup.replace();
  const roomId = await encryptedRoom(agent);
  const faults = [
    proxy.add({ match: upload, fault: { kind: 'status', status: 500 }, times: 1 }),
    proxy.add({ match: upload, fault: { kind: 'status', status: 429, retryAfterMs: 20 }, times: 1 }),
    proxy.add({ match: upload, fault: { kind: 'cut', at: 'before-headers' }, times: 1 }),
    proxy.add({ match: upload, fault: { kind: 'truncate' }, times: 1 }),
  ];
  const problems = new Set<string | null>();
  agent.crypto.backup.onState((state) => problems.add(state.problem));
  await agent.send(roomId, 'un');
  for (const fault of faults) {
    await until('the fault struck', async () => {
      await agent.crypto.backup.check();
      return fault.hits > 0 ? true : null;
    });
  }
  await stands(agent, (state) => state.waiting === 0 && state.status === 'on' && state.problem === null);
  expect([...problems]).toEqual(expect.arrayContaining(['server.error', 'server.rate-limited', 'network.unreachable']));
  expect(await serverCount(agent)).toBe(1);
});

it('is noticed when another device took it away or made another, and followed', async () => {
  const { first, busy } = await backedUp();
  await first.request('DELETE', `/room_keys/version/${first.crypto.backup.state().version ?? ''}`);
  await first.send(busy, 'cinq');
  await expect(first.crypto.backup.finish(never)).rejects.toMatchObject({ code: 'server.error', detail: { status: 404 } });
  expect(await stands(first, (state) => state.status === 'off' && state.waiting === 5)).toMatchObject({ version: null, readable: false });

  const foreign = { algorithm: 'm.megolm_backup.v1.curve25519-aes-sha2', auth_data: { public_key: 'A'.repeat(43), signatures: {} } };
  await first.request('POST', '/room_keys/version', foreign);
  await first.crypto.backup.check();
  expect(first.crypto.backup.state()).toMatchObject({ status: 'unconnected', readable: false });
  await first.crypto.backup.replace();
  await first.crypto.backup.finish(never);
  expect(await stands(first, (state) => state.waiting === 0)).toMatchObject({ status: 'on', readable: true, restore: { state: 'done' } });
  expect(await serverCount(first)).toBe(5);
});

it('is called broken where the server tells nonsense of it, and unreachable where it tells nothing', async () => {
  const { first } = await backedUp();
  const answers = [
    '{}',
    '[]',
    'null',
    '{"version":{},"algorithm":"m.megolm_backup.v1.curve25519-aes-sha2","auth_data":{"public_key":"x"}}',
    '{"version":"9","algorithm":"org.other","auth_data":{}}',
    JSON.stringify({
      version: '9',
      algorithm: 'm.megolm_backup.v1.curve25519-aes-sha2',
      auth_data: { public_key: '='.repeat(44), signatures: 3 },
    }),
  ];
  for (const body of answers) {
    proxy.clear();
    proxy.add({ match: askVersion, fault: { kind: 'replace', body: () => body } });
    await first.crypto.backup.check().catch(() => undefined);
    expect({ body, status: first.crypto.backup.state().status }).toEqual({ body, status: body.startsWith('{') ? 'broken' : 'unreachable' });
  }
  proxy.clear();
  for (const status of [500, 502, 429, 403]) {
    proxy.add({ match: askVersion, fault: { kind: 'status', status }, times: 1 });
    await expect(first.crypto.backup.check()).rejects.toMatchObject({ detail: { status } });
    expect(first.crypto.backup.state().status).toBe('unreachable');
  }
  await first.crypto.backup.check();
  expect(first.crypto.backup.state()).toMatchObject({ status: 'on', problem: null });
});

it('leaves damaged keys out of the restore, with their count, and goes on through errors of the server', async () => {
  const { user, key, busy, quiet, written } = await backedUp();
  const second = await device(user, [busy, quiet]);
  proxy.add({ match: askRoom, fault: { kind: 'status', status: 503 }, times: 1 });
  proxy.add({ match: askRoom, fault: { kind: 'truncate' }, times: 1 });
  const spoil = (body: Buffer): string => {
    const { sessions } = JSON.parse(body.toString()) as { sessions: { [id: string]: { session_data: JsonObject } } };
    const [good, bad] = Object.entries(sessions);
    const sample = good?.[1].session_data ?? {};
    const junk = [
      null,
      'text',
      { session_data: 3 },
      { session_data: { ...sample, ephemeral: 'A'.repeat(43) } },
      { session_data: { ...sample, ephemeral: 'é' } },
      { session_data: { ...sample, mac: '' } },
      { session_data: { ...sample, ciphertext: 'AAAA' } },
      { session_data: { ...sample, ciphertext: 'A'.repeat(100_000) } },
    ];
    const entries = junk.map((entry, index) => [`junk${index}`, entry] as const);
    return JSON.stringify({ sessions: Object.fromEntries([...entries, ...Object.entries(sessions).filter(([id]) => id !== bad?.[0])]) });
  };
  proxy.add({ match: new RegExp(encodeURIComponent(busy).replaceAll('!', '.'), 'u'), fault: { kind: 'replace', body: spoil }, times: 3 });
  await giveKey(second, key);
  const hurry = setInterval(() => void second.crypto.backup.check().catch(() => undefined), 200);
  const done = await stands(second, (state) => state.restore?.state === 'done');
  clearInterval(hurry);
  expect(done).toMatchObject({ restore: { skipped: 8, done: 3 } });
  const read = await Promise.all(written.map(async (eventId) => (await second.read(eventId)).status));
  expect(read.filter((status) => status === 'ok')).toHaveLength(3);
});

it('looks up single keys that are missing, once for each, and remembers what the backup does not have', async () => {
  const { user, key, busy, quiet, written } = await backedUp();
  const second = await device(user, [quiet]);
  await giveKey(second, key);
  await stands(second, (state) => state.restore?.state === 'done');
  proxy.seen.splice(0);
  const came: string[] = [];
  second.crypto.onRoomKeys((keys) => came.push(...keys.map((one) => one.roomId)));
  const [first = '', second2 = ''] = written;
  for (const eventId of [first, second2, first]) expect(await second.read(eventId)).toMatchObject({ status: 'failed', reason: 'waiting' });
  await until('the keys came', () => (came.length >= 2 ? true : null));
  for (const eventId of [first, second2]) expect(await second.read(eventId)).toMatchObject({ status: 'ok' });
  const unknown = [{ roomId: busy, sessionId: 'A'.repeat(43) }];
  for (let times = 0; times < 3; times++) {
    second.crypto.backup.look(unknown);
    await stands(second, (state) => state.lookups === 0);
  }
  const asked = (): number => proxy.seen.filter(({ method, path }) => askKey.test(`${method} ${path}`)).length;
  expect(asked()).toBe(3);
  expect(await second.crypto.backup.fetch(unknown, never)).toBe(0);
  expect(asked()).toBe(4);
});
