import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import { landscape, png } from '../seeds/index.ts';
import type { Agent } from './agent.ts';
import { tone } from './recordings.ts';
import { Story } from './story.ts';

const room = 'Relevés de la préfecture';
const elsewhere = 'Salle de lecture';
const words = fr.files.fetching;
const report = { name: 'rapport.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(6_300_000, 7) };
const received = /media\/download/u;

describe('files on their way here', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  let target = '';
  const progress = () => paul.page.getByRole('progressbar', { name: /^Réception/u });
  const slowly = (bytesPerSecond: number) => paul.network.add({ match: received, fault: { kind: 'slow', bytesPerSecond } });
  const saves = () =>
    paul.page
      .getByRole('log')
      .getByRole('button', { name: fr.timeline.saveFile(report.name) })
      .click();

  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await paul.creates(elsewhere, []);
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
    target = join(paul.main.host.paths.data, 'enregistré.bin');
    paul.main.host.savePath = target;
  });

  it('are told of wherever the agent reads, and given up without leaving anything', async () => {
    await marie.sends(report);
    await paul.sees(report.name);
    const slow = slowly(100_000);
    await saves();
    const bar = paul.page.getByRole('region', { name: words.title });
    const far = { name: /^Réception : \d+ % \(.+ sur 6,3 Mo\)$/u };
    await paul.message(report.name).getByRole('progressbar', far).waitFor();
    expect(await bar.count()).toBe(0);
    await paul.opens(elsewhere);
    await bar.getByRole('progressbar', far).waitFor();
    expect(await bar.innerText()).toContain(report.name);
    await paul.pictures('download', () => paul.page.getByRole('progressbar').waitFor());
    expect(await paul.axe()).toEqual([]);
    await bar.getByRole('button', { name: words.cancel(report.name) }).click();
    await bar.waitFor({ state: 'detached' });
    slow.remove();
    await paul.opens(room);
    expect(await paul.page.getByText(fr.errors['media.cancelled'].what).count()).toBe(0);
    expect((await readdir(dirname(target))).filter((name) => name.includes('enregistré'))).toEqual([]);
    await saves();
    await paul.page.getByText(fr.timeline.saved(report.name)).waitFor();
    expect((await readFile(target)).equals(report.buffer)).toBe(true);
  });

  it('are dropped nowhere where the agent let go before they were here; they are here for the next time', async () => {
    const { dragged } = paul.main.host.handedOver;
    await marie.sends({ ...report, name: 'annexe.bin' });
    const card = paul.message('annexe.bin').locator('.file');
    await card.waitFor();
    const held = paul.network.add({ match: received, fault: { kind: 'hold' } });
    await card.dispatchEvent('dragstart');
    await progress().waitFor();
    await card.dispatchEvent('pointerup');
    held.remove();
    await progress().waitFor({ state: 'detached' });
    expect(dragged).toEqual([]);
    await card.dispatchEvent('dragstart');
    await expect.poll(() => dragged).toEqual([expect.stringMatching(/annexe\.bin$/u)]);
  });

  it('are told of where they are to be heard; what was given up can be played again', async () => {
    await marie.sends({ name: 'sirene.wav', mimeType: 'audio/wav', buffer: tone() });
    await paul.sees('sirene.wav');
    const slow = slowly(2500);
    const row = paul.message('sirene.wav');
    await row.getByRole('button', { name: fr.timeline.player.play(fr.timeline.audio('sirene.wav')) }).click();
    await row.getByRole('progressbar', { name: /^Réception/u }).waitFor();
    await paul.picture('download-sound');
    expect(await paul.page.getByRole('region', { name: words.title }).count()).toBe(0);
    await row.getByRole('button', { name: words.cancel('sirene.wav') }).click();
    const again = row.getByRole('button', { name: fr.timeline.playAgain('sirene.wav') });
    await again.waitFor();
    await progress().waitFor({ state: 'detached' });
    slow.remove();
    await again.click();
    await expect.poll(() => row.getByRole('slider').getAttribute('aria-valuemax')).toBe('1');
  });

  it('come by themselves only where they are small: a large picture is asked for', async () => {
    const device = await story.server.signIn(marie.user);
    const picture = landscape(640, 400, 0.4);
    const upload = await fetch(`${story.server.url}/_matrix/media/v3/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.accessToken}`, 'content-type': 'image/png' },
      body: new Blob([new Uint8Array(picture)]),
    });
    const { content_uri: url } = (await upload.json()) as { content_uri: string };
    const { joined_rooms: joined } = await device.request<{ joined_rooms: string[] }>('GET', '/joined_rooms');
    const roomId = joined[0] ?? '';
    const info = { mimetype: 'image/png', w: 640, h: 400, size: 85_000_000 };
    const content = { msgtype: 'm.image', body: 'carte.png', filename: 'carte.png', info, url };
    await device.request('PUT', `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/carte`, content);
    const show = paul.page.getByRole('button', { name: `${fr.timeline.image('carte.png')} : ${fr.files.show('85\u00a0Mo')}` });
    await show.waitFor();
    await paul.picture('download-picture');
    const asked = () => paul.network.seen.filter(({ path }) => received.test(path) && path.includes(url.slice('mxc://'.length))).length;
    expect(asked()).toBe(0);
    await show.click();
    expect(await paul.seesPicture('carte.png')).toEqual({ width: 640, height: 400 });
    expect(asked()).toBe(1);

    // So full of detail that a smaller one is made of it.
    const whole = png(1200, 900, (x, y) => [(x * 7919 + y * 104729) % 256, (x * y) % 256, (x ^ y) % 256]);
    await marie.sends({ name: 'panorama.png', mimeType: 'image/png', buffer: Buffer.from(whole) });
    await paul.seesPicture('panorama.png');
    const slow = slowly(whole.byteLength / 20);
    await paul.page.getByRole('button', { name: fr.timeline.openImage('panorama.png') }).click();
    const viewer = paul.page.getByRole('dialog');
    await viewer.getByRole('progressbar', { name: /^Réception/u }).waitFor();
    await paul.picture('download-viewer');
    await viewer.getByRole('button', { name: words.cancel('panorama.png') }).click();
    const retry = viewer.getByRole('button', { name: fr.common.retry });
    await retry.waitFor();
    slow.remove();
    await retry.click();
    const shown = viewer.getByRole('img', { name: 'panorama.png' });
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1200);
  });
});
