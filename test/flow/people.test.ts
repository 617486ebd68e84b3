import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Net } from '../../main/host/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import { startFakeIdentity, type FakeIdentity } from '../tchap/index.ts';
import type { Agent } from './agent.ts';
import { serverName, Story } from './story.ts';

const words = fr.people;
const { search, card } = words;
const dialogOf = (agent: Agent) => agent.page.getByRole('dialog');

describe('people', () => {
  // The homeserver takes the certificate of the fake, which nobody knows.
  const story = Story.forSuite({ config: { use_insecure_ssl_client_just_for_testing_do_not_use: true, ip_range_blacklist: [] } });
  let identity: FakeIdentity;
  let marie: Agent;
  let paul: Agent;
  /** `.well-known` names the fake identity server. */
  const net: Net = {
    fetch: async (url, init) => {
      if (url === `https://${serverName}/.well-known/matrix/client`) {
        return Response.json({
          'm.homeserver': { base_url: story.server.url },
          'm.identity_server': { base_url: `https://${identity.name}` },
        });
      }
      return fetch(url.replace(`https://${identity.name}/`, `${identity.plainUrl}/`), init);
    },
  };
  beforeAll(async () => {
    identity = await startFakeIdentity();
    marie = await story.agent('marie.laurent', { net });
    paul = await story.agent('paul.bernard', { net });
    await story.server.directoryFilled();
    for (const name of ['claire.dubois', 'nadia.benali']) await story.server.registerUser(name, { displayName: nameOf(name) });
    identity.owners.set('nadia@dinum.gouv.fr', `@nadia.benali:${serverName}`);
  });
  afterAll(() => identity.close());

  it('are found in the directory by their name, and a direct message is one key away', async () => {
    await marie.chooses(fr.rooms.add, fr.rooms.newDirect);
    const dialog = dialogOf(marie);
    const field = dialog.getByLabel(fr.rooms.direct.user, { exact: true });
    await field.fill('bernard');
    await dialog.getByRole('option', { name: 'Paul Bernard' }).waitFor();
    await marie.pictures('people-search', () => dialog.getByRole('option', { name: 'Paul Bernard' }).waitFor());
    expect(await marie.axe()).toEqual([]);
    await field.fill('personne de ce nom');
    await dialog.getByText(search.none).waitFor();
    await field.fill('bernard');
    await dialog.getByRole('option', { name: 'Paul Bernard' }).waitFor();
    await field.press('ArrowDown');
    await field.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await marie.writes('Bonjour Paul');
    await paul.accepts('Marie Laurent');
    await paul.sees('Bonjour Paul');
  });

  it('are found from the switcher too', async () => {
    await marie.page.keyboard.press('Control+k');
    await marie.page.keyboard.type('dubois');
    await marie.page.getByRole('option', { name: 'Claire Dubois' }).waitFor();
    await marie.page.keyboard.press('Enter');
    await marie.composer('Claire Dubois').waitFor();
  });

  it('are still proposed where we exchange with them already, when the directory does not answer', async () => {
    marie.network.add({ match: /user_directory\/search/u, fault: { kind: 'status', status: 500 } });
    await marie.chooses(fr.rooms.add, fr.rooms.newDirect);
    const dialog = dialogOf(marie);
    await dialog.getByLabel(fr.rooms.direct.user, { exact: true }).fill('paul');
    await dialog.getByText(search.failed).waitFor();
    await dialog.getByRole('option', { name: 'Paul Bernard' }).waitFor();
    marie.network.clear();
    await dialog.getByRole('button', { name: fr.common.cancel, exact: true }).click();
  });

  it('are invited several at once, by what is pasted: who was and who was not, and why', async () => {
    await marie.creates('Comité de pilotage', [paul.user.userId]);
    await paul.accepts('Comité de pilotage');
    await marie.chooses(fr.rooms.header.more, fr.rooms.header.invite);
    const dialog = dialogOf(marie);
    const field = dialog.getByLabel(fr.rooms.invite.users, { exact: true });
    const pasted = `Nadia@DINUM.gouv.fr, jean.neuf@dinum.gouv.fr;\n@fantome:tchap.test\n${paul.user.userId}`;
    await field.focus();
    await field.evaluate((element, text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, pasted);
    await dialog.getByText('@fantome:tchap.test').waitFor();
    await marie.picture('people-invite-chosen');
    await dialog.getByRole('button', { name: fr.rooms.invite.invite, exact: true }).click();
    await dialog.getByText(fr.errors['user.unknown'].what, { exact: false }).waitFor();
    await dialog.getByText(fr.rooms.invite.notDone(1)).waitFor();
    for (const outcome of ['invited', 'by-email', 'already'] as const)
      await dialog.getByText(fr.rooms.invite.outcomes[outcome], { exact: true }).waitFor();
    await marie.picture('people-invite-summary');
    expect(await marie.axe()).toEqual([]);
    expect(identity.invited).toEqual(['jean.neuf@dinum.gouv.fr']);
    expect(identity.registrations).toBe(1);
    await dialog.getByRole('button', { name: fr.common.close, exact: true }).last().click();
  });

  it('who wait for an account stand among the members, and their invitation can be taken back', async () => {
    await marie.page.getByRole('button', { name: fr.rooms.header.showMembers }).first().click();
    await marie.page.getByText('j...@d...').waitFor();
    await marie.pictures('people-members', () => marie.page.getByText('j...@d...').waitFor());
    await marie.page.getByRole('button', { name: words.revoke('j...@d...') }).click();
    await marie.page.getByText('j...@d...', { exact: true }).waitFor({ state: 'detached' });
  });

  it('are written to a file', async () => {
    const path = join(tmpdir(), `membres-${process.pid}.csv`);
    marie.main.host.savePath = path;
    await marie.page.getByRole('button', { name: words.export.action }).click();
    await marie.page.getByText(words.export.done(3)).waitFor();
    const text = await readFile(path, 'utf8');
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFF"Nom";"Organisme";"Identifiant";"Rôle";"Provenance"',
      `"Marie Laurent";"";"'${marie.user.userId}";"Administration";""`,
    ]);
  });

  it('have a profile with the rooms in common', async () => {
    await marie.page.getByTitle(words.open('Paul Bernard'), { exact: true }).click();
    const dialog = dialogOf(marie);
    await dialog.getByRole('button', { name: 'Comité de pilotage' }).waitFor();
    await marie.pictures('people-card', () => dialog.getByRole('button', { name: 'Comité de pilotage' }).waitFor());
    expect(await marie.axe()).toEqual([]);
  });

  it('are blocked: what they write and their invitations are hidden at once, until they are unblocked', async () => {
    await paul.opens('Comité de pilotage');
    await paul.writes('Ceci va disparaître');
    const dialog = dialogOf(marie);
    await dialog.getByRole('button', { name: card.block, exact: true }).click();
    await dialog.getByText(card.ask('Paul Bernard')).waitFor();
    await marie.picture('people-block');
    await dialog.getByRole('group', { name: card.block }).getByRole('button', { name: card.block, exact: true }).click();
    await dialog.getByText(card.blockedHelp).waitFor();
    await dialog.getByRole('button', { name: fr.common.close, exact: true }).click();
    await marie.message('Ceci va disparaître').waitFor({ state: 'detached' });
    const shown = marie.main.host.shown.length;
    await paul.creates('Salon de Paul', [marie.user.userId]);
    await paul.opens('Comité de pilotage');
    await paul.writes('Et ceci ne vient pas');
    await marie.writes('Je suis seule ici');
    await paul.sees('Je suis seule ici');
    expect(await marie.message('Et ceci ne vient pas').count()).toBe(0);
    expect(await marie.room('Salon de Paul').count()).toBe(0);
    expect(marie.main.host.shown).toHaveLength(shown);
    await marie.page.keyboard.press('Control+,');
    await dialog.getByRole('tab', { name: fr.settings.sections.security }).click();
    const unblock = dialog.getByRole('button', { name: words.blocked.unblockLong('Paul Bernard') });
    await unblock.scrollIntoViewIfNeeded();
    await marie.picture('people-blocked');
    await unblock.click();
    await dialog.getByText(words.blocked.none).waitFor();
    await marie.page.keyboard.press('Escape');
    await marie.sees('Ceci va disparaître');
    expect(marie.complaints.filter((line) => !line.includes('user_directory'))).toEqual([]);
  });
});

const nameOf = (localpart: string): string =>
  localpart
    .split('.')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
