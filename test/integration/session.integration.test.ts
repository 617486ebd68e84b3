import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { roomId as roomIdSchema, transactionId } from '../../preload/contract/index.ts';
import { startHeadless, type Headless } from '../host/index.ts';
import { startHomeserver, type Homeserver, type TestDevice } from '../homeserver/index.ts';
import { openPage, type TestPage } from './page.ts';

let server: Homeserver;
let bruno: TestDevice;
const dataDir = mkdtempSync(join(tmpdir(), 'tchap-session-'));
const running = new Set<Headless>();

beforeAll(async () => {
  server = await startHomeserver({ users: ['agnes', 'bruno'] });
  bruno = await server.signIn({ userId: `@bruno:${server.serverName}`, localpart: 'bruno', password: 'motdepasse-bruno' });
});
afterEach(async () => {
  for (const headless of running) await headless.stop();
  running.clear();
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<{ headless: Headless; page: TestPage }> {
  const headless = await startHeadless({ dataDir });
  running.add(headless);
  return { headless, page: openPage(headless) };
}
const signIn = (page: TestPage) => page.call('session.signIn', { baseUrl: server.url, user: 'agnes', password: 'motdepasse-agnes' });
const transaction = (name: string) => v.parse(transactionId, name);

describe('a session', () => {
  it('signs in, reads and writes in a clear room', async () => {
    const { room_id } = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'public_chat',
      name: 'Forum des agents',
      invite: [`@agnes:${server.serverName}`],
    });
    const roomId = v.parse(roomIdSchema, room_id);
    const { page } = await start();
    const { accountId } = await signIn(page);
    const rooms = page.feed('rooms', { accountId });
    await rooms.until((items) => items.some((room) => room.membership === 'invite'));
    await page.call('rooms.join', { accountId, roomId });
    await rooms.until((items) => items.some((room) => room.roomId === roomId && room.membership === 'join'));
    await page.call('messages.send', {
      accountId,
      roomId,
      transactionId: transaction('t1'),
      content: { kind: 'text', style: 'text', body: 'Bonjour à tous', html: null, replyTo: null },
    });
    const timeline = page.feed('timeline', { accountId, roomId });
    await timeline.until((items) => items.some((item) => item.type === 'message' && item.status === 'sent' && item.eventId !== null));
    await bruno.request('PUT', `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/b1`, {
      msgtype: 'm.text',
      body: 'Bienvenue Agnès',
    });
    await timeline.until((items) =>
      items.some((item) => item.type === 'message' && item.content.kind === 'text' && item.content.body === 'Bienvenue Agnès'),
    );
  });
});
