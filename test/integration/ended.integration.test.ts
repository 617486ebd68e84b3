import { existsSync, readdirSync } from 'node:fs';
import { join as path } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeKeychain } from '../host/index.ts';
import { asRoom, asTransaction, asUser, join, signIn, standing, startStory, text, textsOnServer, untilRead, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'chloe'], { config: { refreshable_access_token_lifetime: '4s' } });
});
afterAll(() => story.close());

const accountsIn = (name: string): string[] => readdirSync(path(story.folder(name), 'accounts'));

describe('the life of a session', () => {
  it('renews its token, and goes on after a restart with the new one', async () => {
    const first = await story.start('renouvele');
    const accountId = await signIn(first, story, 'agnes');
    const refreshed = (): number =>
      story.proxy.seen.filter(({ path: asked, status }) => asked.endsWith('/refresh') && status === 200).length;
    while (refreshed() < 1) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      first.headless.app.wake();
    }
    await first.stop();
    const again = await story.start('renouvele');
    expect(await standing(again.page, accountId, (view) => view.connection === 'online')).toMatchObject({ status: 'ready' });
    await again.stop();
  });

  it('after a soft logout keeps everything, and goes on with the password on the same device', async () => {
    const bruno = await story.device('bruno');
    const { room_id } = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'public_chat',
      invite: [asUser('agnes', story)],
    });
    const roomId = asRoom(room_id);
    const agnes = await story.start('douce');
    const accountId = await signIn(agnes, story, 'agnes');
    await join(agnes, accountId, roomId);
    const { deviceId } = await standing(agnes.page, accountId, () => true);
    const ended = { kind: 'status', status: 401, errcode: 'M_UNKNOWN_TOKEN', softLogout: true } as const;
    story.proxy.add({ match: /\/(sync|refresh|send)/, fault: ended });
    agnes.headless.app.wake();
    await standing(agnes.page, accountId, (view) => view.status === 'soft-logout');
    await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction('d1'), content: text('attend') });
    await agnes.stop();

    const again = await story.start('douce');
    await standing(again.page, accountId, (view) => view.status === 'soft-logout');
    story.proxy.clear();
    const signInAgain = (password: string) => again.page.call('session.signInAgain', { accountId, password });
    await expect(signInAgain('faux')).rejects.toMatchObject({ code: 'auth.wrong-password' });
    await signInAgain('motdepasse-agnes');
    expect(await standing(again.page, accountId, (view) => view.connection === 'online')).toMatchObject({ status: 'ready', deviceId });
    await untilRead(again, accountId, roomId, 'attend');
    expect(await textsOnServer(bruno, roomId)).toEqual(['attend']);
    await again.stop();
  });

  it('ends when the device is removed elsewhere; nothing stays once the agent lets go', async () => {
    const agnes = await story.start('retire');
    const accountId = await signIn(agnes, story, 'agnes');
    const { deviceId, userId } = await standing(agnes.page, accountId, () => true);
    await story.server.admin('DELETE', `/_synapse/admin/v2/users/${encodeURIComponent(userId)}/devices/${deviceId}`);
    await standing(agnes.page, accountId, (view) => view.status === 'signed-out');
    await expect(agnes.page.call('session.signInAgain', { accountId, password: 'motdepasse-agnes' })).rejects.toMatchObject({
      code: 'account.unknown',
    });
    await agnes.page.call('session.forget', { accountId });
    expect(accountsIn('retire')).toEqual([]);
    expect((agnes.headless.host.keychain as FakeKeychain).names()).toEqual([]);
    await agnes.stop();
  });

  it('signing out asks for nothing once the keys are saved and a code opens them', async () => {
    const agnes = await story.start('tranquille');
    const accountId = await signIn(agnes, story, 'bruno');
    const { roomId } = await agnes.page.call('rooms.create', { accountId, name: 'Gardé', invite: [] });
    await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction('y1'), content: text('à garder') });
    await untilRead(agnes, accountId, roomId, 'à garder');
    const identity = agnes.page.feed('identity', { accountId });
    await identity.until(([view]) => view?.status === 'needs-code');
    await expect(agnes.page.call('session.signOut', { accountId, acceptLoss: false })).rejects.toMatchObject({
      code: expect.stringMatching(/^(crypto\.keys-not-backed-up|identity\.no-code)$/u),
    });
    const { code } = await agnes.page.call('identity.createCode', { accountId });
    await agnes.page.call('identity.proveCode', { accountId, typed: code });
    await agnes.page.call('backup.finish', { accountId });
    expect(await agnes.page.call('session.signOutPreview', { accountId })).toMatchObject({ noWayBack: false, keysNotBackedUp: 0 });
    await agnes.page.call('session.signOut', { accountId, acceptLoss: false });
    expect(accountsIn('tranquille')).toEqual([]);
    // The next installation, whose clock is a day ahead, finds the message with the code.
    const clock = { now: () => Date.now() + 86_400_000 };
    const next = await story.start('ensuite', { clock });
    const again = await signIn(next, story, 'bruno');
    await next.page.feed('identity', { accountId: again }).until(([view]) => view?.status === 'unconfirmed');
    await next.page.call('identity.useCode', { accountId: again, typed: code });
    await untilRead(next, again, roomId, 'à garder');
    await Promise.all([agnes.stop(), next.stop()]);
  });

  it('signing out warns of keys that nothing would open again, then revokes the token and removes everything', async () => {
    const agnes = await story.start('sortie');
    const accountId = await signIn(agnes, story, 'chloe');
    const { roomId } = await agnes.page.call('rooms.create', { accountId, name: 'Secret', invite: [] });
    await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction('x1'), content: text('à perdre') });
    await untilRead(agnes, accountId, roomId, 'à perdre');
    await expect.poll(() => agnes.page.call('session.signOutPreview', { accountId })).toMatchObject({ noWayBack: true });
    await expect(agnes.page.call('session.signOut', { accountId, acceptLoss: false })).rejects.toMatchObject({
      code: expect.stringMatching(/^(crypto\.keys-not-backed-up|identity\.no-code)$/u),
    });
    const { deviceId, userId } = await standing(agnes.page, accountId, (view) => view.status === 'ready');
    await agnes.page.call('session.signOut', { accountId, acceptLoss: true });
    const { devices } = await story.server.admin<{ devices: { device_id: string }[] }>(
      'GET',
      `/_synapse/admin/v2/users/${encodeURIComponent(userId)}/devices`,
    );
    expect(devices.map((device) => device.device_id)).not.toContain(deviceId);
    expect(accountsIn('sortie')).toEqual([]);
    expect(agnes.page.feed('accounts', {}).items()).toEqual([]);
    await agnes.stop();
  });
});

describe('the keychain', () => {
  it.each(['absent', 'locked', 'refused'] as const)(
    'that is %s makes a session impossible, and leaves no device on the server',
    async (problem) => {
      const agnes = await story.start(`keychain-${problem}`);
      (agnes.headless.host.keychain as FakeKeychain).problem = problem;
      const before = story.proxy.seen.filter(({ method, path: asked }) => method === 'POST' && asked.includes('/login')).length;
      await expect(
        agnes.page.call('session.signIn', { baseUrl: story.proxy.url, user: 'agnes', password: 'motdepasse-agnes' }),
      ).rejects.toMatchObject({ code: `keychain.${problem}`, retryable: true });
      expect(story.proxy.seen.filter(({ method, path: asked }) => method === 'POST' && asked.includes('/login')).length).toBe(before);
      await agnes.stop();
    },
  );

  it('that is locked at the start locks the account, which opens once it is unlocked', async () => {
    const first = await story.start('verrou');
    const accountId = await signIn(first, story, 'agnes');
    await first.stop();
    const keychain = new FakeKeychain(path(story.folder('verrou'), 'keychain.json'));
    keychain.problem = 'locked';
    const again = await story.start('verrou', { keychain });
    expect(await standing(again.page, accountId, (view) => view.status === 'locked')).toMatchObject({
      problem: 'keychain.locked',
      connection: 'offline',
    });
    await expect(again.page.call('session.unlock', { accountId })).rejects.toMatchObject({ code: 'keychain.locked' });
    keychain.problem = null;
    await again.page.call('session.unlock', { accountId });
    await standing(again.page, accountId, (view) => view.connection === 'online');
    expect(existsSync(path(story.folder('verrou'), 'accounts', accountId))).toBe(true);
    await again.stop();
  });
});
