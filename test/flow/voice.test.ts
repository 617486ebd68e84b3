import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Permanence de nuit';
const words = fr.composer.voice;
const player = fr.timeline.player;

describe('voice messages', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });

  const button = (agent: Agent, name: string) => agent.page.getByRole('button', { name, exact: true });
  /** Speaks until there is something to draw. */
  async function speaks(agent: Agent): Promise<void> {
    await button(agent, words.record).click();
    await agent.page.getByText(words.states.recording).waitFor({ state: 'attached' });
    await agent.page.getByRole('main').locator('form .time').getByText('0:01').waitFor();
  }
  const sound = (agent: Agent, from: string) => agent.page.getByRole('log').getByRole('group', { name: fr.timeline.voiceOf(from) });

  it('says so where the microphone is refused, and nothing is sent', async () => {
    await button(marie, words.record).click();
    await marie.page.getByRole('alert').getByText(words.failed.refused).waitFor();
    await marie.picture('voice-refused');
    await marie.page.getByRole('alert').getByRole('button', { name: fr.common.cancel }).click();
    await marie.composer(room).waitFor();
  });

  it('is recorded, heard before it is sent, and kept when she looks elsewhere', async () => {
    await marie.page.context().grantPermissions(['microphone']);
    await marie.creates('Un autre salon', []);
    await marie.opens(room);
    await speaks(marie);
    await marie.picture('voice-recording');
    await marie.opens('Un autre salon');
    await marie.opens(room);
    await marie.page.getByText(words.states.ready).waitFor({ state: 'attached' });
    await button(marie, player.play(words.mine)).click();
    await button(marie, player.pause(words.mine)).waitFor();
    await marie.picture('voice-preview');
    await button(marie, words.discard).click();
    await marie.composer(room).waitFor();
    expect(marie.main.host.microphoneGrants).toBe(2);
  });

  it('reaches the other encrypted, as the clients know it, and is heard there', async () => {
    await speaks(marie);
    await button(marie, words.send).click();
    await sound(paul, 'Marie Laurent').waitFor();
    await sound(marie, 'Marie Laurent').waitFor();
    await paul.picks(fr.timeline.voice, fr.messages.source);
    const source = paul.page.getByRole('dialog');
    for (const wanted of ['org.matrix.msc3245.voice', 'org.matrix.msc1767.audio', 'm.voice', '"waveform"', '"audio/ogg"'])
      await source.getByText(wanted).first().waitFor();
    await paul.page.keyboard.press('Escape');
    await button(paul, player.play(fr.timeline.voiceOf('Marie Laurent'))).click();
    await expect.poll(() => sound(paul, 'Marie Laurent').getByRole('slider').getAttribute('aria-valuenow')).toBe('1');
  });

  it('is sought by keys, turned faster, and followed by the next one', async () => {
    await speaks(marie);
    await button(marie, words.stop).click();
    await button(marie, player.play(words.mine)).waitFor();
    await button(marie, words.send).click();
    await expect.poll(() => sound(paul, 'Marie Laurent').count()).toBe(2);
    const first = sound(paul, 'Marie Laurent').first();
    const last = sound(paul, 'Marie Laurent').last();
    await first.getByRole('button', { name: player.speed('1') }).click();
    await first.getByRole('button', { name: player.speed('1,5') }).waitFor();
    await first.getByRole('slider').focus();
    await paul.page.keyboard.press('End');
    await last.getByRole('button', { name: player.pause(fr.timeline.voiceOf('Marie Laurent')) }).waitFor();
    await paul.pictures('voice-messages', async () => undefined);
    expect(await paul.axe()).toEqual([]);
  });

  it('is quoted as what it is, and no more once it is deleted', async () => {
    await paul.acts(fr.timeline.voice, fr.timeline.reply);
    await paul.writes('Bien entendu');
    const quote = marie.message('Bien entendu').getByRole('button', { name: new RegExp(fr.rooms.preview.voice, 'u') });
    await quote.waitFor();
    expect(await quote.innerText()).not.toContain('.ogg');
    await speaks(marie);
    await button(marie, words.send).click();
    for (const agent of [marie, paul])
      await expect.poll(() => agent.message(fr.timeline.voice).last().innerText()).not.toContain('Bien entendu');
    await paul.acts(fr.timeline.voice, fr.timeline.reply);
    const bar = paul.page.locator('.mode');
    await bar.getByText(fr.rooms.preview.voice).waitFor();
    await marie.picks(fr.timeline.voice, fr.timeline.remove);
    await marie.page.getByRole('dialog').getByRole('button', { name: fr.timeline.remove, exact: true }).click();
    await bar.getByText(fr.rooms.preview.redacted).waitFor();
  });
});
