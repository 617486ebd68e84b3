import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Suivi des chantiers';
const words = fr.messages;

describe('what two agents do with messages', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await Promise.all([marie, paul].map((agent) => agent.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])));
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });
  const clipboard = (agent: Agent): Promise<string> => agent.page.evaluate(() => navigator.clipboard.readText());
  const dialog = (agent: Agent) => agent.page.getByRole('dialog');
  const closes = (agent: Agent) => dialog(agent).getByRole('button', { name: fr.common.close }).last().click();

  it('copy its text and a link to it, by pointer and by keyboard', async () => {
    await marie.writes('Le lot 3 commence lundi');
    await paul.sees('Le lot 3 commence lundi');
    await paul.picks('Le lot 3 commence lundi', fr.timeline.copy);
    expect(await clipboard(paul)).toBe('Le lot 3 commence lundi');
    await paul.message('Le lot 3').last().focus();
    await paul.page.keyboard.press('Shift+F10');
    await paul.page.getByRole('menuitem', { name: words.copyLink, exact: true }).press('Enter');
    await paul.page.getByText(words.linkCopied).waitFor();
    expect(await clipboard(paul)).toMatch(/^https:\/\/matrix\.to\/#\/!.+\/%24.+\?via=/u);
  });

  it('look at what it said before, decrypted', async () => {
    await marie.writes('Réunion à 9 h');
    await marie.knowsSent('Réunion à 9 h');
    for (const hour of ['10 h', '11 h']) {
      await marie.composer().press('ArrowUp');
      await marie.types(`Réunion à ${hour}`);
      await marie.composer().press('Enter');
      await paul.sees(`Réunion à ${hour}`);
    }
    await paul.picks('Réunion à 11 h', words.history);
    const versions = dialog(paul).getByRole('listitem');
    await versions.nth(2).waitFor();
    expect(await versions.allInnerTexts()).toEqual([
      expect.stringContaining('Réunion à 11 h'),
      expect.stringContaining('Réunion à 10 h'),
      expect.stringContaining('Réunion à 9 h'),
    ]);
    await paul.picture('versions');
    await closes(paul);
  });

  it('see who reacted with what', async () => {
    await paul.acts('Réunion à 11 h', fr.timeline.react);
    await paul.page.getByRole('button', { name: fr.timeline.reactWith('👍'), exact: true }).click();
    await marie.message('Réunion à 11 h').getByRole('button', { name: /👍/u }).waitFor();
    await marie.picks('Réunion à 11 h', words.whoReacted);
    await dialog(marie)
      .getByRole('region', { name: words.reactors.key('👍', 1) })
      .getByText('Paul Bernard')
      .waitFor();
    await closes(marie);
  });

  it('give its source to support, as received and as decrypted', async () => {
    await paul.picks('Le lot 3', words.source);
    await dialog(paul).getByLabel(words.sources.raw).getByText('m.megolm.v1.aes-sha2').waitFor();
    await dialog(paul).getByLabel(words.sources.clear).getByText('Le lot 3 commence lundi').waitFor();
    await paul.picture('source');
    await closes(paul);
  });

  it('report one to the moderators of the server', async () => {
    await paul.picks('Le lot 3', words.report);
    await dialog(paul).getByLabel(words.reporting.reason).fill('Envoyé au mauvais salon');
    await dialog(paul).getByRole('button', { name: words.reporting.send, exact: true }).click();
    await paul.page.getByText(words.reporting.done).waitFor();
    const sent = paul.network.seen.find(({ method, path }) => method === 'POST' && path.includes('/report/'));
    expect(sent?.body).toContain('Envoyé au mauvais salon');
  });

  it('delete one with a reason, their own or by power', async () => {
    await paul.writes('Ceci n’a rien à faire ici');
    await marie.sees('Ceci n’a rien à faire ici');
    await marie.picks('Ceci n’a rien à faire ici', fr.timeline.remove);
    await dialog(marie).getByLabel(words.remove.reason).fill('Hors sujet');
    await dialog(marie).getByRole('button', { name: fr.timeline.remove, exact: true }).click();
    await paul.message(fr.timeline.redactedBy('Marie Laurent')).getByText('Hors sujet').waitFor();
    await paul.message('Le lot 3').last().click({ button: 'right' });
    await paul.page.getByRole('menuitem', { name: fr.timeline.copy, exact: true }).waitFor();
    expect(await paul.page.getByRole('menuitem', { name: fr.timeline.remove, exact: true }).count()).toBe(0);
    await paul.page.keyboard.press('Escape');
  });

  it('choose several to copy or to delete', async () => {
    for (const text of ['Premier point', 'Second point']) await marie.writes(text);
    await marie.knowsSent('Second point');
    await marie.picks('Premier point', words.select);
    await marie.page.getByRole('checkbox', { name: /Second point/u }).check();
    await marie.page.getByText(words.selection.count(2)).waitFor();
    await marie.picture('selection');
    await marie.page.getByRole('button', { name: words.selection.copy, exact: true }).click();
    expect(await clipboard(marie)).toMatch(/^Marie Laurent, .+\nPremier point\n\nMarie Laurent, .+\nSecond point$/u);
    // By the keys alone; Escape ends it.
    const bar = marie.page.getByRole('toolbar', { name: words.selection.label });
    await marie.picks('Premier point', words.select);
    await marie.message('Premier point').focus();
    await marie.page.keyboard.press('ArrowDown');
    await marie.page.keyboard.press('Space');
    await bar.getByText(words.selection.count(2)).waitFor();
    await marie.page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
    await marie.picks('Premier point', words.select);
    await marie.page.getByRole('checkbox', { name: /Second point/u }).check();
    await marie.page.getByRole('toolbar', { name: words.selection.label }).getByRole('button', { name: words.selection.remove }).click();
    await dialog(marie).getByRole('button', { name: fr.timeline.remove, exact: true }).click();
    await paul.message('Second point').waitFor({ state: 'detached' });
    await paul.message('Premier point').waitFor({ state: 'detached' });
  });

  it('send one on to another room, warned where more people could read it', async () => {
    const forum = await story.server.signIn(paul.user);
    await forum.request('POST', '/createRoom', { preset: 'public_chat', name: 'Annonces internes' });
    await paul.creates('Entre nous', []);
    await paul.opens(room);
    await paul.picks('Le lot 3', words.forward);
    await dialog(paul).getByRole('checkbox', { name: 'Annonces internes' }).check();
    await dialog(paul).getByText(words.forwarding.risks.forum('Annonces internes')).waitFor();
    await dialog(paul).getByRole('checkbox', { name: 'Entre nous' }).check();
    await paul.picture('forward');
    await dialog(paul).getByRole('button', { name: words.forwarding.sendAnyway, exact: true }).click();
    await paul.page.getByText(words.forwarding.done(2)).waitFor();
    for (const target of ['Annonces internes', 'Entre nous']) {
      await paul.opens(target);
      await paul.knowsSent('Le lot 3 commence lundi');
    }
    await paul.opens(room);
  });

  it('send a file on, encrypted anew under a key of its own', async () => {
    const buffer = Buffer.from('Plan du lot 3\n'.repeat(20));
    await marie.sends({ name: 'plan.txt', mimeType: 'text/plain', buffer });
    await paul.message('plan.txt').waitFor();
    const uploads = () => paul.network.seen.filter(({ method, path }) => method === 'POST' && path.includes('/media/v3/upload'));
    const before = uploads().length;
    await paul.picks('plan.txt', words.forward);
    await dialog(paul).getByRole('checkbox', { name: 'Entre nous' }).check();
    await dialog(paul)
      .getByRole('button', { name: words.forwarding.send(1), exact: true })
      .click();
    await paul.opens('Entre nous');
    await paul.message('plan.txt').waitFor();
    await paul.knowsSent('plan.txt');
    expect(uploads().length).toBe(before + 1);
    expect(uploads().at(-1)?.body).not.toContain('Plan du lot 3');
    await paul.opens(room);
  });

  it('read in one line who came and left, and each of them on demand', async () => {
    const admin = await story.server.signIn(marie.user);
    const { joined_rooms: joined } = await admin.request<{ joined_rooms: string[] }>('GET', '/joined_rooms');
    const roomId = encodeURIComponent(joined[0] ?? '');
    for (const name of ['zoe', 'yann', 'lina', 'hugo']) {
      const user = await story.server.registerUser(name, { displayName: name });
      await admin.request('POST', `/rooms/${roomId}/invite`, { user_id: user.userId });
      const device = await story.server.signIn(user);
      await device.request('POST', `/rooms/${roomId}/join`, {});
    }
    const group = marie.page.getByRole('button', {
      name: new RegExp(words.changes.many['member-invited']?.('4 personnes', true) ?? '', 'u'),
    });
    await group.waitFor();
    await group.click();
    await marie.page.getByText('zoe a accepté l’invitation').waitFor();
    await marie.picture('changes');
  });

  it('leave nothing to complain of in the console', () => {
    expect([...marie.complaints, ...paul.complaints]).toEqual([]);
  });
});
