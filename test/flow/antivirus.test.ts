import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import { eicar, startScanner, type Scanner } from '../scanner/index.ts';
import { landscape } from '../seeds/index.ts';
import type { Agent } from './agent.ts';
import { film, tone } from './recordings.ts';
import { Story } from './story.ts';

const room = 'Pièces du dossier';
const words = fr.timeline.antivirus;
const text = (name: string, body: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(body) });

describe.skipIf(process.platform !== 'linux')('an administration with an antivirus', () => {
  const story = Story.forSuite({ config: { enable_authenticated_media: false } });
  let scanner: Scanner;
  /** Of an administration without one. */
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    scanner = await startScanner(story.server.url);
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard', { scanner: scanner.url });
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });
  afterAll(() => scanner.close());

  it('shows what was found clean', async () => {
    await marie.sends({ name: 'facade.png', mimeType: 'image/png', buffer: Buffer.from(landscape(640, 400, 0.3)) });
    expect(await paul.seesPicture('facade.png')).toEqual({ width: 640, height: 400 });
    await marie.sends(text('ordre-du-jour.txt', 'Point 1'));
    await paul.page.getByRole('log').getByText(words.clean).waitFor();
  });

  it('blocks a file with a threat, and offers no way to it', async () => {
    await marie.sends(text('facture.txt', eicar));
    const gate = paul.page.getByRole('status').filter({ hasText: 'facture.txt' });
    await gate.getByText(words.unsafe).waitFor();
    expect(await paul.page.getByRole('button', { name: fr.timeline.saveFile('facture.txt') }).count()).toBe(0);
    await paul.pictures('antivirus', () => gate.waitFor());
  });

  it('keeps the gate in the panel of files too', async () => {
    await paul.chooses(fr.rooms.header.more, fr.files.title);
    const panel = paul.page.getByRole('complementary', { name: fr.files.title });
    await panel.getByRole('button', { name: fr.timeline.saveFile('ordre-du-jour.txt') }).waitFor();
    await panel.getByText(words.unsafe).waitFor();
    expect(await panel.getByRole('button', { name: fr.timeline.saveFile('facture.txt') }).count()).toBe(0);
    await panel.getByRole('button', { name: fr.common.close, exact: true }).click();
  });

  it('lets no voice message be heard before its verdict', async () => {
    await scanner.stop();
    await marie.page.context().grantPermissions(['microphone']);
    await marie.page.getByRole('button', { name: fr.composer.voice.record, exact: true }).click();
    await marie.page.getByRole('main').locator('form .time').getByText('0:01').waitFor();
    await marie.page.getByRole('button', { name: fr.composer.voice.send, exact: true }).click();
    const gate = paul.page.getByRole('status').filter({ hasText: fr.composer.voice.fileName });
    const retry = gate.getByRole('button', { name: fr.common.retry });
    await retry.waitFor();
    expect(await paul.page.getByRole('log').getByRole('slider').count()).toBe(0);
    await scanner.start();
    await retry.click();
    await paul.page.getByRole('log').getByRole('slider').waitFor();
  });

  it('plays no film and no sound before its verdict, shows no picture of it, and then plays it from any place', async () => {
    const log = paul.page.getByRole('log');
    const gate = (name: string) => log.getByRole('status').filter({ hasText: name });
    const video = log.getByLabel(fr.timeline.video('visite.webm'), { exact: true });
    const sound = log.getByRole('group', { name: fr.timeline.audio('sirene.wav') });
    const asked = () => paul.network.seen.filter(({ path }) => /media\/.*(download|thumbnail)/u.test(path)).length;
    const before = asked();
    await scanner.stop();
    await marie.sends({ name: 'visite.webm', mimeType: 'video/webm', buffer: await film(marie) });
    await marie.sends({ name: 'sirene.wav', mimeType: 'audio/wav', buffer: tone() });
    for (const name of ['visite.webm', 'sirene.wav']) await gate(name).getByRole('button', { name: fr.common.retry }).waitFor();
    expect([await log.locator('video').count(), await sound.count(), asked() - before]).toEqual([0, 0, 0]);
    await paul.picture('antivirus-film');

    await scanner.start();
    for (const name of ['visite.webm', 'sirene.wav']) await gate(name).getByRole('button', { name: fr.common.retry }).click();
    await expect.poll(() => sound.getByRole('slider').getAttribute('aria-valuemax')).toBe('1');
    await video.waitFor();
    await video.evaluate(async (element: HTMLVideoElement) => {
      element.muted = true;
      await element.play();
      element.pause();
      element.currentTime = 0.5;
    });
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => [element.videoWidth, element.currentTime])).toEqual([320, 0.5]);
    const poster = video.evaluate(async (element: HTMLVideoElement) => {
      const image = Object.assign(new Image(), { src: element.poster });
      await image.decode();
      return image.naturalWidth;
    });
    expect(await poster).toBe(320);
  });

  it('refuses a film and a sound with a threat in words, and offers no way to them', async () => {
    const infected = (bytes: Buffer) => Buffer.concat([bytes, Buffer.from(eicar)]);
    await marie.sends({ name: 'cadeau.webm', mimeType: 'video/webm', buffer: infected(await film(marie)) });
    await marie.sends({ name: 'cadeau.wav', mimeType: 'audio/wav', buffer: infected(tone()) });
    const log = paul.page.getByRole('log');
    for (const name of ['cadeau.webm', 'cadeau.wav']) {
      await log.getByRole('status').filter({ hasText: name }).getByText(words.unsafe).waitFor();
      expect(await log.getByRole('button', { name: fr.timeline.saveFile(name) }).count()).toBe(0);
    }
    expect(await log.getByLabel(fr.timeline.video('cadeau.webm'), { exact: true }).count()).toBe(0);
    expect(await log.getByRole('group', { name: fr.timeline.audio('cadeau.wav') }).count()).toBe(0);
    expect(await paul.axe()).toEqual([]);
  });

  it('says when the antivirus is away, and shows the file once it is back', async () => {
    await scanner.stop();
    await marie.sends(text('releve.txt', 'Relevé du 24 novembre'));
    const gate = paul.page.getByRole('status').filter({ hasText: 'releve.txt' });
    const retry = gate.getByRole('button', { name: fr.common.retry });
    await retry.waitFor();
    await scanner.start();
    await retry.click();
    await paul.page.getByRole('button', { name: fr.timeline.saveFile('releve.txt') }).waitFor();
  });

  it('keeps the gate for what the agent sends', async () => {
    await paul.sends(text('essai.txt', eicar));
    await paul.page.getByRole('status').filter({ hasText: 'essai.txt' }).getByText(words.unsafe).waitFor();
  });
});
