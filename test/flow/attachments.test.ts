import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import { landscape, pdf, png } from '../seeds/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Plans de la préfecture';
const size = { width: 640, height: 400 };
const picture = (name: string, hue: number) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(landscape(size.width, size.height, hue)),
});

describe('files in an encrypted room', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });

  it('pictures go both ways and are drawn', async () => {
    await marie.sends(picture('facade.png', 0.2), 'La façade sud');
    expect(await paul.seesPicture('facade.png')).toEqual(size);
    await paul.sees('La façade sud');
    expect(await marie.seesPicture('facade.png')).toEqual(size);
    await paul.sends(picture('cour.png', 0.8));
    expect(await marie.seesPicture('cour.png')).toEqual(size);
  });

  it('a large one is shown by a smaller picture of itself until it is opened', async () => {
    const grain = (x: number, y: number): [number, number, number] => [(x * 7919 + y * 104729) % 256, (x * y) % 256, (x ^ y) % 256];
    await marie.sends({ name: 'plan-detaille.png', mimeType: 'image/png', buffer: Buffer.from(png(1200, 900, grain)) });
    expect(await paul.seesPicture('plan-detaille.png')).toEqual({ width: 840, height: 630 });
    await paul.page
      .getByRole('log')
      .getByRole('button', { name: fr.timeline.openImage('plan-detaille.png') })
      .click();
    const whole = paul.page.getByRole('dialog').getByRole('img', { name: 'plan-detaille.png' });
    await whole.waitFor();
    await expect.poll(() => whole.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1200);
    await paul.page.keyboard.press('Escape');
  });

  it('reach the server encrypted, without their name', async () => {
    const uploads = [...marie.network.seen, ...paul.network.seen].filter(({ path }) => path.includes('/media/v3/upload'));
    expect(uploads.length).toBeGreaterThanOrEqual(2);
    expect(uploads.filter(({ path }) => path.includes('filename'))).toEqual([]);
    const { media } = await story.server.admin<{ media: { media_id: string; media_type: string }[] }>(
      'GET',
      `/_synapse/admin/v1/users/${encodeURIComponent(marie.user.userId)}/media`,
    );
    expect(media.length).toBeGreaterThan(0);
    expect(media.filter((one) => one.media_type !== 'application/octet-stream')).toEqual([]);
  });

  it('open large and close again', async () => {
    await paul.page
      .getByRole('log')
      .getByRole('button', { name: fr.timeline.openImage('facade.png') })
      .click();
    const viewer = paul.page.getByRole('dialog');
    await viewer.getByRole('img', { name: 'La façade sud' }).waitFor();
    await paul.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
  });

  it('are saved as they were, with the mark of the web', async () => {
    const content = Buffer.from(pdf(['Compte rendu', 'Réunion du 12']));
    await marie.sends({ name: 'compte-rendu.pdf', mimeType: 'application/pdf', buffer: content });
    const target = join(paul.main.host.paths.data, 'enregistré.pdf');
    paul.main.host.savePath = target;
    await paul.page
      .getByRole('log')
      .getByRole('button', { name: fr.timeline.saveFile('compte-rendu.pdf') })
      .click();
    await paul.page.getByText(fr.timeline.saved('compte-rendu.pdf')).waitFor();
    expect((await readFile(target)).equals(content)).toBe(true);
    // Marked before it gets its name, so that nobody opens it without.
    expect(paul.main.host.marked).toEqual([expect.stringContaining('.enregistré.pdf')]);
  });

  it('wait for the network like any message', async () => {
    await marie.network.disconnect();
    await marie.sends(picture('sans-reseau.png', 0.5));
    await marie.page.getByRole('log').getByRole('img', { name: fr.timeline.status.queued }).waitFor();
    await marie.network.reconnect();
    expect(await paul.seesPicture('sans-reseau.png')).toEqual(size);
  });

  it('are shown again after a restart', async () => {
    await paul.restarts();
    await paul.opens(room);
    expect(await paul.seesPicture('sans-reseau.png')).toEqual(size);
  });
});
