import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { NewRoomKind, RoomTemplate } from '../../preload/contract/index.ts';
import type { Agent } from './agent.ts';
import { landscape } from '../seeds/index.ts';
import { Story } from './story.ts';

const words = fr.rooms.create;

describe('rooms of every kind', () => {
  const story = Story.forSuite({ accessRules: true });
  let marie: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
  });

  const dialog = () => marie.page.getByRole('dialog');
  async function describes(name: string, kind: NewRoomKind, template: RoomTemplate): Promise<void> {
    await marie.chooses(fr.rooms.add, fr.rooms.newRoom);
    await dialog().getByLabel(words.name, { exact: true }).fill(name);
    await dialog().getByRole('radio', { name: words.kinds[kind].name }).check();
    await dialog().getByRole('radio', { name: words.templates[template].name, exact: true }).check();
  }
  const makes = async (name: string): Promise<void> => {
    await dialog().getByRole('button', { name: words.create, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await marie.composer(name).waitFor();
  };

  it('are described in plain words, the safe one being chosen', async () => {
    await marie.chooses(fr.rooms.add, fr.rooms.newRoom);
    expect(await dialog().getByRole('radio', { name: words.kinds.private.name }).isChecked()).toBe(true);
    await dialog().getByText(words.recommended, { exact: true }).waitFor();
    await dialog().getByRole('button', { name: words.create, exact: true }).click();
    await dialog().getByText(words.nameMissing).waitFor();
    await marie.pictures('new-room', () => dialog().waitFor());
    await dialog().getByRole('button', { name: fr.common.cancel, exact: true }).click();
  });

  it('a forum of one domain, for announcements, with its sign', async () => {
    await describes('Annonces du service', 'forum', 'announcement');
    await dialog().getByLabel(words.topic, { exact: true }).fill('Ce qu’il faut savoir');
    await dialog().getByLabel(words.limit(story.server.serverName), { exact: true }).check();
    await dialog()
      .locator('input[type=file]')
      .setInputFiles({ name: 'faux.png', mimeType: 'image/png', buffer: Buffer.from('rien') });
    await dialog().getByText(words.wrongPicture).waitFor();
    await dialog()
      .locator('input[type=file]')
      .setInputFiles({ name: 'annonces.png', mimeType: 'image/png', buffer: Buffer.from(landscape(48, 32, 0.4)) });
    await dialog().getByText('annonces.png').waitFor();
    await marie.picture('new-room/forum');
    await makes('Annonces du service');
    const header = marie.page.getByRole('main').locator('header');
    await header.getByText(fr.rooms.kinds.forum).waitFor();
    await header.getByText('Ce qu’il faut savoir').waitFor();
    await header.locator('img').waitFor();
    await marie.writes('Bienvenue');
  });

  it.each<[string, NewRoomKind]>([
    ['Ministère et prestataire', 'external'],
    ['Salon en clair', 'private-unencrypted'],
  ])('%s is told apart in the list', async (name, kind) => {
    await describes(name, kind, 'conversation');
    await makes(name);
    await marie.room(name).getByText(fr.rooms.kinds[kind]).waitFor({ state: 'attached' });
  });

  it('every kind has its sign', async () => {
    await marie.creates('Salon sûr', []);
    await marie.pictures('room-kinds', () => marie.page.getByRole('heading').first().waitFor());
    expect(marie.complaints).toEqual([]);
  });
});
