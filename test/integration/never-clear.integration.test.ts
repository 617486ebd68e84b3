import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asRoom, asTransaction, asUser, join, signIn, startStory, text, textsOnServer, untilRead, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno']);
});
afterAll(() => story.close());

/** Takes every trace of encryption out of a sync answer, as a hostile server could, or one that shows a room half made. */
function withoutEncryption(body: Buffer): string {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip).filter((one) => !isEncryption(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, strip(inner)]));
  };
  return JSON.stringify(strip(JSON.parse(body.toString())));
}
const isEncryption = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'm.room.encryption';

describe('a message for an encrypted room', () => {
  it('is never sent in clear, even where the sync did not say that the room is encrypted', async () => {
    const bruno = await story.device('bruno');
    const { room_id } = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'private_chat',
      invite: [asUser('agnes', story)],
      initial_state: [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
    });
    const roomId = asRoom(room_id);
    const agnes = await story.start('agnes');
    const accountId = await signIn(agnes, story, 'agnes');
    const lie = story.proxy.add({ match: /\/sync\?/, fault: { kind: 'replace', body: withoutEncryption } });
    agnes.headless.app.wake();
    await join(agnes, accountId, roomId);
    await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction('n1'), content: text('secret') });
    await agnes.page.feed('sendQueue', { accountId }).until((waiting) => waiting.length === 0);
    expect(await textsOnServer(bruno, roomId)).toEqual([]);
    const { chunk } = await bruno.request<{ chunk: { type: string }[] }>(
      'GET',
      `/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=1`,
    );
    expect(chunk[0]?.type).toBe('m.room.encrypted');
    lie.remove();
    await agnes.stop();
  });

  it('is encrypted from the first on in a room that was just made', async () => {
    const agnes = await story.start('faite');
    const accountId = await signIn(agnes, story, 'agnes');
    const { roomId } = await agnes.page.call('rooms.create', { accountId, name: 'Seule', invite: [] });
    await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction('f1'), content: text('pour moi') });
    const items = await untilRead(agnes, accountId, roomId, 'pour moi');
    const own = items.find((item) => item.type === 'message');
    expect(own?.type === 'message' && own.shield?.reason).not.toBe('sent-in-clear');
    const backup = agnes.page.feed('backup', { accountId });
    await expect.poll(() => backup.items()[0]?.total).toBe(1);
    await agnes.stop();
  });
});
