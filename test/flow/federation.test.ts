import { beforeAll, describe, expect, it } from 'vitest';
import type { AgentServers } from '../../main/host/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const words = fr.people;
const matrix = (name: string) => `https://matrix.${name}.tchap.test`;
const agentServers: AgentServers = {
  domain: 'tchap.test',
  homeservers: [
    { baseUrl: matrix('agent.dinum'), external: false, name: 'DINUM' },
    { baseUrl: matrix('agent.externe'), external: true, name: 'Externes' },
  ],
};

describe('an agent and a guest of another server', () => {
  const story = Story.forSuite({ serverName: 'agent.dinum.tchap.test' }, [{ serverName: 'agent.externe.tchap.test' }]);
  let marie: Agent;
  let guest: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent', { agentServers });
    const [server] = story.others;
    if (server === undefined) throw new Error('there is no server of guests');
    const user = await server.registerUser('paul.roche-cabinet.fr', { displayName: 'Paul Roche [Cabinet]' });
    guest = await story.openFor(user, { agentServers }, server);
    await guest.signsIn();
  });

  it('the guest is told that the directory is closed, and how else to find people', async () => {
    await guest.chooses(fr.rooms.add, fr.rooms.newDirect);
    const dialog = guest.page.getByRole('dialog');
    await dialog.getByLabel(fr.rooms.direct.user, { exact: true }).fill('marie');
    await dialog.getByText(words.search.closed).waitFor();
    await guest.pictures('guest-directory', () => dialog.getByRole('textbox').or(dialog.getByRole('combobox')).first().waitFor());
    await dialog.getByRole('button', { name: fr.common.cancel, exact: true }).click();
    expect(guest.network.seen.some(({ path }) => path.includes('user_directory'))).toBe(false);
  });

  it('the guest is not invited into a room that is not open to guests; it is explained, with the way to open it', async () => {
    await marie.creates('Comité restreint', []);
    await marie.chooses(fr.rooms.header.more, fr.rooms.header.invite);
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByLabel(fr.rooms.invite.users, { exact: true }).fill(guest.user.userId);
    await dialog.getByRole('button', { name: fr.rooms.invite.invite, exact: true }).click();
    await dialog.getByText(fr.errors['invite.guest'].what, { exact: false }).waitFor();
    await marie.picture('guest-refused');
    expect(marie.network.seen.some(({ method, path }) => method === 'POST' && path.endsWith('/invite'))).toBe(false);
    await dialog.getByRole('button', { name: fr.doors.guests.open, exact: true }).click();
    await marie.page.getByRole('button', { name: fr.doors.guests.confirmDo, exact: true }).click();
    await dialog.getByText(fr.doors.guests.yes).waitFor();
    await dialog.getByRole('button', { name: fr.common.retry, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await guest.room('Comité restreint').waitFor();
  });

  it('both write to each other over the federation, and each sees where the other comes from', async () => {
    await marie.writesTo(guest.user.userId);
    await marie.writes('Bonjour, voici le projet.');
    await guest.room('Marie Laurent').filter({ hasNotText: 'Comité restreint' }).click();
    await guest.page.getByRole('button', { name: fr.rooms.invitation.accept, exact: true }).click();
    await guest.sees('Bonjour, voici le projet.');
    await guest.writes('Bien reçu.');
    await marie.sees('Bien reçu.');
    await marie.page.getByRole('button', { name: fr.rooms.header.showMembers }).first().click();
    const panel = marie.page.getByRole('complementary');
    await panel.getByTitle(words.originHelp.external(''), { exact: true }).waitFor();
    await marie.picture('guest-members');
    await marie.page.getByTitle(words.open('Paul Roche'), { exact: true }).click();
    await marie.page.getByRole('dialog').getByText(words.originHelp.external('')).waitFor();
    await marie.pictures('guest-card', () => marie.page.getByRole('dialog').getByText('Paul Roche').waitFor());
    await guest.page.getByRole('button', { name: fr.rooms.header.showMembers }).first().click();
    await guest.page.getByTitle(words.originHelp.administration('DINUM'), { exact: true }).waitFor();
  });
});
