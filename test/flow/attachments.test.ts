import { readFile, stat } from 'node:fs/promises';
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

/** Six megabytes of what no program knows. */
const large = (name: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(6_300_000, 7) });

/** Pictures that come late may have moved the view: the newest message is looked for at the end. */
const atTheEnd = (agent: Agent, text: string) =>
  expect
    .poll(
      async () => {
        await agent.toTheEnd();
        return agent.message(text).count();
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0);

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

  it('are opened by the program of the system from a copy that goes with the session, or dragged out; what could act is not opened', async () => {
    const { handedOver, marked } = paul.main.host;
    await paul.page
      .getByRole('log')
      .getByRole('button', { name: fr.timeline.openFile('compte-rendu.pdf') })
      .click();
    await expect.poll(() => handedOver.opened).toEqual([expect.stringMatching(/handed-over.[0-9a-f]{16}.compte-rendu\.pdf$/u)]);
    const [copy = ''] = handedOver.opened;
    expect((await readFile(copy)).equals(Buffer.from(pdf(['Compte rendu', 'Réunion du 12'])))).toBe(true);
    expect((await stat(copy)).mode & 0o777).toBe(0o400);
    expect(marked.some((path) => path.includes('handed-over'))).toBe(true);
    await paul.message('compte-rendu.pdf').locator('.file').dispatchEvent('dragstart');
    await expect.poll(() => handedOver.dragged).toEqual([expect.stringMatching(/compte-rendu\.pdf$/u)]);
    await marie.sends({ name: 'mise-a-jour.exe', mimeType: 'application/pdf', buffer: Buffer.from('MZ') });
    await atTheEnd(paul, 'mise-a-jour.exe');
    await paul.page
      .getByRole('log')
      .getByRole('button', { name: fr.timeline.openFile('mise-a-jour.exe') })
      .click();
    await paul.page.getByText(fr.errors['media.not-opened'].what).waitFor();
    expect(handedOver.opened).toHaveLength(1);
    await paul.restarts();
    await expect(readFile(copy)).rejects.toThrow('ENOENT');
    await paul.opens(room);
  });

  it('wait for the network like any message', async () => {
    await marie.network.disconnect();
    await marie.sends(picture('sans-reseau.png', 0.5));
    await marie.page.getByRole('log').getByRole('img', { name: fr.timeline.status.queued }).waitFor();
    await marie.network.reconnect();
    expect(await paul.seesPicture('sans-reseau.png')).toEqual(size);
  });

  it('tell how far they are, and can be given up on their way', async () => {
    const held = marie.network.add({ match: /media\/v3\/upload/u, fault: { kind: 'hold' } });
    await marie.sends(large('rapport.bin'));
    await atTheEnd(marie, 'rapport.bin');
    const way = marie.page.getByRole('progressbar', { name: /^Envoi : \d+ % \(.+ sur 6,3 Mo\)$/u });
    await way.waitFor();
    await marie.picture('upload');
    await marie.page.getByRole('button', { name: fr.timeline.cancelUpload, exact: true }).click();
    await marie.message('rapport.bin').waitFor({ state: 'detached' });
    held.remove();
    await marie.writes('Je renvoie une version plus courte');
    await atTheEnd(paul, 'Je renvoie une version plus courte');
    expect(await paul.message('rapport.bin').count()).toBe(0);
  });

  it('go on after a restart, once', async () => {
    const held = marie.network.add({ match: /media\/v3\/upload/u, fault: { kind: 'hold' } });
    await marie.sends(large('annexe.bin'));
    await atTheEnd(marie, 'annexe.bin');
    await marie.page.getByRole('progressbar', { name: /^Envoi : /u }).waitFor();
    await marie.quits();
    held.remove();
    await marie.starts();
    await atTheEnd(paul, 'annexe.bin');
    await marie.opens(room);
    await atTheEnd(marie, 'annexe.bin');
    await marie.knowsSent('annexe.bin');
    expect(await paul.message('annexe.bin').count()).toBe(1);
  });

  it('several at once go out in order, each with its own line', async () => {
    const [first, second] = [picture('un.png', 0.1), large('deux.bin')];
    await marie.page.locator('input[type=file]').setInputFiles([first, second]);
    await marie.page.getByRole('list', { name: fr.composer.files }).getByRole('listitem').nth(1).waitFor();
    await marie.page.getByRole('button', { name: fr.composer.send, exact: true }).click();
    await atTheEnd(paul, 'deux.bin');
    expect(await paul.seesPicture('un.png')).toEqual(size);
  });

  it('too large for the server, are told so with both sizes, before they are sent and after', async () => {
    const sizes = ['6,3\u00a0Mo', '5\u00a0Mo'] as const;
    await marie.sends(picture('petit.png', 0.3));
    expect(await paul.seesPicture('petit.png')).toEqual(size);
    marie.network.add({
      match: /media\/config/u,
      fault: { kind: 'replace', body: () => JSON.stringify({ 'm.upload.size': 5_000_000 }) },
    });
    marie.network.add({ match: /media\/v3\/upload/u, fault: { kind: 'status', status: 413, errcode: 'M_TOO_LARGE' }, times: 1 });
    await marie.sends(large('archive.bin'));
    await marie.page.getByText(fr.timeline.fileTooLarge(...sizes)).waitFor();
    await marie.picture('too-large-refused');
    await marie.message('archive.bin').getByRole('button', { name: fr.timeline.discard, exact: true }).click();
    await marie.message('archive.bin').waitFor({ state: 'detached' });

    await marie.page.locator('input[type=file]').setInputFiles([large('archive.bin')]);
    await marie.page.getByText(fr.files.tooLarge(...sizes)).waitFor();
    await marie.picture('too-large');
    expect(await marie.axe()).toEqual([]);
    await marie.page.getByRole('button', { name: fr.composer.removeFile('archive.bin'), exact: true }).click();
    marie.network.clear();
  });

  it('are shown again after a restart', async () => {
    await paul.restarts();
    await paul.opens(room);
    expect(await paul.seesPicture('sans-reseau.png')).toEqual(size);
  });

  it('twenty at once leave the view at the end, however their lines change on the way', async () => {
    const name = (at: number) => `lot ${at}.${at % 4 === 0 ? 'png' : 'txt'}`;
    const file = (at: number) =>
      at % 4 === 0 ? picture(name(at), at / 20) : { name: name(at), mimeType: 'text/plain', buffer: Buffer.from(name(at)) };
    await marie.page.locator('input[type=file]').setInputFiles(Array.from({ length: 20 }, (_, at) => file(at)));
    await marie.page.getByRole('list', { name: fr.composer.files }).getByRole('listitem').nth(19).waitFor();
    await marie.page.getByRole('button', { name: fr.composer.send, exact: true }).click();
    await atTheEnd(paul, 'lot 19.txt');
    const column = marie.page.getByRole('log');
    await expect.poll(() => column.evaluate((it) => it.scrollHeight - it.clientHeight - it.scrollTop)).toBeLessThan(2);
    await marie.knowsSent('lot 19.txt');
    expect(await marie.page.getByRole('button', { name: new RegExp(fr.timeline.jump, 'u') }).count()).toBe(0);
  });
});
