import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Main courante';
/** More than is held at once. */
const total = 2400;

describe('an agent in a room of thousands of messages', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: TestDevice;
  let roomId = '';
  let said = 0;
  const says = async (body: string, relation: Record<string, unknown> | null = null): Promise<string> => {
    const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/t${said++}`;
    const content = { msgtype: 'm.text', body, ...(relation ? { 'm.relates_to': relation } : {}) };
    return (await paul.request<{ event_id: string }>('PUT', path, content)).event_id;
  };

  beforeAll(async () => {
    paul = await story.server.signIn(await story.server.registerUser('paul.bernard', { displayName: 'Paul Bernard' }));
    roomId = (await paul.request<{ room_id: string }>('POST', '/createRoom', { preset: 'public_chat', name: room })).room_id;
    for (let at = 0; at < total; at++) await says(`Entrée ${at}.`);
    marie = await story.agent('marie.laurent');
    const device = await story.server.signIn(marie.user);
    await device.request('POST', `/join/${encodeURIComponent(roomId)}`, {});
    await marie.opens(room);
    await marie.sees(`Entrée ${total - 1}.`);
  }, 360_000);

  const log = () => marie.page.getByRole('log');
  const jump = () => marie.page.getByRole('button', { name: new RegExp(fr.timeline.jump, 'u') });
  /** Numbers of the entries that are drawn, in the order of the page; those in view alone with `inView`. */
  const entries = (inView = false): Promise<number[]> =>
    log().evaluate((scroller, only) => {
      const { top, bottom } = scroller.getBoundingClientRect();
      const rows = [...scroller.querySelectorAll<HTMLElement>('article')].filter((row) => {
        const box = row.getBoundingClientRect();
        return !only || (box.top < bottom && box.bottom > top);
      });
      return rows.flatMap((row) => /Entrée (\d+)\./u.exec(row.textContent ?? '')?.[1] ?? []).map(Number);
    }, inView);
  const readsBackToTheStart = async (): Promise<void> => {
    const heading = log().getByRole('heading', { name: fr.timeline.start(room) });
    const up = async (): Promise<number> => {
      await log().evaluate((scroller) => (scroller.scrollTop = 0));
      return heading.count();
    };
    await expect.poll(up, { timeout: 100_000, interval: 20 }).toBe(1);
    await marie.sees('Entrée 0.');
  };
  /** Below the last entry in view there are exactly these. */
  const seesCounted = (count: (last: number) => number): Promise<void> =>
    expect
      .poll(async () => {
        const last = (await entries(true)).at(-1) ?? Number.NaN;
        const name = `${fr.timeline.jump}, ${fr.timeline.below(count(last))}`;
        return marie.page.getByRole('button', { name, exact: true }).count();
      })
      .toBe(1);

  it('reads back to the first message, and is told how many are below, also of new ones', async () => {
    await readsBackToTheStart();
    await seesCounted((last) => total - 1 - last);
    await says('Du nouveau');
    await seesCounted((last) => total - last);
    await marie.picture('far-back');
  });

  it('scrolls down again to what is newest, without a jump and without a hole', async () => {
    const { moved, seen } = await log().evaluate(async (scroller) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const rows = () => [...scroller.querySelectorAll<HTMLElement>('article')];
      const numbers = new Set<number>();
      let furthest = 0;
      const note = () => {
        for (const row of rows()) {
          const found = /Entrée (\d+)\./u.exec(row.textContent ?? '')?.[1];
          if (found) numbers.add(Number(found));
        }
      };
      const deadline = Date.now() + 90_000;
      while (Date.now() < deadline && !rows().some((row) => row.textContent?.includes('Du nouveau'))) {
        scroller.scrollTop += 600;
        await frame();
        await frame();
        note();
        const { top } = scroller.getBoundingClientRect();
        const held = rows().find((row) => row.getBoundingClientRect().top >= top + 40);
        const before = held?.getBoundingClientRect().top ?? 0;
        for (let turn = 0; turn < 3; turn += 1) {
          await frame();
          if (held?.isConnected) furthest = Math.max(furthest, Math.abs(held.getBoundingClientRect().top - before));
        }
      }
      note();
      return { moved: furthest, seen: [...numbers] };
    });
    await marie.sees('Du nouveau');
    expect(moved).toBeLessThan(2);
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, at) => at));
    await marie.toTheEnd();
    await says('Encore du nouveau');
    await marie.sees('Encore du nouveau');
    await jump().waitFor({ state: 'detached' });
  });

  it('comes back from the first message to the newest with one button', async () => {
    await readsBackToTheStart();
    await marie.toTheEnd();
    await marie.sees('Encore du nouveau');
    await marie.isOn('Encore du nouveau');
    expect((await entries()).at(-1)).toBe(total - 1);
    await says('Toujours du nouveau');
    await marie.sees('Toujours du nouveau');
  });

  it('writes while she reads the first message, and finds herself at the end with what she wrote', async () => {
    await readsBackToTheStart();
    await marie.composer().focus();
    await marie.writes('Bien reçu');
    await marie.knowsSent('Bien reçu');
    await marie.sees('Toujours du nouveau');
    await jump().waitFor({ state: 'detached' });
    expect(await marie.composer().evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('reads a message of many screens cut, until she wants all of it or is led to it', async () => {
    const lines = Array.from({ length: 750 }, (_, at) => `Article ${at}. Le service rend compte de son activité, chaque trimestre.`);
    const rules = await says(`Règlement\n${lines.join('\n')}`);
    const long = marie.message('Règlement').first();
    const readOn = long.getByRole('button', { name: fr.timeline.readOn, exact: true });
    const height = async () => (await long.boundingBox())?.height ?? 0;
    await readOn.waitFor();
    expect(await height()).toBeLessThan(1200);
    await readOn.scrollIntoViewIfNeeded();
    await marie.picture('long-message');
    expect(await marie.axe()).toEqual([]);
    await marie.chooseSettings({ theme: 'dark' });
    await marie.picture('long-message-dark');
    await marie.chooseSettings({ theme: 'light' });
    const place = () => log().evaluate((scroller) => Math.round(scroller.scrollTop / 20));
    const before = await place();
    await readOn.press('Enter');
    await readOn.waitFor({ state: 'detached' });
    await expect.poll(height).toBeGreaterThan(10_000);
    expect(Math.abs((await place()) - before)).toBeLessThan(3);
    await expect.poll(() => long.evaluate((row) => row === document.activeElement)).toBe(true);

    await says('Avis sur ce texte', { 'm.in_reply_to': { event_id: rules } });
    await marie.toTheEnd();
    await marie.sees('Avis sur ce texte');
    await marie.restarts();
    await marie.opens(room);
    await readOn.waitFor({ state: 'attached' });
    await marie.message('Avis sur').getByTitle(fr.timeline.showOriginal).click();
    await readOn.waitFor({ state: 'detached' });
    await expect.poll(height).toBeGreaterThan(10_000);
  });

  it('leaves nothing to complain of in the console', () => {
    expect(marie.complaints.filter((line) => !line.includes('WebSocket'))).toEqual([]);
  });
});
