import { beforeAll, describe, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

describe('invitations', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
  });

  it('open a direct message that both can write in', async () => {
    await marie.writesTo(paul.user.userId);
    await marie.writes('Bonjour Paul, bienvenue !');
    await paul.room('Marie Laurent').click();
    await paul.page.getByText(fr.rooms.invitation.directTitle('Marie Laurent')).waitFor();
    await paul.page.getByRole('button', { name: fr.rooms.invitation.accept, exact: true }).click();
    await paul.writes('Bonjour Marie.');
    await marie.sees('Bonjour Marie.');
    await marie.writes('Tu peux me lire ?');
    await paul.sees('Tu peux me lire ?');
  });

  it('come back to the same direct message', async () => {
    await paul.writesTo(marie.user.userId);
    await paul.sees('Tu peux me lire ?');
  });

  it('can be sent from a room that exists', async () => {
    await marie.creates('Budget 2027', []);
    await marie.chooses(fr.rooms.header.more, fr.rooms.header.invite);
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByLabel(fr.rooms.invite.users, { exact: true }).fill(paul.user.userId);
    await dialog.getByRole('button', { name: fr.rooms.invite.invite, exact: true }).click();
    await paul.accepts('Budget 2027');
    await marie.writes('Première esquisse du budget');
    await paul.sees('Première esquisse du budget');
  });

  it('can be refused', async () => {
    await marie.creates('Sans intérêt', [paul.user.userId]);
    await paul.refuses('Sans intérêt');
  });

  it('say that a person does not exist', async () => {
    await marie.chooses(fr.rooms.add, fr.rooms.newDirect);
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByLabel(fr.rooms.direct.user, { exact: true }).fill('pas-un-identifiant');
    await dialog.getByRole('button', { name: fr.rooms.direct.start, exact: true }).click();
    await dialog.getByText(fr.rooms.direct.invalid).waitFor();
    await dialog.getByRole('button', { name: fr.common.cancel, exact: true }).click();
  });

  it('end with leaving', async () => {
    await paul.opens('Budget 2027');
    await paul.chooses(fr.rooms.header.more, fr.rooms.header.leave);
    await paul.page.getByRole('dialog').getByRole('button', { name: fr.rooms.leave.leave, exact: true }).click();
    await paul.room('Budget 2027').waitFor({ state: 'detached' });
    await marie.opens('Budget 2027');
    await marie.page
      .getByRole('log')
      .getByText(fr.timeline.changes['member-left']({ actor: '', target: 'Paul Bernard', value: '', previous: '' }))
      .waitFor();
  });
});
