import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Journal du service';
const words = fr.messages;
const day = 86_400_000;

describe('an agent in a long history', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: TestDevice;
  let roomId = '';
  let first = '';
  let count = 0;
  /** A message of Paul's at a time of the past, as an application service of the server may set it. */
  const say = async (body: string, at: number, more: Record<string, unknown> = {}): Promise<string> => {
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/m${++count}`;
    const query = `?user_id=${encodeURIComponent(paul.userId)}&ts=${at}`;
    const answer = await fetch(`${story.server.url}${path}${query}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${story.server.serviceToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'm.text', body, ...more }),
    });
    return ((await answer.json()) as { event_id: string }).event_id;
  };
  const now = Date.now();

  beforeAll(async () => {
    paul = await story.server.signIn(await story.server.registerUser('paul.bernard', { displayName: 'Paul Bernard' }));
    const made = await paul.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'public_chat',
      name: room,
      power_level_content_override: { events: { 'm.room.pinned_events': 0 } },
    });
    roomId = made.room_id;
    first = await say('Consigne de départ', now - 20 * day);
    for (let at = 0; at < 300; at++) await say(`Entrée ${at}`, now - 20 * day + (at + 1) * 90_000);
    // Not in the conversation, though the day begins with it.
    const within = { 'm.relates_to': { rel_type: 'm.thread', event_id: first } };
    await say('Dans un fil', now - 5 * day - 60_000, within);
    const target = await say('Le jour du déménagement', now - 5 * day);
    for (let at = 0; at < 150; at++) await say(`Suite ${at}`, now - 5 * day + (at + 1) * 90_000);
    await say('Voyez la consigne', now - 60_000, { 'm.relates_to': { 'm.in_reply_to': { event_id: first } } });
    expect(target).toMatch(/^\$/u);
    marie = await story.agent('marie.laurent');
    const device = await story.server.signIn(marie.user);
    await device.request('POST', `/join/${encodeURIComponent(roomId)}`, {});
    await marie.opens(room);
    await marie.sees('Voyez la consigne');
  });
  /** Where a message stands in the view, in px; far away while it is above it. */
  const top = async (text: string): Promise<number> => {
    const y = (await marie.message(text).first().boundingBox())?.y ?? -1;
    return y < 0 ? Infinity : y;
  };
  const back = () => marie.page.getByRole('button', { name: fr.timeline.jump, exact: true });

  it('goes to the message that is answered, of three weeks ago, and back', async () => {
    await marie.message('Voyez la consigne').getByTitle(fr.timeline.showOriginal).click();
    await marie.sees('Consigne de départ');
    await marie.sees('Entrée 3');
    expect(await marie.message('Suite 149').count()).toBe(0);
    await marie.picture('jumped');
    await back().click();
    await marie.sees('Voyez la consigne');
    await marie.isOn('Voyez la consigne');
  });

  it('changes what she last wrote, also after coming back', async () => {
    await marie.writes('Bien reçu');
    await marie.message('Voyez la consigne').getByTitle(fr.timeline.showOriginal).click();
    await marie.sees('Consigne de départ');
    await back().click();
    await marie.sees('Bien reçu');
    await marie.composer().press('ArrowUp');
    await marie.page.getByText(fr.composer.editing).waitFor();
    await expect.poll(() => marie.composer().textContent()).toBe('Bien reçu');
    await marie.composer().press('Escape');
  });

  it('reads on from there to the newest message', async () => {
    await marie.message('Voyez la consigne').getByTitle(fr.timeline.showOriginal).click();
    await marie.sees('Consigne de départ');
    const log = marie.page.getByRole('log');
    for (let tries = 0; tries < 200 && (await marie.message('Voyez la consigne').count()) === 0; tries++) {
      await log.evaluate((element) => element.scrollBy(0, 1500));
      await marie.page.waitForFunction(() => true);
    }
    await marie.sees('Voyez la consigne');
    await back().click();
  });

  it('goes to a day', async () => {
    // By the keys alone: the day stands above its first message.
    await marie.message('Voyez la consigne').focus();
    const today = marie.page.getByRole('button', { name: fr.common.today, exact: true });
    await expect
      .poll(async () => {
        await marie.page.keyboard.press('ArrowUp');
        return today.evaluate((button) => button === document.activeElement);
      })
      .toBe(true);
    await marie.page.keyboard.press('Enter');
    const wanted = new Date(now - 5 * day);
    const local = `${wanted.getFullYear()}-${String(wanted.getMonth() + 1).padStart(2, '0')}-${String(wanted.getDate()).padStart(2, '0')}`;
    await marie.page.getByLabel(words.date.day, { exact: true }).fill(local);
    await marie.picture('date');
    await marie.page.getByRole('button', { name: words.date.go, exact: true }).click();
    await marie.sees('Le jour du déménagement');
    await expect.poll(() => top('Le jour du déménagement')).toBeLessThan(300);
    await marie.page.getByTitle(words.date.title).first().click();
    await marie.page.getByLabel(words.date.day, { exact: true }).fill('2016-11-28');
    await marie.page.getByRole('button', { name: words.date.go, exact: true }).click();
    await marie.page.getByText(fr.timeline.start(room)).waitFor();
    await expect.poll(() => top('Consigne de départ')).toBeLessThan(700);
    await back().click();
  });

  it('pins a message, which stands above the conversation and leads to it', async () => {
    await marie.message('Voyez la consigne').getByTitle(fr.timeline.showOriginal).click();
    await marie.picks('Consigne de départ', words.pinned.pin);
    const bar = marie.page.getByRole('complementary', { name: words.pinned.title });
    await bar.getByText('Consigne de départ').waitFor();
    await back().click();
    await marie.sees('Voyez la consigne');
    await bar.getByTitle(words.pinned.go).click();
    await marie.sees('Entrée 3');
    await bar.getByRole('button', { name: words.pinned.all(1), exact: true }).click();
    const panel = marie.page.getByRole('complementary', { name: words.pinned.title }).last();
    await panel.getByText('Paul Bernard').waitFor();
    await marie.picture('pinned');
    await panel.getByRole('button', { name: words.pinned.unpin, exact: true }).click();
    await panel.getByText(words.pinned.none).waitFor();
    await marie.page.keyboard.press('Escape');
    await back().click();
  });

  it('sees what changes in an old message while she looks at it', async () => {
    await marie.message('Voyez la consigne').getByTitle(fr.timeline.showOriginal).click();
    await marie.sees('Consigne de départ');
    await say('* Consigne corrigée', now, {
      'm.new_content': { msgtype: 'm.text', body: 'Consigne corrigée' },
      'm.relates_to': { rel_type: 'm.replace', event_id: first },
    });
    await marie.sees('Consigne corrigée');
    await back().click();
  });

  it('comes back after days to the first message she has not read', async () => {
    await marie.sees('Voyez la consigne');
    // Reading takes a moment: until it is told, all of it is unread, and nothing leads back to here.
    await expect.poll(() => marie.network.seen.some(({ path }) => /\/(?:read_markers|receipt\/)/u.test(path))).toBe(true);
    await marie.quits();
    for (let at = 0; at < 120; at++) await say(`Depuis ${at}`, now + at);
    await marie.starts();
    await marie.opens(room);
    await marie.sees('Depuis 119');
    await marie.page.getByRole('button', { name: words.unread.jump, exact: true }).click();
    await marie.sees('Depuis 0');
    await marie.page.getByText(fr.timeline.newMessages).waitFor();
    await marie.picture('unread-jump');
  });

  it('leaves nothing to complain of in the console', () => {
    expect(marie.complaints.filter((line) => !line.includes('WebSocket'))).toEqual([]);
  });
});
