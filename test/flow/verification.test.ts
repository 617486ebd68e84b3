import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { launchBrowser } from './browser.ts';
import { Story } from './story.ts';

const words = fr.verification;
const press = (agent: Agent, name: string): Promise<void> => agent.page.getByRole('button', { name, exact: true }).click();
const dialogOf = (agent: Agent) => agent.page.getByRole('dialog');
const closes = (agent: Agent): Promise<void> =>
  dialogOf(agent).getByRole('contentinfo').getByRole('button', { name: words.close, exact: true }).click();
const emojiOf = async (agent: Agent): Promise<string[]> => {
  const list = dialogOf(agent).getByRole('list', { name: words.comparing.emoji });
  await list.waitFor();
  return list.getByRole('listitem').allInnerTexts();
};
/** The look of this step in every theme and language, and what axe finds. */
const looks = (agent: Agent, name: string): Promise<void> =>
  agent.pictures(`verification-${name}`, async () => expect(await agent.axe()).toEqual([]));

describe('two applications of one agent', () => {
  let seeing: Browser | null = null;
  // After the story has let go of its pages: what is registered first runs last.
  afterAll(() => seeing?.close());
  const story = Story.forSuite();
  let old: Agent;
  let fresh: Agent;
  beforeAll(async () => {
    old = await story.agent('marie.laurent');
    await old.page.getByText(fr.identity.banner.needsCode).waitFor();
    fresh = await story.openFor(old.user);
    await fresh.signsIn();
    await dialogOf(fresh)
      .getByRole('button', { name: new RegExp(fr.identity.confirm.withDevice, 'u') })
      .waitFor();
  });

  it('verify each other by emoji; the request never takes the focus', async () => {
    await old.page.getByRole('searchbox').first().focus();
    const focused = () => old.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 80));
    const before = await focused();
    await dialogOf(fresh)
      .getByRole('button', { name: new RegExp(fr.identity.confirm.withDevice, 'u') })
      .click();
    await old.page.getByText(words.incoming.own).waitFor();
    expect(await focused()).toBe(before);
    await looks(old, 'card');
    await looks(fresh, 'requested');
    await press(old, words.incoming.open);
    await looks(old, 'incoming');
    await press(old, words.incoming.accept);
    await dialogOf(fresh)
      .getByRole('button', { name: new RegExp(words.ready.emoji, 'u') })
      .waitFor();
    await looks(fresh, 'ready');
    await dialogOf(fresh)
      .getByRole('button', { name: new RegExp(words.ready.emoji, 'u') })
      .click();
    expect(await emojiOf(fresh)).toEqual(await emojiOf(old));
    await old.picture('verification-emoji');
    await press(fresh, words.comparing.same);
    await dialogOf(fresh).getByText(words.confirming).waitFor();
    await press(old, words.comparing.same);
    await dialogOf(old).getByText(words.done.own).waitFor();
    await dialogOf(fresh).getByText(words.done.own).waitFor();
    await looks(fresh, 'done');
    await closes(old);
    await closes(fresh);
    await fresh.page.getByText(fr.identity.banner.unconfirmed).waitFor({ state: 'detached' });
  });

  it('verify each other by a picture of the QR code', async () => {
    const third = await story.openFor(old.user);
    await third.signsIn();
    await dialogOf(third)
      .getByRole('button', { name: new RegExp(fr.identity.confirm.withDevice, 'u') })
      .click();
    await press(old, words.incoming.open);
    await press(old, words.incoming.accept);
    await dialogOf(old)
      .getByRole('button', { name: new RegExp(words.ready.showQr, 'u') })
      .click();
    const code = dialogOf(old).getByRole('img', { name: words.qr.label, exact: true });
    await code.waitFor();
    await looks(old, 'qr');
    await dialogOf(third)
      .getByRole('button', { name: new RegExp(words.ready.scanQr, 'u') })
      .click();
    await looks(third, 'scan');
    const chooser = dialogOf(third).locator('input[type=file]');
    await chooser.setInputFiles({ name: 'rien.png', mimeType: 'image/png', buffer: await third.page.screenshot() });
    await dialogOf(third).getByText(words.qr.unreadable).waitFor();
    await chooser.setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: await code.screenshot() });
    await dialogOf(old).getByText(words.scanned.lead).waitFor();
    await press(old, words.scanned.yes);
    await dialogOf(old).getByText(words.done.own).waitFor();
    await dialogOf(third).getByText(words.done.own).waitFor();
    await closes(old);
  });

  it('verify each other by the camera, which is refused without the agent’s word', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tchap-camera-'));
    const camera = join(folder, 'camera.mjpeg');
    writeFileSync(camera, await old.page.screenshot({ type: 'jpeg' }));
    seeing = await launchBrowser({ camera });
    const fourth = await story.openFor(old.user, { browser: seeing });
    await fourth.signsIn();
    await dialogOf(fourth)
      .getByRole('button', { name: new RegExp(fr.identity.confirm.withDevice, 'u') })
      .click();
    await press(old, words.incoming.open);
    await press(old, words.incoming.accept);
    await dialogOf(old)
      .getByRole('button', { name: new RegExp(words.ready.showQr, 'u') })
      .click();
    const code = dialogOf(old).getByRole('img', { name: words.qr.label, exact: true });
    await code.waitFor();
    // A camera keeps the size of its pictures.
    writeFileSync(camera, await old.page.screenshot({ type: 'jpeg', quality: 95 }));
    await dialogOf(fourth)
      .getByRole('button', { name: new RegExp(words.ready.scanQr, 'u') })
      .click();
    await press(fourth, words.qr.camera);
    await dialogOf(fourth).getByText(words.qr.cameraRefused).waitFor();
    await fourth.page.context().grantPermissions(['camera']);
    await press(fourth, words.qr.camera);
    await dialogOf(old).getByText(words.scanned.lead).waitFor();
    await press(old, words.scanned.yes);
    await dialogOf(old).getByText(words.done.own).waitFor();
    await dialogOf(fourth).getByText(words.done.own).waitFor();
    rmSync(folder, { recursive: true });
  });
});

describe('two agents', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    for (const agent of [marie, paul]) await agent.page.getByText(fr.identity.banner.needsCode).waitFor();
    await marie.writesTo(paul.user.userId);
    await paul.accepts('Marie Laurent');
    await paul.writes('Bonjour Marie');
    await marie.sees('Bonjour Marie');
  });

  it('verify each other in their direct message, and are warned of what differs', async () => {
    const asks = async (): Promise<void> => {
      await marie.page.getByRole('button', { name: words.verifyUserLong('Paul Bernard'), exact: true }).click();
      await press(paul, words.incoming.open);
      await press(paul, words.incoming.accept);
      await dialogOf(marie)
        .getByRole('button', { name: new RegExp(words.ready.emoji, 'u') })
        .click();
      expect(await emojiOf(marie)).toEqual(await emojiOf(paul));
    };
    await marie.page.getByRole('button', { name: fr.rooms.header.showMembers, exact: true }).click();
    await asks();
    await press(paul, words.comparing.differ);
    await dialogOf(marie).getByText(words.danger.what).waitFor();
    await looks(paul, 'mismatch');
    await closes(marie);
    await closes(paul);
    await asks();
    await press(marie, words.comparing.same);
    await press(paul, words.comparing.same);
    await dialogOf(marie).getByText(words.done.user('Paul Bernard')).waitFor();
    await dialogOf(paul).getByText(words.done.user('Marie Laurent')).waitFor();
  });

  it('have said nothing of it in clear', () => {
    const sent = [...marie.network.seen, ...paul.network.seen].filter(({ method, path }) => method === 'PUT' && path.includes('/send/m.'));
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.filter(({ path }) => !path.includes('/send/m.room.encrypted/'))).toEqual([]);
  });
});
