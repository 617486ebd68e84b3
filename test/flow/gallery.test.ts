import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import { landscape, pdf } from '../seeds/index.ts';
import type { Agent } from './agent.ts';
import { film, tone } from './recordings.ts';
import { Story } from './story.ts';

const room = 'Chantier du pont';
const words = fr.files;
const picture = (name: string, hue: number) => ({ name, mimeType: 'image/png', buffer: Buffer.from(landscape(640, 400, hue)) });

describe('films, sounds and pictures of a room', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  const panel = () => paul.page.getByRole('complementary', { name: words.title });
  const names = () => panel().getByRole('group', { name: words.results }).locator('.name').allTextContents();
  const kind = (name: string) => panel().getByRole('button', { name, exact: true }).click();

  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });

  it('a film is sent with a picture of it and its length, and is played where it stands, from any place', async () => {
    await marie.sends({ name: 'visite.webm', mimeType: 'video/webm', buffer: await film(marie) });
    const video = paul.page.getByRole('log').getByLabel(fr.timeline.video('visite.webm'), { exact: true });
    await video.waitFor();
    await paul.page
      .getByRole('log')
      .getByText(/^0:0[1-5]$/u)
      .waitFor();
    expect(await video.evaluate((film: HTMLVideoElement) => [film.autoplay, film.paused, film.readyState, film.poster !== ''])).toEqual([
      false,
      true,
      0,
      true,
    ]);
    await video.evaluate(async (film: HTMLVideoElement) => {
      film.muted = true;
      await film.play();
      film.pause();
      film.currentTime = 0.5;
    });
    await expect.poll(() => video.evaluate((film: HTMLVideoElement) => [film.videoWidth, film.currentTime])).toEqual([320, 0.5]);
    const poster = await video.evaluate(async (film: HTMLVideoElement) => {
      const image = Object.assign(new Image(), { src: film.poster });
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    });
    expect(poster).toEqual([320, 200]);
  });

  it('a sound is played in the conversation, one at a time', async () => {
    await marie.sends({ name: 'sirene.wav', mimeType: 'audio/wav', buffer: tone() });
    const sound = paul.page.getByRole('log').getByRole('group', { name: fr.timeline.audio('sirene.wav') });
    await expect.poll(() => sound.getByRole('slider').getAttribute('aria-valuemax')).toBe('1');
    await paul.page
      .getByRole('log')
      .getByLabel(fr.timeline.video('visite.webm'), { exact: true })
      .evaluate((film: HTMLVideoElement) => film.play());
    await sound.getByRole('button', { name: fr.timeline.player.play(fr.timeline.audio('sirene.wav')) }).click();
    const video = paul.page.getByRole('log').getByLabel(fr.timeline.video('visite.webm'), { exact: true });
    await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.paused)).toBe(true);
  });

  it('all files stand in one panel, by kind, name and sender', async () => {
    for (const [index, name] of ['avant.png', 'pendant.png', 'apres.png'].entries()) await marie.sends(picture(name, index / 3));
    await paul.sends({ name: 'devis-2026.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf(['Devis'])) });
    await paul.chooses(fr.rooms.header.more, words.title);
    await expect.poll(names).toEqual(['devis-2026.pdf', 'apres.png', 'pendant.png', 'avant.png', 'sirene.wav', 'visite.webm']);
    await paul.pictures('files', async () => undefined);
    expect(await paul.axe()).toEqual([]);
    await kind(words.kinds.videos);
    await expect.poll(names).toEqual(['visite.webm']);
    await kind(words.kinds.sounds);
    await expect.poll(names).toEqual(['sirene.wav']);
    await kind(words.kinds.all);
    await panel().getByLabel(words.name).fill('dev');
    await expect.poll(names).toEqual(['devis-2026.pdf']);
    await panel().getByLabel(words.name).fill('');
    await panel().getByLabel(words.sender).selectOption({ label: 'Paul Bernard' });
    await expect.poll(names).toEqual(['devis-2026.pdf']);
    await panel().getByLabel(words.sender).selectOption({ label: words.anyone });
  });

  it('pictures follow one another by the arrows, are enlarged by wheel and keys, and Escape gives the focus back', async () => {
    await kind(words.kinds.images);
    const cells = panel().getByRole('group', { name: words.results }).getByRole('button');
    await expect.poll(() => cells.count()).toBe(3);
    await paul.pictures('gallery', async () => undefined);
    await cells.first().click();
    const viewer = paul.page.getByRole('dialog');
    await viewer.getByRole('img', { name: 'apres.png' }).waitFor();
    await paul.page.keyboard.press('ArrowLeft');
    await viewer.getByRole('img', { name: 'pendant.png' }).waitFor();
    await paul.page.keyboard.press('ArrowLeft');
    const image = viewer.getByRole('img', { name: 'avant.png' });
    await image.waitFor();
    await viewer.getByText(fr.timeline.viewer.place(1, 3)).waitFor({ state: 'attached' });
    const width = (await image.boundingBox())?.width ?? 0;
    await paul.page.keyboard.press('+');
    await expect.poll(async () => (await image.boundingBox())?.width ?? 0).toBeGreaterThan(width);
    await paul.page.keyboard.press('0');
    await image.hover();
    await paul.page.mouse.wheel(0, -100);
    await expect.poll(async () => (await image.boundingBox())?.width ?? 0).toBeGreaterThan(width);
    await paul.picture('viewer');
    await paul.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    expect(await cells.first().evaluate((cell) => cell === document.activeElement)).toBe(true);
  });

  it('leads to the message, and to older history on demand', async () => {
    await kind(words.kinds.files);
    await panel()
      .getByRole('button', { name: words.jumpTo('devis-2026.pdf') })
      .click();
    await paul.page.getByRole('log').getByText('devis-2026.pdf').waitFor();
  });
});
