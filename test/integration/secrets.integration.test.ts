import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join as path } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Net } from '../../main/host/index.ts';
import type { Port } from '../../preload/wire/index.ts';
import { openPage } from './page.ts';
import { asTransaction, asUser, join, signIn, standing, startStory, text, untilRead, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno']);
});
afterAll(() => story.close());

/** A network that notes the secrets which pass over it: tokens, and every key of the device. */
function notingNet(): { net: Net; secrets: Set<string> } {
  const secrets = new Set<string>();
  const noteStrings = (value: unknown): void => {
    if (typeof value === 'string' && /^[A-Za-z0-9+/_-]{40,}={0,2}$/u.test(value)) secrets.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(noteStrings);
  };
  const fetchNoting: Net['fetch'] = async (url, init) => {
    const token = new Headers(init?.headers).get('authorization');
    if (token !== null) secrets.add(token.replace('Bearer ', ''));
    if (url.includes('/keys/upload') && typeof init?.body === 'string') noteStrings(JSON.parse(init.body));
    const response = await fetch(url, init);
    if (!url.includes('/login') || init?.method !== 'POST') return response;
    const answer = (await response.clone().json()) as { access_token?: string; refresh_token?: string };
    for (const secret of [answer.access_token, answer.refresh_token]) if (secret !== undefined) secrets.add(secret);
    return response;
  };
  return { net: { fetch: fetchNoting }, secrets };
}

/** Notes all that main says to the page. */
function notingPort(said: string[]): (port: Port) => Port {
  return (port) => ({
    ...port,
    send: (message) => {
      said.push(JSON.stringify(message));
      port.send(message);
    },
    onMessage: (listener) => port.onMessage(listener),
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  });
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) =>
    statSync(path(folder, name)).isDirectory() ? filesUnder(path(folder, name)) : [path(folder, name)],
  );

describe('secrets stay in main', () => {
  it('no token, no key and no password crosses to the page, stands in a log, or lies on the disk in clear', async () => {
    const { net, secrets } = notingNet();
    const agnes = await story.start('agnes', { net });
    const bruno = await story.start('bruno');
    const said: string[] = [];
    const page = openPage(agnes.headless, notingPort(said));
    const login = { baseUrl: story.proxy.url, user: 'agnes', password: 'motdepasse-agnes' };
    await expect(page.call('session.signIn', { ...login, password: 'faux-motdepasse' })).rejects.toMatchObject({
      code: 'auth.wrong-password',
    });
    const { accountId } = await page.call('session.signIn', login);
    const other = await signIn(bruno, story, 'bruno');
    await standing(page, accountId, (view) => view.connection === 'online');
    const { roomId } = await page.call('rooms.createPrivate', { accountId, name: 'Secret', invite: [asUser('bruno', story)] });
    await join(bruno, other, roomId);
    await page.call('messages.send', { accountId, roomId, transactionId: asTransaction('s1'), content: text('Bonjour') });
    await untilRead({ ...agnes, page }, accountId, roomId, 'Bonjour');
    await untilRead(bruno, other, roomId, 'Bonjour');
    for (const name of ['members', 'typing'] as const) page.feed(name, { accountId, roomId });
    await page.call('session.signOutPreview', { accountId });
    await agnes.stop();

    expect(secrets.size).toBeGreaterThan(20);
    expect(said.length).toBeGreaterThan(10);
    const everything = said.join('\n');
    const forbidden = [...secrets, 'motdepasse-agnes', 'faux-motdepasse'];
    expect(forbidden.filter((secret) => everything.includes(secret))).toEqual([]);
    for (const file of filesUnder(story.folder('agnes'))) {
      const content = readFileSync(file, 'latin1');
      expect({ file, found: forbidden.filter((secret) => content.includes(secret)) }).toEqual({ file, found: [] });
    }
  });
});
