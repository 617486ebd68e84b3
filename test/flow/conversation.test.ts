import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Guichet unique';

describe('two agents in a private encrypted room', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    await marie.creates(room, [paul.user.userId]);
    await paul.accepts(room);
  });

  it('read each other', async () => {
    await marie.writes('Bonjour Paul, le comité est à 14 h.');
    await paul.sees('Bonjour Paul, le comité est à 14 h.');
    await paul.writes('Bien reçu, merci Marie !');
    await marie.sees('Bien reçu, merci Marie !');
    await marie.knowsSent('Bonjour Paul, le comité est à 14 h.');
  });

  it('have sent nothing in clear', async () => {
    const sent = [...marie.network.seen, ...paul.network.seen].filter(({ method, path }) => method === 'PUT' && path.includes('/send/m.'));
    expect(sent.length).toBeGreaterThanOrEqual(2);
    expect(sent.filter(({ path }) => !path.includes('/send/m.room.encrypted/'))).toEqual([]);
    expect(marie.network.seen.filter(({ body }) => body.includes('comité'))).toEqual([]);
  });

  it('see formatted text as it was meant', async () => {
    await marie.composer().pressSequentially('**Décision** : *quatre* écrans');
    await marie.composer().press('Enter');
    await paul.message('Décision').locator('strong').waitFor();
    await paul.message('Décision').locator('em').waitFor();
  });

  it('see a correction, a reaction, an answer and a removal', async () => {
    await marie.writes('Rendez-vous à 15 h');
    await paul.sees('Rendez-vous à 15 h');
    await marie.composer().press('ArrowUp');
    await marie.types('Rendez-vous à 16 h');
    await marie.composer().press('Enter');
    await paul.sees('Rendez-vous à 16 h');
    await paul.message('Rendez-vous à 16 h').getByText(fr.timeline.edited).waitFor();

    await paul.acts('Rendez-vous à 16 h', fr.timeline.react);
    await paul.page.getByRole('button', { name: fr.timeline.reactWith('👍'), exact: true }).click();
    await marie.message('Rendez-vous à 16 h').getByRole('button', { name: /👍/u }).waitFor();

    await paul.acts('Rendez-vous à 16 h', fr.timeline.reply);
    await paul.writes('Entendu pour 16 h');
    await marie.message('Entendu pour 16 h').getByTitle(fr.timeline.showOriginal).waitFor();

    await marie.writes('Message de trop');
    await paul.sees('Message de trop');
    await paul.acts('Message de trop', fr.timeline.reply);
    await paul.writes('Pourquoi de trop ?');
    await marie.message('Pourquoi de trop ?').getByText('Message de trop').waitFor();
    await marie.message('Message de trop').first().click({ button: 'right' });
    await marie.page.getByRole('menuitem', { name: fr.timeline.remove, exact: true }).click();
    await marie.page.getByRole('dialog').getByRole('button', { name: fr.timeline.remove, exact: true }).click();
    await paul.page.getByRole('log').getByText('Message de trop').first().waitFor({ state: 'detached' });
    await paul.message(fr.timeline.redactedBy('Marie Laurent')).waitFor();
    await paul.message('Pourquoi de trop ?').getByTitle(fr.timeline.showOriginal).getByText(fr.timeline.redacted).waitFor();
  });

  it('find the conversation as it was after a restart', async () => {
    await marie.restarts();
    await marie.opens(room);
    await marie.sees('Entendu pour 16 h');
    await paul.writes('Toujours là ?');
    await marie.sees('Toujours là ?');
    await marie.writes('Toujours là.');
    await paul.sees('Toujours là.');
  });

  it('keep a draft for each room, also over a restart', async () => {
    await marie.types('Une phrase que je finirai plus tard');
    await marie.composer().blur();
    await marie.restarts();
    await marie.room(room).getByText('Une phrase que je finirai').waitFor();
    await marie.opens(room);
    expect(await marie.composer(room).innerText()).toBe('Une phrase que je finirai plus tard');
    await marie.types('');
  });

  it('open on what is kept while the server is away, and send what was written when it is back', async () => {
    await marie.quits();
    await marie.network.disconnect();
    await marie.starts();
    await marie.page.getByText(fr.shell.connection.offline).first().waitFor();
    await marie.opens(room);
    await marie.sees('Toujours là.');
    await marie.writes('Écrit sans réseau, un');
    await marie.writes('Écrit sans réseau, deux');
    await marie.seesWaiting('Écrit sans réseau, deux');
    await marie.restarts();
    await marie.opens(room);
    await marie.seesWaiting('Écrit sans réseau, deux');
    await marie.network.reconnect();
    await paul.sees('Écrit sans réseau, deux');
    await marie.knowsSent('Écrit sans réseau, deux');
    const texts = await paul.message('Écrit sans réseau').allInnerTexts();
    expect(texts.map((text) => /un|deux/u.exec(text)?.[0])).toEqual(['un', 'deux']);
  });

  it('know who is writing and who has read', async () => {
    await paul.composer().pressSequentially('Je réfléchis');
    await marie.page.getByText(fr.timeline.typing(['Paul Bernard'], 0)).waitFor();
    await paul.types('');
    await marie.writes('As-tu lu ?');
    await paul.sees('As-tu lu ?');
    await paul.page.bringToFront();
    await marie
      .message('As-tu lu ?')
      .getByRole('img', { name: fr.timeline.readBy(['Paul Bernard'].join(), 0) })
      .waitFor();
  });

  it('leave nothing to complain of in the console', () => {
    expect([...marie.complaints, ...paul.complaints].filter((line) => !line.includes('WebSocket'))).toEqual([]);
  });
});
