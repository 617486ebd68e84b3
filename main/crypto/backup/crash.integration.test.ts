import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import { Agent, type AgentSession } from '../../../test/crypto/agent.ts';
import { syntheticSession } from '../../../test/crypto/sessions.ts';
import { startSyntheticBackup } from '../../../test/crypto/start-synthetic-backup.ts';
import { startHomeserver } from '../../../test/homeserver/index.ts';
import { until } from '../../../test/peer/index.ts';

const burst = fileURLToPath(new URL('../../../test/crypto/backup-burst.ts', import.meta.url));
const never = new AbortController().signal;

/** Lets another process work until what it told of last is `enough`, then kills it without warning. */
async function workUntilKilled(input: object, enough: (told: number) => boolean): Promise<void> {
  const child = spawn(process.execPath, ['--no-warnings', burst, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.split('\n').some((line) => line !== '' && enough(Number(line)))) child.kill('SIGKILL');
  });
  await once(child, 'close');
}

it('a restore goes on after kill -9 where it was, and loses no key', async () => {
  const rooms = Array.from({ length: 12 }, (_, n) => `!salon${n}:example.org` as RoomId);
  const { backup, stop } = await startSyntheticBackup({ rooms, keys: 600 });
  const path = join(mkdtempSync(join(tmpdir(), 'restore-')), 'precious.db');
  const session: AgentSession = { url: backup.url, userId: '@agnes:example.org', deviceId: 'AGNES', accessToken: 'x', path };
  const input = { session, rooms, privateKey: Buffer.from(backup.privateKey).toString('base64') };
  for (const least of [100, 300]) await workUntilKilled(input, (done) => done >= least);
  const agent = await Agent.open(session, rooms);
  const before = agent.crypto.backup.state().restore;
  expect(before?.done).toBeGreaterThan(0);
  expect(before?.done).toBeLessThan(600);
  const done = await until('the restore is done', () => {
    const { restore, total } = agent.crypto.backup.state();
    return restore?.state === 'done' && total === 600 ? restore : null;
  });
  expect(done).toEqual({ state: 'done', done: 600, total: 600, skipped: 0 });
  await agent.close();
  await stop();
});

it('an upload goes on after kill -9, and the backup has every key', async () => {
  const server = await startHomeserver();
  const agent = await Agent.signIn(server, await server.registerUser('agnes'));
  await agent.crypto.backup.replace();
  const keys = Array.from({ length: 900 }, () => {
    const { id, data } = syntheticSession();
    return { ...data, room_id: '!salon:example.org', session_id: id };
  });
  await agent.client.getCrypto()?.importRoomKeysAsJson(JSON.stringify(keys));
  await agent.close();
  for (const left of [700, 400])
    await workUntilKilled({ session: agent.session, rooms: [], privateKey: null }, (waiting) => waiting > 0 && waiting <= left);
  const reopened = await Agent.open(agent.session);
  await until('what was uploaded is counted', () => (reopened.crypto.backup.state().waiting > 0 ? true : null));
  await reopened.crypto.backup.finish(never);
  expect(reopened.crypto.backup.state().waiting).toBe(0);
  expect(Number((await reopened.request('GET', '/room_keys/version'))['count'])).toBe(900);
  await reopened.close();
  await server.close();
});
