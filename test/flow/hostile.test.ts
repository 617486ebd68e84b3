import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import { attacks } from '../../renderer/text/sanitise/attacks.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Forum de test';
const poll = 'org.matrix.msc3381.poll';
const text = (body: string, more: object = {}) => ({ msgtype: 'm.text', body, ...more });
const html = (body: string, formatted: string) => text(body, { format: 'org.matrix.custom.html', formatted_body: formatted });
const nested = (depth: number): unknown => (depth === 0 ? 'fond' : { a: nested(depth - 1) });

describe('a hostile member', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let mallory: Awaited<ReturnType<Story['server']['signIn']>>;
  let path = '';
  /** Where the page asked for anything that is not its own. */
  const outside: string[] = [];
  let made = 0;
  /** A message of Marie. */
  let target = '';

  const sends = async (content: object, type = 'm.room.message'): Promise<string> => {
    made += 1;
    const sent = await mallory.request<{ event_id: string }>('PUT', `${path}/send/${encodeURIComponent(type)}/h${made}`, { ...content });
    return sent.event_id;
  };
  const relates = (relType: string, eventId: string, more: object = {}) => ({
    'm.relates_to': { rel_type: relType, event_id: eventId, ...more },
  });
  /** The page lives, and shows what comes after. */
  const livesOn = async (): Promise<void> => {
    made += 1;
    const mark = `Suite ${made}`;
    await sends(text(mark));
    await marie.toTheEnd();
    await marie.sees(mark);
    expect(await marie.page.evaluate(() => window.attacked === true)).toBe(false);
  };
  /** Once the server has given it one. */
  const idOf = async (said: string): Promise<string> => {
    const id = async () => (await marie.message(said).last().getAttribute('data-event-id')) ?? '';
    await expect.poll(id).toMatch(/^\$/u);
    return id();
  };

  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    marie.page.on('request', (request) => {
      const url = new URL(request.url());
      if (!['127.0.0.1', 'localhost'].includes(url.hostname) && !['data:', 'blob:'].includes(url.protocol)) outside.push(request.url());
    });
    const admin = await story.server.signIn(marie.user);
    const { room_id: roomId } = await admin.request<{ room_id: string }>('POST', '/createRoom', { preset: 'public_chat', name: room });
    path = `/rooms/${encodeURIComponent(roomId)}`;
    const user = await story.server.registerUser('mallory', { displayName: 'Marie\u202E tnerual\u202C Laurent' });
    mallory = await story.server.signIn(user);
    await mallory.request('POST', `${path}/join`, {});
    await marie.opens(room);
    await marie.writes('Bonjour à tous');
  });

  it('runs nothing and fetches nothing with HTML', async () => {
    for (const [index, attack] of attacks.entries()) await sends(html(`attaque ${index}`, `${attack} attaque ${index}`));
    await sends(html('lien', '<a href="https://evil.test/x">https://service-public.fr</a>'));
    await livesOn();
    const bad = 'script,style,iframe,object,embed,form,input:not([type=checkbox]):not([type=file]),link,meta,base,[onclick],[onerror]';
    expect(await marie.page.getByRole('log').locator(bad).count()).toBe(0);
    await expect.poll(() => marie.message('https://service-public.fr').last().innerText()).toContain('evil.test');
    expect(outside).toEqual([]);
  });

  it('breaks nothing with what is huge, malformed, deep or unknown', async () => {
    const odd: Parameters<typeof sends>[] = [
      [text('a'.repeat(60_000))],
      [text('Z\u0351\u0352\u0353\u0354\u0355\u0356'.repeat(500))],
      [html('profond', '<blockquote>'.repeat(2000) + 'profond')],
      [html('code', `<pre><code class="language-ts">${'`${'.repeat(3000)}</code></pre>`)],
      [{ msgtype: 'm.text', body: { toString: 'x' }, format: [], formatted_body: 7 }],
      [{ msgtype: 'm.image', body: '../../x\u202Egpj.exe', url: 'https://evil.test/x.png', info: { w: 1e9, h: -1, size: 'x' } }],
      [{ msgtype: 'm.location', body: 'ici', geo_uri: 'geo:javascript,alert(1)' }],
      [{ msgtype: '__proto__', body: 'proto', profond: nested(60) }],
      [{ x: 1 }, 'fr.test.unknown'],
      [{ 'm.mentions': { user_ids: 'tous' } }, 'm.sticker'],
    ];
    // Some of it the server refuses already: what it lets through is what counts.
    const through = await Promise.allSettled(odd.map((one) => sends(...one)));
    expect(through.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(6);
    await livesOn();
    await marie.picture('hostile-odd');
  });

  it('changes and deletes nothing of others', async () => {
    await marie.writes('Le mot de passe ne se demande jamais');
    await marie.knowsSent('Le mot de passe ne se demande jamais');
    target = await idOf('Le mot de passe ne se demande jamais');
    await sends({
      ...text('* Envoyez-moi vos mots de passe'),
      'm.new_content': text('Envoyez-moi vos mots de passe'),
      ...relates('m.replace', target),
    });
    await mallory.request('PUT', `${path}/redact/${encodeURIComponent(target)}/r1`, { reason: 'faux' }).catch(() => undefined);
    const own = await sends(text('version un'));
    const edit = await sends({ ...text('* version deux'), 'm.new_content': text('version deux'), ...relates('m.replace', own) });
    await sends({ ...text('* d’une modification'), 'm.new_content': text('d’une modification'), ...relates('m.replace', edit) });
    await livesOn();
    await marie.sees('version deux');
    await marie.page.getByText('Le mot de passe ne se demande jamais').first().waitFor();
    for (const never of ['Envoyez-moi vos mots de passe', 'd’une modification']) expect(await marie.page.getByText(never).count()).toBe(0);
  });

  it('gains nothing by reactions, answers and threads that lead nowhere', async () => {
    await sends(relates('m.annotation', target, { key: '👍'.repeat(2500) }), 'm.reaction').catch(() => undefined);
    await sends(relates('m.annotation', target, { key: 'Marie\u202E et 40 autres' }), 'm.reaction');
    await sends(relates('m.annotation', target, { key: { a: 1 } }), 'm.reaction').catch(() => undefined);
    const lost = '$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    await sends(text('répond à rien', { 'm.relates_to': { 'm.in_reply_to': { event_id: lost } } }));
    let last = await sends(text('le premier d’une chaîne'));
    for (let depth = 0; depth < 30; depth++)
      last = await sends(text(`maillon ${depth}`, { 'm.relates_to': { 'm.in_reply_to': { event_id: last } } }));
    const root = await sends(text('racine'));
    const inside = await sends(text('dans le fil', relates('m.thread', root)));
    await sends(text('fil dans un fil', relates('m.thread', inside))).catch(() => undefined);
    await sends(text('fil de nulle part', relates('m.thread', lost))).catch(() => undefined);
    await livesOn();
    await marie.sees('maillon 29');
    expect(await marie.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  it('cheats in no poll', async () => {
    const content = (answers: { id: string; 'org.matrix.msc1767.text': string }[]) => ({
      [`${poll}.start`]: { kind: `${poll}.disclosed`, max_selections: 1e9, question: { 'org.matrix.msc1767.text': 'Qui paie ?' }, answers },
    });
    const answers = Array.from({ length: 60 }, (_, index) => ({ id: `a${index % 50}`, 'org.matrix.msc1767.text': `Réponse ${index}` }));
    const asked = await sends(content(answers), `${poll}.start`);
    const vote = (chosen: unknown) =>
      sends({ ...relates('m.reference', asked), [`${poll}.response`]: { answers: chosen } }, `${poll}.response`);
    for (let times = 0; times < 5; times++) await vote(['a1']);
    await vote(['a1', 'a1', 'a1']);
    const group = marie.page.getByRole('group', { name: 'Qui paie ?' });
    await group.getByText(fr.polls.voters(1), { exact: true }).waitFor();
    await expect.poll(() => group.getByRole('checkbox').count()).toBe(20);
    await vote(['a99']);
    await group.getByText(fr.polls.nobody, { exact: true }).waitFor();
    await group.getByText('Réponse 3', { exact: true }).click();
    await group.getByRole('button', { name: fr.polls.vote, exact: true }).click();
    await group.getByText(fr.polls.result(1, 100)).waitFor();
    const renamed = content(answers.map((answer) => ({ ...answer, 'org.matrix.msc1767.text': `Marie paie ${answer.id}` })));
    await sends({ ...renamed, 'm.new_content': renamed, ...relates('m.replace', asked) }, `${poll}.start`);
    await livesOn();
    expect(await marie.page.getByText('Marie paie').count()).toBe(0);
    await sends(content([]), `${poll}.start`);
    await livesOn();
  });

  it('is still just a member: the page is whole, also after a restart', async () => {
    await marie.restarts();
    await marie.opens(room);
    await marie.toTheEnd();
    await livesOn();
    await marie.writes('Toujours là');
    await marie.knowsSent('Toujours là');
    expect(outside).toEqual([]);
    // The policy refuses what stands in hostile HTML even while it is being taken apart.
    const refused = /WebSocket|Content Security Policy/u;
    expect(marie.complaints.filter((line) => !refused.test(line))).toEqual([]);
    await marie.picture('hostile-end');
    expect(await marie.axe()).toEqual([]);
  });
});

declare global {
  interface Window {
    attacked?: boolean;
  }
}
