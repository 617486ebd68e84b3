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
    marie = await story.agent('marie.laurent', { agentServers, bridges: [{ name: 'Slack', userIdPrefix: '@slack_' }] });
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

  it('what the guest writes bears the same mark, also for who hears it', async () => {
    await marie.page.getByRole('dialog').getByRole('button', { name: fr.common.close, exact: true }).first().click();
    await marie.page.getByRole('button', { name: fr.rooms.header.showMembers, exact: true }).click();
    const message = marie.message('Bien reçu.');
    await message.getByTitle(words.originHelp.external(''), { exact: true }).waitFor();
    await marie.page.getByRole('article', { name: new RegExp(`^Paul Roche \\(${words.guest}\\)`, 'u') }).waitFor();
    await marie.picture('guest-message');
  });

  it('the guest is offered no role in a room that is open to guests, and why is told', async () => {
    await guest.accepts('Comité restreint');
    await marie.opens('Comité restreint');
    await marie.page.getByRole('button', { name: fr.rooms.header.showMembers, exact: true }).click();
    const { acts, role, roles } = fr.roomSettings;
    await marie.chooses(acts.label('Paul Roche'), acts.role);
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByText(role.guest).waitFor();
    const offered = await dialog.getByRole('radio').evaluateAll((all) => all.map((one) => one.parentElement?.textContent?.trim() ?? ''));
    const plain = (text: string) => text.replaceAll(/\s/gu, ' ');
    expect(offered.map(plain)).toEqual([plain(fr.common.labelled(roles.member, (role.help[0] ?? '').toLocaleLowerCase()))]);
    await marie.pictures('guest-role', () => dialog.waitFor());
    expect(await marie.axe()).toEqual([]);
    await dialog.getByRole('button', { name: fr.common.cancel, exact: true }).click();
    await marie.page.getByRole('button', { name: fr.rooms.header.showMembers, exact: true }).click();
  });

  it('a room that is joined to another network says so wherever it shows, and so do its people', async () => {
    const { server } = story;
    const robot = await server.signIn(await server.registerUser('slack_robot', { displayName: 'Robot Slack' }));
    const claire = await server.signIn(await server.registerUser('slack_claire', { displayName: 'Claire Petit' }));
    const bridge = {
      protocol: { id: 'slack', displayname: 'Slack' },
      network: { id: 'T1', displayname: 'Agence' },
      channel: { id: 'C1', displayname: '#projet' },
      creator: marie.user.userId,
    };
    const { room_id: roomId } = await robot.request<{ room_id: string }>('POST', '/createRoom', {
      name: 'Projet commun',
      invite: [marie.user.userId, claire.userId],
      initial_state: [{ type: 'uk.half-shot.bridge', state_key: 'slack://T1/C1', content: bridge }],
    });
    const room = encodeURIComponent(roomId);
    await marie.accepts('Projet commun');
    await claire.request('POST', `/join/${room}`, {});
    await claire.request('PUT', `/rooms/${room}/send/m.room.message/un`, { msgtype: 'm.text', body: 'Bonjour depuis ailleurs' });
    await marie.sees('Bonjour depuis ailleurs');
    const { bridges } = fr.rooms;
    await marie.room('Projet commun').getByTitle(bridges.mark('Slack'), { exact: true }).waitFor();
    await marie.page.getByRole('main').getByTitle(bridges.help('Slack'), { exact: true }).waitFor();
    await marie.page.getByRole('article', { name: /^Claire Petit \(Slack\)/u }).waitFor();
    const details = marie.page.getByRole('complementary');
    await marie.page.getByRole('button', { name: fr.rooms.header.details, exact: true }).click();
    await details.getByText('Slack · Agence · #projet', { exact: true }).waitFor();
    await details.getByText(bridges.byFor('Robot Slack', 'Marie Laurent'), { exact: true }).waitFor();
    await marie.pictures('bridged-room', () => marie.page.getByText('#projet').first().waitFor());
    expect(await marie.axe()).toEqual([]);
    // The bridge is taken away: a state without a network.
    await robot.request('PUT', `/rooms/${room}/state/uk.half-shot.bridge/${encodeURIComponent('slack://T1/C1')}`, {});
    await marie.room('Projet commun').getByTitle(bridges.mark('Slack'), { exact: true }).waitFor({ state: 'detached' });
    await details.getByText(bridges.title, { exact: true }).waitFor({ state: 'detached' });
  });
});
