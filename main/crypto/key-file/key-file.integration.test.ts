import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import { Agent, textOf } from '../../../test/crypto/agent.ts';
import { SealedWriter } from '../key-thread/sealed-file.ts';
import { startHomeserver, type Homeserver, type TestUser } from '../../../test/homeserver/index.ts';

const passphrase = 'Une phrase secrète, é';
const never = new AbortController().signal;
let server: Homeserver;
let users = 0;
const opened: Agent[] = [];
beforeAll(async () => {
  server = await startHomeserver();
});
afterEach(() => Promise.all(opened.splice(0).map((agent) => agent.close())));
afterAll(() => server.close());

async function device(user: TestUser): Promise<Agent> {
  const agent = await Agent.signIn(server, user);
  opened.push(agent);
  return agent;
}

/** An agent with some keys of a room, and an empty folder. */
async function writer(keys: number) {
  const user = await server.registerUser(`cles${(users += 1)}`);
  const agent = await device(user);
  const answer = await agent.request('POST', '/createRoom', {
    initial_state: [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
  });
  await agent.sync();
  const roomId = textOf(answer['room_id']) as RoomId;
  const written: string[] = [];
  for (let n = 0; n < keys; n++) {
    written.push((await agent.send(roomId, `message ${n}`)).eventId);
    await agent.crypto.rotate(roomId);
  }
  const folder = mkdtempSync(join(tmpdir(), 'cles-'));
  return { user, agent, written, folder, path: join(folder, 'tchap-keys.txt') };
}

/** Writes any text as such a file, and gives its content. */
function sealed(path: string, text: string): string {
  const file = new SealedWriter(path, 'autre', 10);
  file.put(text);
  file.end();
  return readFileSync(path, 'latin1');
}

it('writes a file that another implementation opens, for its owner alone to read, and imports it elsewhere', async () => {
  const { user, agent, written, path, folder } = await writer(3);
  const steps = new Set<string | null>();
  agent.crypto.keyFile.onState(({ step }) => steps.add(step));
  expect(await agent.crypto.keyFile.export(path, passphrase, never)).toBe(3);
  expect([...steps]).toEqual(['collecting', 'sealing', null]);
  expect(readdirSync(folder)).toEqual(['tchap-keys.txt']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, 'utf8');
  expect(text.split('\n')[0]).toBe('-----BEGIN MEGOLM SESSION DATA-----');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  expect(JSON.parse(OlmMachine.decryptExportedRoomKeys(text, passphrase))).toHaveLength(3);

  const second = await device(user);
  for (const eventId of written) expect(await second.read(eventId)).toMatchObject({ status: 'failed', reason: 'waiting' });
  expect(await second.crypto.keyFile.import(path, passphrase, never)).toEqual({ total: 3, imported: 3, damaged: 0 });
  for (const eventId of written) expect(await second.read(eventId)).toMatchObject({ status: 'ok' });
  expect(await second.crypto.keyFile.import(path, passphrase, never)).toEqual({ total: 3, imported: 0, damaged: 0 });
});

it('imports a file of another implementation', async () => {
  const { user, agent, path } = await writer(2);
  await agent.crypto.keyFile.export(path, passphrase, never);
  const keys = OlmMachine.decryptExportedRoomKeys(readFileSync(path, 'utf8'), passphrase);
  const other = `${path}.element`;
  writeFileSync(other, `avant\n${OlmMachine.encryptExportedRoomKeys(keys, 'autre', 1000)}\naprès`);
  const second = await device(user);
  expect(await second.crypto.keyFile.import(other, 'autre', never)).toEqual({ total: 2, imported: 2, damaged: 0 });
});

it('leaves out what is damaged in a file, with its count', async () => {
  const { user, agent, path } = await writer(2);
  await agent.crypto.keyFile.export(path, passphrase, never);
  const [one, two] = JSON.parse(OlmMachine.decryptExportedRoomKeys(readFileSync(path, 'utf8'), passphrase)) as [object, object];
  const junk = [
    null,
    3,
    'text',
    {},
    { ...one, session_key: 'AAAA' },
    { ...one, sender_key: 'é' },
    { ...one, room_id: 4 },
    { ...one, room_id: 'not a room' },
  ];
  const other = join(mkdtempSync(join(tmpdir(), 'cles-')), 'element-keys.txt');
  sealed(other, JSON.stringify([one, ...junk, two]));
  const second = await device(user);
  expect(await second.crypto.keyFile.import(other, 'autre', never)).toEqual({ total: 10, imported: 2, damaged: 8 });
});

it('tells a wrong passphrase, a damaged file, another file and a missing one apart', async () => {
  const { agent, path, folder } = await writer(1);
  await agent.crypto.keyFile.export(path, passphrase, never);
  const text = readFileSync(path, 'latin1');
  const lines = text.split('\n');
  const without = (index: number): string => lines.filter((_, at) => at !== index).join('\n');
  const files: [string, string, string][] = [
    ['wrong', text, 'key-file.wrong-passphrase'],
    ['cut', text.slice(0, text.length / 2), 'key-file.damaged'],
    ['not base64', text.replace(lines[3] ?? '', '%%%%'), 'key-file.damaged'],
    ['short', `${lines[0]}\nAQAB\n${lines.at(-2)}\n`, 'key-file.damaged'],
    ['other version', text.replace(/^A[Q-Za-f]/mu, 'Ag'), 'key-file.unknown-format'],
    ['no header', without(0), 'key-file.unknown-format'],
    ['letter', 'Bonjour', 'key-file.unknown-format'],
    ['empty', '', 'key-file.unknown-format'],
    ['no list', sealed(join(folder, 'a'), '{}'), 'key-file.damaged'],
    ['no json', sealed(join(folder, 'b'), '[{'), 'key-file.damaged'],
  ];
  for (const [name, content, code] of files) {
    const file = join(folder, name);
    writeFileSync(file, content);
    const outcome = await agent.crypto.keyFile.import(file, 'autre', never).catch((error: unknown) => error);
    expect({ name, code: (outcome as { code?: string }).code }).toEqual({ name, code });
  }
  await expect(agent.crypto.keyFile.import(join(folder, 'absent'), 'autre', never)).rejects.toMatchObject({ code: 'key-file.unreadable' });
});

it('leaves nothing where it cannot write or is cancelled, and what was there stays', async () => {
  const { agent, path, folder } = await writer(1);
  await expect(agent.crypto.keyFile.export(join(folder, 'absent', 'x.txt'), passphrase, never)).rejects.toMatchObject({
    code: 'key-file.unwritable',
  });
  writeFileSync(path, 'avant');
  const cancel = new AbortController();
  agent.crypto.keyFile.onState(({ step }) => step === 'collecting' && cancel.abort(new Error('cancelled')));
  await expect(agent.crypto.keyFile.export(path, passphrase, cancel.signal)).rejects.toThrow('cancelled');
  expect(readdirSync(folder)).toEqual(['tchap-keys.txt']);
  expect(readFileSync(path, 'utf8')).toBe('avant');
});

it('says that the disk is full while keys come, keeps those that came, and goes on with room', async () => {
  const { user, agent, path } = await writer(60);
  await agent.crypto.keyFile.export(path, passphrase, never);
  const second = await device(user);
  const { sql } = second.precious;
  const pages = Number(sql.pragma('page_count', { simple: true }));
  sql.pragma(`max_page_count = ${pages + 8}`);
  await expect(second.crypto.keyFile.import(path, passphrase, never)).rejects.toMatchObject({ code: 'store.disk-full' });
  sql.pragma('max_page_count = 1000000');
  const kept = await second.crypto.keysNotBackedUp();
  expect(await second.crypto.keyFile.import(path, passphrase, never)).toEqual({ total: 60, imported: 60 - kept, damaged: 0 });
  expect(await second.crypto.keysNotBackedUp()).toBe(60);
});
