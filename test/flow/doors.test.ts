import { beforeAll, describe, expect, it } from 'vitest';
import type { AgentServers } from '../../main/host/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const words = fr.doors;
/** As if the server of the story were the one of guests. */
const guestServers: AgentServers = {
  domain: 'test',
  homeservers: [{ baseUrl: 'https://matrix.tchap.test', name: 'Externes', external: true }],
};

describe('the doors of rooms', () => {
  const story = Story.forSuite({ accessRules: true });
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
  });

  const dialog = (agent: Agent) => agent.page.getByRole('dialog');
  const says = (agent: Agent, button: string) => dialog(agent).getByRole('button', { name: button, exact: true }).click();
  const details = async (agent: Agent): Promise<void> => {
    await agent.page.getByRole('button', { name: fr.rooms.header.details, exact: true }).click();
  };
  async function createsForum(name: string, topic: string): Promise<void> {
    await marie.chooses(fr.rooms.add, fr.rooms.newRoom);
    await dialog(marie).getByLabel(fr.rooms.create.name, { exact: true }).fill(name);
    await dialog(marie).getByRole('radio', { name: fr.rooms.create.kinds.forum.name }).check();
    await dialog(marie).getByLabel(fr.rooms.create.topic, { exact: true }).fill(topic);
    await says(marie, fr.rooms.create.create);
    await marie.composer(name).waitFor();
  }
  /** Pictures of what she sees, in one language and theme, then in the others. */
  async function looks(agent: Agent, name: string): Promise<void> {
    await agent.picture(`doors/${name}-fr-light`);
    await agent.chooseSettings({ language: 'en', theme: 'dark' });
    await agent.picture(`doors/${name}-en-dark`);
    await agent.chooseSettings({ language: 'fr', theme: 'light' });
  }
  /** What « copier le lien » of the details puts on the clipboard. */
  async function copiesLink(agent: Agent): Promise<string> {
    await agent.page.evaluate(() => navigator.clipboard.writeText(''));
    await agent.page.getByRole('button', { name: words.link.copy, exact: true }).click();
    const copied = () => agent.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).not.toBe('');
    return copied();
  }

  /** The link becomes the name of the room. */
  async function sends(text: string): Promise<void> {
    await marie.types(text);
    await marie.composer().press('Enter');
  }

  it('a forum is searched, looked at and entered', async () => {
    await createsForum('Cantines du ministère', 'Menus, horaires, allergènes : posez vos questions ici.');
    await createsForum('Vélos et trottinettes', 'Où se garer, où réparer.');
    await paul.chooses(fr.rooms.add, words.forums.find);
    const list = dialog(paul).getByRole('list', { name: words.forums.list });
    await list.getByText('Vélos et trottinettes').waitFor();
    await looks(paul, 'forums');
    const search = dialog(paul).getByLabel(words.forums.search);
    await search.fill('absent');
    await dialog(paul).getByText(words.forums.noneTitle).waitFor();
    await search.fill('cantines');
    await list.getByText('Menus, horaires', { exact: false }).waitFor();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
    await list.getByRole('button', { name: words.enter, exact: true }).click();
    await paul.composer('Cantines du ministère').waitFor();
    await paul.writes('Bonjour à tous');
    await marie.opens('Cantines du ministère');
    await marie.sees('Bonjour à tous');
  });

  it('a server that does not answer for its forums is told in words', async () => {
    await paul.chooses(fr.rooms.add, words.forums.find);
    await dialog(paul).getByLabel(words.forums.server, { exact: true }).selectOption({ label: words.forums.otherServer });
    await dialog(paul).getByLabel(words.forums.otherName, { exact: true }).fill('nulle-part.tchap.test');
    await paul.page.keyboard.press('Enter');
    await dialog(paul).getByText(fr.errors['forums.unreachable'].what).waitFor();
    await dialog(paul).getByRole('button', { name: fr.common.close, exact: true }).click();
  });

  it('a private room is opened by its link, after a question, and entered with it', async () => {
    await marie.creates('Réunion d’été', []);
    await marie.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await details(marie);
    const access = marie.page.getByRole('switch', { name: words.link.access, exact: true });
    await access.click();
    await dialog(marie).getByText(words.link.confirm).waitFor();
    await says(marie, fr.common.cancel);
    expect(await access.isChecked()).toBe(false);
    await access.click();
    await looks(marie, 'link-access');
    await says(marie, words.link.confirmDo);
    await marie.page.getByText(words.link.isOpen).waitFor();
    await expect.poll(() => access.isChecked()).toBe(true);
    await looks(marie, 'room-doors');
    const link = await copiesLink(marie);
    expect(link).toContain('https://matrix.to/#/%23Reuniondete');

    await marie.opens('Cantines du ministère');
    await sends(`Inscrivez-vous ici : ${link.replace('matrix.to', 'tchap.gouv.fr')}`);
    await paul.message('Inscrivez-vous').last().getByRole('link').click();
    await dialog(paul).getByText(words.door.open).waitFor();
    await dialog(paul).getByText('Réunion d’été').waitFor();
    await looks(paul, 'door');
    await says(paul, words.enter);
    await paul.composer('Réunion d’été').waitFor();
    // Who is in goes straight to the room.
    await paul.opens('Cantines du ministère');
    await paul.message('Inscrivez-vous').last().getByRole('link').click();
    await paul.composer('Réunion d’été').waitFor();
    await dialog(paul).waitFor({ state: 'detached' });
  });

  it('a room that one is not let into says so', async () => {
    await marie.creates('Entre nous', []);
    await details(marie);
    const link = await copiesLink(marie);
    await marie.opens('Cantines du ministère');
    await sends(`À voir : ${link}`);
    await paul.opens('Cantines du ministère');
    await paul.message('À voir').last().getByRole('link').click();
    await dialog(paul).getByText(words.door.invitation).waitFor();
    await says(paul, words.enter);
    await dialog(paul).getByText(fr.errors['room.no-entry'].what).waitFor();
    await says(paul, fr.common.cancel);
  });

  it('a private room is opened to guests after a warning, and shows it', async () => {
    await marie.opens('Entre nous');
    await details(marie);
    await marie.page.getByText(words.guests.no).waitFor();
    await marie.page.getByRole('button', { name: words.guests.open, exact: true }).click();
    await looks(marie, 'open-to-guests');
    await says(marie, words.guests.confirmDo);
    await marie.page.getByText(words.guests.yes).waitFor();
    await marie.page.getByRole('main').locator('header').getByText(fr.rooms.kinds.external).waitFor();
    expect(await marie.page.getByRole('button', { name: words.guests.open, exact: true }).count()).toBe(0);
  });

  it('a guest is told what is for agents alone', async () => {
    const nina = await story.agent('nina.roche', { agentServers: guestServers });
    await nina.chooses(fr.rooms.add, words.forums.find);
    await dialog(nina).getByText(words.refused.forums).waitFor();
    await says(nina, words.refused.close);
    await nina.chooses(fr.rooms.add, fr.rooms.newRoom);
    await dialog(nina).getByText(words.refused.create).waitFor();
    await looks(nina, 'guest-refused');
    await says(nina, words.refused.close);
    for (const agent of [marie, paul, nina])
      expect(agent.complaints.filter((line) => !line.includes('404') && !line.includes('403'))).toEqual([]);
  });
});
