import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId, ErrorCode, RoomId } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import {
  asRoom,
  asTransaction,
  asUser,
  join,
  type Running,
  sent,
  signIn,
  standing,
  startStory,
  type Story,
  text,
  textsOnServer,
} from '../integration/story.ts';
import type { Fault } from './index.ts';

const sending = /^PUT .*\/send\//;

describe('the application behind a network that fails', () => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let roomId: RoomId;
  let bruno: TestDevice;
  let turn = 0;
  beforeAll(async () => {
    story = await startStory(['agnes', 'bruno', 'chloe']);
    bruno = await story.device('bruno');
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
    const made = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'public_chat',
      invite: [asUser('agnes', story)],
    });
    roomId = asRoom(made.room_id);
    await join(agnes, accountId, roomId);
  });
  afterAll(() => story.close());
  beforeEach(() => story.proxy.clear());

  const send = (body: string) => {
    turn += 1;
    return agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction(`t${turn}`), content: text(body) });
  };
  const queueEmpty = () => agnes.page.feed('sendQueue', { accountId }).until((waiting) => waiting.length === 0, 60_000);
  const times = (all: string[], body: string) => all.filter((one) => one === body).length;

  it.each<{ name: string; fault: Fault; code: ErrorCode }>([
    { name: 'an error of the server', fault: { kind: 'status', status: 500 }, code: 'server.error' },
    { name: 'a proxy without a server', fault: { kind: 'status', status: 502 }, code: 'server.error' },
    { name: 'a connection that is cut', fault: { kind: 'cut', at: 'before-headers' }, code: 'network.unreachable' },
    { name: 'a rate limit that stays', fault: { kind: 'status', status: 429, retryAfterMs: 200 }, code: 'server.rate-limited' },
  ])('sign-in tells $name with its code, then works', async ({ fault, code }) => {
    const chloe = await story.start(`chloe-${code}-${fault.kind}-${turn++}`);
    const rule = story.proxy.add({ match: /^POST .*\/login/, fault });
    const login = { baseUrl: story.proxy.url, user: 'chloe', password: 'motdepasse-chloe' };
    await expect(chloe.page.call('session.signIn', login)).rejects.toMatchObject({ code });
    rule.remove();
    const { accountId: hers } = await chloe.page.call('session.signIn', login);
    await standing(chloe.page, hers, (view) => view.connection === 'online');
    await chloe.stop();
  });

  it.each<{ name: string; fault: Fault }>([
    { name: 'an error of the server', fault: { kind: 'status', status: 500 } },
    { name: 'a proxy without a server', fault: { kind: 'status', status: 502 } },
    { name: 'a rate limit', fault: { kind: 'status', status: 429, retryAfterMs: 300 } },
    { name: 'a cut before the server saw it', fault: { kind: 'cut', at: 'before-request' } },
    { name: 'a cut after the server took it', fault: { kind: 'cut', at: 'before-headers' } },
    { name: 'an answer cut in the middle', fault: { kind: 'cut', at: 'mid-body' } },
    { name: 'an answer that is not JSON', fault: { kind: 'replace', body: () => '<html>' } },
  ])('a message goes out once after $name', async ({ name, fault }) => {
    const rule = story.proxy.add({ match: sending, fault, times: 1 });
    await send(name);
    await queueEmpty();
    expect(rule.hits).toBe(1);
    expect(times(await textsOnServer(bruno, roomId), name)).toBe(1);
  });

  it('sends identical bytes with the same transaction id when it tries again', async () => {
    story.proxy.seen.splice(0);
    story.proxy.add({ match: sending, fault: { kind: 'cut', at: 'before-request' }, times: 2 });
    await send('trois fois la même chose');
    await queueEmpty();
    const tries = story.proxy.seen.filter(({ method, path }) => sending.test(`${method} ${path}`));
    expect(tries.length).toBe(3);
    expect(new Set(tries.map(({ path, body }) => `${path} ${body}`)).size).toBe(1);
  });

  it('shows itself offline while connections are refused, catches up after, and sends in order what was written', async () => {
    await story.proxy.disconnect();
    await send('hors ligne, un');
    await send('hors ligne, deux');
    await send('hors ligne, trois');
    await standing(agnes.page, accountId, (view) => view.connection === 'offline');
    await bruno.request('PUT', `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/x`, {
      msgtype: 'm.text',
      body: 'pendant ce temps',
    });
    await story.proxy.reconnect();
    await standing(agnes.page, accountId, (view) => view.connection === 'online', 60_000);
    await agnes.page.feed('timeline', { accountId, roomId }).until((items) => sent(items, 'pendant ce temps'));
    await queueEmpty();
    const written = (await textsOnServer(bruno, roomId)).filter((body) => body.startsWith('hors ligne'));
    expect(written).toEqual(['hors ligne, un', 'hors ligne, deux', 'hors ligne, trois']);
  });

  it.each<{ name: string; fault: Fault }>([
    { name: 'that says that it is huge', fault: { kind: 'flood', declared: 10 * 1024 ** 3 } },
    { name: 'that never ends', fault: { kind: 'flood' } },
  ])('takes no sync answer $name, says so, and goes on', async ({ name, fault }) => {
    const timeline = agnes.page.feed('timeline', { accountId, roomId });
    const rule = story.proxy.add({ match: /\/sync\?/, fault });
    agnes.headless.app.wake();
    await standing(agnes.page, accountId, (view) => view.problem === 'server.too-large', 60_000);
    rule.remove();
    await bruno.request('PUT', `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${encodeURIComponent(name)}`, {
      msgtype: 'm.text',
      body: name,
    });
    await timeline.until((items) => sent(items, name), 60_000);
    await standing(agnes.page, accountId, (view) => view.connection === 'online');
    timeline.close();
  });

  it('stays answerable while the server is slow', async () => {
    story.proxy.add({ match: /_matrix/, fault: { kind: 'latency', ms: 3000 } });
    const asked = performance.now();
    await send('le réseau est lent');
    await agnes.page.call('drafts.get', { accountId, roomId, thread: null });
    // Both are answered from what is kept here: long before the first answer of the server.
    expect(performance.now() - asked).toBeLessThan(2500);
    story.proxy.clear();
    await queueEmpty();
  });
});
