import { mkdirSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import { Peer } from '../peer/index.ts';
import { asTransaction, signIn, startStory, text, type Running, type Story } from './story.ts';
import { roomOf, untilIdentity, untilMessage, userOf } from './trust-story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'carla']);
});
afterAll(() => story.close());

let turn = 0;
const send = ({ page }: Running, accountId: AccountId, roomId: RoomId, body: string) =>
  page.call('messages.send', { accountId, roomId, transactionId: asTransaction(`exclusion${turn++}`), content: text(body) });
const read = (body: string) => (message: { content: { body?: unknown } }) => message.content.body === body;

describe('devices that their owner has not signed, where they are excluded', () => {
  it('are not read and cannot read, until they are signed; and take part again when the setting is off', async () => {
    const agnes = await story.start('agnes');
    const accountId = await signIn(agnes, story, 'agnes');
    await untilIdentity(agnes, accountId);
    await agnes.page.call('settings.update', { excludeUnsignedDevices: true });
    const bruno = await Peer.start(story.server, userOf(story, 'bruno'));
    const roomId = await roomOf(story, bruno, agnes, accountId, 'Exclue');
    const hidden = await bruno.sendText(roomId, 'sans signature');
    const message = await untilMessage(agnes, accountId, roomId, ({ eventId }) => eventId === hidden);
    expect(message.content).toMatchObject({ kind: 'undecryptable' });
    await untilMessage(
      agnes,
      accountId,
      roomId,
      ({ eventId, content }) => eventId === hidden && content.kind === 'undecryptable' && content.reason === 'unsigned-device',
    );
    await send(agnes, accountId, roomId, 'pas pour lui');
    const withheld = await bruno.receives(roomId, ({ sender, encrypted }) => encrypted && sender === userOf(story, 'agnes').userId);
    expect(withheld.undecryptable).toBe(true);

    await agnes.page.call('settings.update', { excludeUnsignedDevices: false });
    const shown = await untilMessage(agnes, accountId, roomId, ({ eventId, content }) => eventId === hidden && content.kind === 'text');
    expect(shown.shield).toEqual({ colour: 'red', reason: 'unsigned-device' });
    await agnes.page.call('settings.update', { excludeUnsignedDevices: true });
    await untilMessage(agnes, accountId, roomId, ({ eventId, content }) => eventId === hidden && content.kind === 'undecryptable');

    await bruno.signDevice();
    const trusted = await untilMessage(agnes, accountId, roomId, ({ eventId, content }) => eventId === hidden && content.kind === 'text');
    expect(trusted.shield).toBeNull();
    await send(agnes, accountId, roomId, 'maintenant si');
    await bruno.receives(roomId, read('maintenant si'));
    await agnes.stop();
    bruno.stop();
  });

  it('are excluded by policy, which the agent cannot change', async () => {
    const place = path(story.folder('géré'), 'policies');
    mkdirSync(place, { recursive: true });
    writeFileSync(path(place, 'state.json'), '{"excludeUnsignedDevices": true}', { mode: 0o644 });
    const managed = await story.start('géré');
    const settings = managed.page.feed('settings', {});
    await settings.until(([item], meta) => item?.excludeUnsignedDevices === true && meta.managed.includes('excludeUnsignedDevices'));
    await expect(managed.page.call('settings.update', { excludeUnsignedDevices: false })).rejects.toMatchObject({
      code: 'settings.managed',
    });
    await managed.page.call('settings.update', { theme: 'dark' });
    await settings.until(([item]) => item?.theme === 'dark' && item.excludeUnsignedDevices);
    const accountId = await signIn(managed, story, 'agnes');
    const carla = await Peer.start(story.server, userOf(story, 'carla'));
    const roomId = await roomOf(story, carla, managed, accountId, 'Gérée');
    const hidden = await carla.sendText(roomId, 'non signée');
    await untilMessage(
      managed,
      accountId,
      roomId,
      ({ eventId, content }) => eventId === hidden && content.kind === 'undecryptable' && content.reason === 'unsigned-device',
    );
    // This installation is a second device of the agent, not verified yet: it may not write either.
    await send(managed, accountId, roomId, 'pas encore');
    const failed = await untilMessage(managed, accountId, roomId, ({ status }) => status === 'failed');
    expect(failed.failure).toBe('device-unverified');
    await managed.stop();
    carla.stop();
  });
});
