import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join as path } from 'node:path';
import { decodeRecoveryKey } from 'matrix-js-sdk/lib/crypto-api/recovery-key.js';
import type { AESEncryptedSecretStoragePayload } from 'matrix-js-sdk/lib/@types/AESEncryptedSecretStoragePayload.js';
import decryptAESSecretStorageItem from 'matrix-js-sdk/lib/utils/decryptAESSecretStorageItem.js';
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

/** The private keys of the identity and of the backup, and the key that opens them: what the server keeps, opened with the code. */
async function identitySecrets(of: Story, code: string): Promise<string[]> {
  const key = decodeRecoveryKey(code);
  const device = await of.device('agnes');
  const names = ['m.cross_signing.master', 'm.cross_signing.self_signing', 'm.cross_signing.user_signing', 'm.megolm_backup.v1'];
  const opened = names.map(async (name) => {
    const path = `/user/${encodeURIComponent(asUser('agnes', of))}/account_data/${name}`;
    const { encrypted } = await device.request<{ encrypted: Record<string, AESEncryptedSecretStoragePayload> }>('GET', path);
    return decryptAESSecretStorageItem(Object.values(encrypted)[0] as AESEncryptedSecretStoragePayload, key, name);
  });
  const raw = Buffer.from(key);
  return [...(await Promise.all(opened)), raw.toString('base64'), raw.toString('base64url'), raw.toString('hex')];
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
    const { roomId } = await page.call('rooms.create', { accountId, name: 'Secret', invite: [asUser('bruno', story)] });
    await join(bruno, other, roomId);
    await page.call('messages.send', { accountId, roomId, transactionId: asTransaction('s1'), content: text('Bonjour') });
    await untilRead({ ...agnes, page }, accountId, roomId, 'Bonjour');
    await untilRead(bruno, other, roomId, 'Bonjour');
    for (const name of ['members', 'typing'] as const) page.feed(name, { accountId, roomId });
    await page.call('session.signOutPreview', { accountId });
    const { code } = await page.call('identity.createCode', { accountId });
    const answers = said.filter((message) => message.includes(code));
    await expect(page.call('identity.proveCode', { accountId, typed: code.slice(2) })).rejects.toMatchObject({
      code: 'identity.malformed-code',
    });
    await page.call('identity.proveCode', { accountId, typed: code });
    const identity = page.feed('identity', { accountId });
    await identity.until(([view]) => view?.status === 'ready');
    for (const secret of await identitySecrets(story, code)) secrets.add(secret);
    await agnes.stop();

    expect(secrets.size).toBeGreaterThan(20);
    expect(said.length).toBeGreaterThan(10);
    const everything = said.join('\n');
    // Once, in the answer that shows it to the agent; nowhere else.
    expect(answers).toHaveLength(1);
    expect(said.filter((message) => message.includes(code))).toEqual(answers);
    const forbidden = [...secrets, 'motdepasse-agnes', 'faux-motdepasse'];
    expect(forbidden.filter((secret) => everything.includes(secret))).toEqual([]);
    forbidden.push(code, code.replaceAll(' ', ''));
    for (const file of filesUnder(story.folder('agnes'))) {
      const content = readFileSync(file, 'latin1');
      expect({ file, found: forbidden.filter((secret) => content.includes(secret)) }).toEqual({ file, found: [] });
    }
  });
});
