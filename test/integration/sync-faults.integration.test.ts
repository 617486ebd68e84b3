import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../fault/index.ts';
import { asRoom, asUser, join, sent, signIn, startStory, texts, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno']);
});
afterAll(() => story.close());

const faults: { name: string; fault: Fault; times: number }[] = [
  { name: 'une réponse coupée en plein JSON', fault: { kind: 'truncate' }, times: 2 },
  { name: 'une réponse qui n’est pas du JSON', fault: { kind: 'replace', body: () => '<html>portail captif</html>' }, times: 1 },
  { name: 'des types faux', fault: { kind: 'replace', body: () => '{"next_batch":7,"rooms":[]}' }, times: 1 },
  { name: 'un corps lent', fault: { kind: 'slow', bytesPerSecond: 4000 }, times: 1 },
  { name: 'une connexion coupée', fault: { kind: 'cut', at: 'mid-body' }, times: 1 },
  { name: 'une erreur 500', fault: { kind: 'status', status: 500 }, times: 1 },
  { name: 'une limite de débit', fault: { kind: 'status', status: 429, retryAfterMs: 500 }, times: 1 },
];

describe('a sync loop on a bad network', () => {
  it('gets every message, once and in order, through every fault', async () => {
    const bruno = await story.device('bruno');
    const { room_id } = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'public_chat',
      invite: [asUser('agnes', story)],
    });
    const roomId = asRoom(room_id);
    const agnes = await story.start('agnes');
    const accountId = await signIn(agnes, story, 'agnes');
    await join(agnes, accountId, roomId);
    const timeline = agnes.page.feed('timeline', { accountId, roomId });
    for (const { name, fault, times } of faults) {
      const rule = story.proxy.add({ match: /\/sync\?/, fault, times });
      agnes.headless.app.wake();
      await bruno.request('PUT', `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${encodeURIComponent(name)}`, {
        msgtype: 'm.text',
        body: name,
      });
      await timeline.until((items) => sent(items, name), 30_000);
      expect({ name, struck: rule.hits > 0 }).toEqual({ name, struck: true });
      rule.remove();
    }
    expect(texts(timeline.items())).toEqual(faults.map(({ name }) => name));
    await agnes.stop();
  });
});

describe('several accounts', () => {
  it('work at once in one application and never mix', async () => {
    const both = await story.start('deux');
    const [first, second] = [await signIn(both, story, 'agnes'), await signIn(both, story, 'bruno')];
    await expect(
      both.page.call('session.signIn', { baseUrl: story.proxy.url, user: 'agnes', password: 'motdepasse-agnes' }),
    ).rejects.toMatchObject({ code: 'auth.already-signed-in' });
    const { roomId } = await both.page.call('rooms.createDirect', { accountId: first, userId: asUser('bruno', story) });
    await join(both, second, roomId);
    expect((await both.page.call('rooms.createDirect', { accountId: first, userId: asUser('bruno', story) })).roomId).toBe(roomId);
    expect((await both.page.call('rooms.createDirect', { accountId: second, userId: asUser('agnes', story) })).roomId).toBe(roomId);
    const rooms = both.page.feed('rooms', { accountId: second });
    const direct = (await rooms.until((items) => items.some((room) => room.roomId === roomId && room.kind === 'direct')))[0];
    expect(direct?.directUserId).toBe(asUser('agnes', story));
    await both.page.call('session.signOut', { accountId: first, acceptLoss: true });
    const views = await both.page.feed('accounts', {}).until((items) => items.length === 1);
    expect(views[0]).toMatchObject({ accountId: second, status: 'ready' });
    await expect(both.page.call('rooms.createDirect', { accountId: first, userId: asUser('bruno', story) })).rejects.toMatchObject({
      code: 'account.unknown',
    });
    await both.stop();
  });

  it('refuse a user that does not exist', async () => {
    const agnes = await story.start('inconnu');
    const accountId = await signIn(agnes, story, 'agnes');
    await expect(agnes.page.call('rooms.createDirect', { accountId, userId: asUser('personne', story) })).rejects.toMatchObject({
      code: 'user.unknown',
    });
    await agnes.stop();
  });
});
