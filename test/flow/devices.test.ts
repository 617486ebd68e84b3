import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import { Peer } from '../peer/index.ts';
import { PeerVerification, VerificationPhase } from '../peer/verifying.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const words = fr.devices;
const press = (agent: Agent, name: string): Promise<void> => agent.page.getByRole('button', { name, exact: true }).first().click();
const looks = (agent: Agent, name: string): Promise<void> => agent.pictures(name, async () => expect(await agent.axe()).toEqual([]));

describe('the devices of an agent', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let stranger: Peer;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    await marie.page.getByText(fr.identity.banner.needsCode).waitFor();
  });

  const row = (name: string) => marie.page.getByRole('dialog').getByRole('listitem').filter({ hasText: name });

  it('tell of one that appeared, also after a restart, until she says whose it is', async () => {
    stranger = await Peer.start(story.server, marie.user, 'Firefox sous Windows');
    await marie.page.getByText(/Firefox sous Windows/u).waitFor();
    await marie.restarts();
    await marie.page.getByText(/Firefox sous Windows/u).waitFor();
    await looks(marie, 'devices-alert');
  });

  it('are listed, this one first; an old one is renamed', async () => {
    const old = await Peer.start(story.server, marie.user, 'Téléphone de service');
    await marie.page.getByText(words.alert.more(1)).waitFor();
    old.stop();
    await press(marie, fr.shell.settings);
    await marie.page.getByRole('tab', { name: fr.settings.sections.devices, exact: true }).click();
    await row('Téléphone de service').waitFor();
    await marie.page.getByRole('dialog').getByText(words.trust.verified, { exact: true }).waitFor();
    await looks(marie, 'devices');
    await row('Téléphone de service')
      .getByRole('button', { name: words.menu('Téléphone de service') })
      .click();
    await marie.page.getByRole('menuitem', { name: words.rename, exact: true }).click();
    await marie.page.getByLabel(words.newName, { exact: true }).fill('Mobile');
    await press(marie, words.save);
    await row('Mobile').waitFor();
    await row('Mobile').getByRole('checkbox').check();
    await press(marie, words.signOutSelected(1));
    await marie.page.getByRole('dialog').getByRole('button', { name: words.end.submit, exact: true }).click();
    await marie.page.getByLabel(fr.session.signIn.password, { exact: true }).fill(marie.user.password);
    await marie.picture('devices-confirm');
    await marie.page.getByRole('dialog').locator('button[type=submit]').click();
    await row('Firefox sous Windows').waitFor();
    await row('Mobile').waitFor({ state: 'detached' });
    await marie.page.keyboard.press('Escape');
  });

  it('are signed out when they are not hers, with what to do next', async () => {
    await press(marie, words.alert.notMine);
    await marie.page.getByRole('dialog').getByRole('button', { name: words.end.submit, exact: true }).click();
    await marie.page.getByLabel(fr.session.signIn.password, { exact: true }).fill(marie.user.password);
    await marie.page.getByRole('dialog').locator('button[type=submit]').click();
    await marie.page.getByText(words.end.advice).waitFor();
    await looks(marie, 'devices-stranger');
    await press(marie, words.end.close);
    await marie.page.getByText(/Firefox sous Windows/u).waitFor({ state: 'detached' });
    stranger.stop();
  });
});

describe('a person whose identity changes', () => {
  const story = Story.forSuite();

  it('gets nothing until the agent decides, and then what was written', async () => {
    const marie = await story.agent('marie.laurent');
    await marie.page.getByText(fr.identity.banner.needsCode).waitFor();
    const user = await story.server.registerUser('paul.bernard', { displayName: 'Paul Bernard' });
    const paul = await Peer.start(story.server, user);
    await paul.signDevice();
    const roomId = await paul.createRoom({ name: 'Budget', invite: [marie.user.userId] });
    await marie.accepts('Budget');
    await paul.knows(roomId, 2);
    await paul.client.getCrypto()?.getUserDeviceInfo([marie.user.userId], true);
    const theirs = await PeerVerification.askUser(paul, marie.user.userId, roomId);
    await press(marie, fr.verification.incoming.open);
    await press(marie, fr.verification.incoming.accept);
    await theirs.reaches(VerificationPhase.Ready);
    const callbacks = await theirs.compares(true);
    const same = marie.page.getByRole('button', { name: fr.verification.comparing.same, exact: true });
    await same.waitFor();
    await Promise.all([same.click(), callbacks.confirm()]);
    await marie.page.getByRole('dialog').getByRole('contentinfo').getByRole('button', { name: fr.verification.close, exact: true }).click();
    await marie.writes('Le budget est voté');
    await paul.receives(roomId, (message) => message.content.body === 'Le budget est voté');

    await paul.replaceIdentity(user);
    await marie.page.getByText(fr.trust.violation('Paul Bernard')).waitFor();
    await paul.sendText(roomId, 'C’est toujours moi');
    await marie.message('C’est toujours moi').getByRole('img', { name: fr.timeline.shields['verification-violation'] }).waitFor();
    await marie.writes('Tu as changé de poste ?');
    await marie.message('Tu as changé de poste ?').getByText(fr.timeline.failures['identity-changed']).waitFor();
    await looks(marie, 'identity-changed');
    await press(marie, fr.trust.accept);
    await paul.receives(roomId, (message) => message.content.body === 'Tu as changé de poste ?');
    await marie.knowsSent('Tu as changé de poste ?');
    await marie.page.getByText(fr.trust.violation('Paul Bernard')).waitFor({ state: 'detached' });
    paul.stop();
  });
});
